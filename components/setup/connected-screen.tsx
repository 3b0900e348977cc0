"use client";

import Link from "next/link";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { NewSecretCard } from "@/components/settings/new-secret-card";
import { useApiView } from "@/components/settings/use-api-view";
import { Button, buttonClass } from "@/components/ui/button";
import { useAction } from "@/components/ui/use-action";
import type { NewSource, SourceKind, SourceView } from "@/lib/contracts/intake-views";

interface ConnectedScreenProps {
  project: string;
  sender: SourceKind | "none";
}

/** The project is there: its sender is made, and the way to its page is shown. */
export function ConnectedScreen({ project, sender }: ConnectedScreenProps) {
  return (
    <>
      <section className="flex flex-col gap-3 rounded-card border border-hairline bg-surface px-6 py-5 max-sm:px-4">
        <h2 className="text-lead font-semibold">{project} is added</h2>
        <p className="max-w-[72ch]">
          Sauron reads the repository now. It suggests rollouts and starts none by itself, until the project file says
          otherwise.
        </p>
        <div className="flex flex-wrap gap-3">
          <Link href={`/p/${project}`} className={buttonClass(sender === "none" ? "primary" : "plain")}>
            Go to {project}
          </Link>
          <Link href={`/p/${project}/settings/sources`} className={buttonClass("plain")}>
            Its sources
          </Link>
        </div>
      </section>
      {sender !== "none" && <NewSender project={project} kind={sender} />}
    </>
  );
}

function NewSender({ project, kind }: { project: string; kind: SourceKind }) {
  const body = useMemo(() => ({ kind, name: kind }), [kind]);
  const { state, run } = useAction<NewSource>(`/api/v1/projects/${project}/sources`, body);
  const asked = useRef(false);
  const ask = useCallback(() => {
    asked.current = true;
    run();
  }, [run]);
  useEffect(() => {
    if (!asked.current) ask();
  }, [ask]);
  if (state.phase === "done") return <WaitForSender project={project} told={state.answer} />;
  if (state.phase !== "failed") return <p role="status">Making a secret for the sender…</p>;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-card border border-fail bg-fail-soft p-3 text-fail"
    >
      <span>
        The sender could not be added: {state.error.message} The project is there; its settings add senders too.
      </span>
      <Button onClick={ask}>Retry</Button>
    </div>
  );
}

function WaitForSender({ project, told }: { project: string; told: NewSource }) {
  const initial: { sources: SourceView[] } = { sources: [told.source] };
  const { view } = useApiView(`/api/v1/projects/${project}/sources`, initial);
  const now = view.sources.find(({ key }) => key === told.source.key) ?? told.source;
  return <NewSecretCard told={told} now={now} />;
}
