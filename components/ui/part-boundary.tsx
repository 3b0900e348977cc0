"use client";

import { Component, type ReactNode } from "react";
import { PartGone } from "@/components/ui/part-gone";

/** Around a part whose file may be gone, because the console itself was updated: only that part is missing then. */
export class PartBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
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
