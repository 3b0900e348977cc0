"use client";

import { type RefObject, useEffect, useState } from "react";
import { type KeptBlocks, keepSelected } from "@/components/log/kept-blocks";

/**
 * The blocks that stay drawn because of what is selected. A caret counts too: a click with Shift makes a selection of it
 * that may be long.
 */
export function useKeptBlocks(body: RefObject<HTMLElement | null>): KeptBlocks {
  const [ends, setEnds] = useState("");
  useEffect(() => {
    const look = () => setEnds(readEnds(body.current).join(" "));
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, [body]);
  return keepSelected(ends === "" ? [] : ends.split(" ").map(Number));
}

/** The blocks in which the selection begins and ends, as far as that is in the log. */
function readEnds(body: HTMLElement | null): string[] {
  const selection = document.getSelection();
  return [selection?.anchorNode, selection?.focusNode].flatMap((node) => {
    const element = node instanceof Element ? node : node?.parentElement;
    const block = element?.closest<HTMLElement>("[data-block]");
    return block && body?.contains(block) ? (block.dataset.block ?? []) : [];
  });
}
