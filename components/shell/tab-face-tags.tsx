"use client";

import { useLiveStatus } from "@/components/live/live-provider";
import { faviconAddress, type TabFace } from "@/components/shell/tab-face";

/** Title and icon of the browser's tab; they change with the data. */
export function TabFaceTags({ face }: { face: TabFace }) {
  const { connection } = useLiveStatus();
  const isLost = connection.phase === "lost";
  return (
    <>
      <title>{isLost ? `⚠ offline ${face.title}` : face.title}</title>
      <link rel="icon" type="image/svg+xml" href={faviconAddress(isLost ? "dashed" : face.shape)} />
    </>
  );
}
