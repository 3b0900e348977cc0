"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { newIdempotencyKey, postAction } from "@/components/live/api-client";
import type { ProjectFileProblemView } from "@/lib/contracts/setup-views";

/** How long nothing must have been written before the file is looked at, ms. */
const restTime = 400;

interface Review {
  project: string | null;
  problems: ProjectFileProblemView[];
}

export interface FileReview {
  /** Every mistake; null while it is not known. */
  problems: ProjectFileProblemView[] | null;
  /** Why it could not be asked; null when it could. */
  failure: string | null;
}

/** What the parser of `sauron apply` says about a file, as it is written. */
export function useFileReview(source: string): FileReview {
  const [rested, setRested] = useState(source);
  useEffect(() => {
    const timer = setTimeout(() => setRested(source), restTime);
    return () => clearTimeout(timer);
  }, [source]);
  const { data, error } = useQuery<Review>({
    queryKey: ["review", rested],
    queryFn: () => postAction<Review>("/api/v1/project-files/review", { source: rested }, newIdempotencyKey()),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isOfThis = rested === source;
  return { problems: isOfThis && data ? data.problems : null, failure: error ? error.message : null };
}
