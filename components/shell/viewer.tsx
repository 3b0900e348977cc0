"use client";

import Link from "next/link";
import { createContext, useContext } from "react";
import { Button } from "@/components/ui/button";
import type { Viewer } from "@/lib/contracts/sign-in-page";
import type { Role } from "@/lib/domain/access/roles";
import { bestRole, roleIn } from "@/lib/domain/access/roles-of";

/** Who looks at the page, as the server knows it; null = nobody is signed in, or it cannot be known just now. */
export const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer | null {
  return useContext(ViewerContext);
}

/** Who is signed in, as what, and the way out. */
export function ViewerName({ project }: { project: string | null }) {
  const viewer = useViewer();
  if (!viewer) return null;
  const role: Role | null = project === null ? bestRole(viewer) : roleIn(viewer, project);
  return (
    <span className="flex items-center gap-2 text-meta">
      <Link
        href="/you"
        prefetch={false}
        title={`${viewer.email ?? viewer.name}: where you are signed in`}
        className="inline-flex min-h-8 max-w-48 items-center gap-1 truncate pointer-coarse:min-h-11"
      >
        <span className="sr-only">Signed in: </span>
        <span className="font-semibold">{viewer.name}</span> <span className="text-ink-2">{role ?? "no role"}</span>
      </Link>
      <Button className="px-2" onClick={signOut}>
        Sign out
      </Button>
    </span>
  );
}

async function signOut(): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/api/v1/sign-out", { method: "POST", headers, body: "{}" }).catch(() => null);
  if (answer?.ok) location.assign("/sign-in");
}
