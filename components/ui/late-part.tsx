"use client";

import { Component, type ReactNode, Suspense } from "react";
import { PartGone } from "@/components/ui/part-gone";

interface LatePartProps {
  /** What is shown until the part is there. */
  room?: ReactNode;
  children: ReactNode;
}

/**
 * Around a part of the page that is a file of its own (`lazy`). After an update of the console that file may be gone: only
 * this part is missing then.
 */
export function LatePart({ room = null, children }: LatePartProps) {
  return (
    <GoneBoundary>
      <Suspense fallback={room}>{children}</Suspense>
    </GoneBoundary>
  );
}

class GoneBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!isFileGone(error)) throw error;
    return <PartGone />;
  }
}

/** As the loader of the pages' files says it. */
function isFileGone(error: unknown): boolean {
  return error instanceof Error && error.name === "ChunkLoadError";
}
