"use client";

import { useContext } from "react";
import { RepositoryContext } from "@/components/commit/repository-context";
import { findHostedPages, type HostedPages } from "@/lib/domain/repository/hosted-pages";

/** Where the code of the project that is shown can be looked at; null = not known. */
export function useHostedPages(): HostedPages | null {
  return findHostedPages(useContext(RepositoryContext));
}
