"use client";

import { Button } from "@/components/ui/button";

interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

/** A page of a project that failed. The bar of the project stays, and leads to the others. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const code = error instanceof Error && "digest" in error ? String(error.digest) : "none";
  return (
    <section className="flex max-w-[72ch] flex-col items-start gap-4 py-8">
      <title>⚠ Sauron</title>
      <h1 className="text-section font-semibold">This page could not be read</h1>
      <p>
        Sauron could not read its database, or the page failed. Rollouts are run by the workers and go on without the
        page. The bar above leads to the other pages of the project.
      </p>
      <p className="text-ink-2">
        Code for the logs: <code className="font-mono text-log select-all">{code}</code>
      </p>
      <Button look="primary" onClick={retry}>
        Retry
      </Button>
    </section>
  );
}
