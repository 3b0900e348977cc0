"use client";

import { useCallback, useEffect, useState } from "react";
import { emptyDraft, type ProjectDraft, readDraft } from "@/components/setup/project-draft";

const place = "sauron-project-draft";

export interface Draft {
  draft: ProjectDraft;
  change: (changes: Partial<ProjectDraft>) => void;
  /** Throws it away, here and where it is kept. */
  forget: () => void;
}

/** The draft of a new project; this browser keeps it until the project is made. */
export function useProjectDraft(): Draft {
  const [draft, setDraft] = useState(emptyDraft);
  useEffect(() => setDraft(readDraft(localStorage.getItem(place))), []);
  const change = useCallback((changes: Partial<ProjectDraft>) => {
    setDraft((known) => {
      const next = { ...known, ...changes };
      localStorage.setItem(place, JSON.stringify(next));
      return next;
    });
  }, []);
  const forget = useCallback(() => {
    localStorage.removeItem(place);
    setDraft(emptyDraft);
  }, []);
  return { draft, change, forget };
}
