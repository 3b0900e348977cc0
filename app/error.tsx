"use client";

import { PlainPage } from "@/components/shell/plain-page";
import { Button, buttonClass } from "@/components/ui/button";

interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const code = error instanceof Error && "digest" in error ? String(error.digest) : "none";
  return (
    <PlainPage title="This page could not be read">
      <title>⚠ Sauron</title>
      <p>
        Sauron could not read its database, or the page failed. Rollouts are run by the workers and go on without the
        page. From a terminal, <code className="font-mono text-log">sauron status</code> and{" "}
        <code className="font-mono text-log">sauron abort</code> may still work.
      </p>
      <p className="text-ink-2">
        Code for the logs: <code className="font-mono text-log select-all">{code}</code>
      </p>
      <div className="flex gap-3">
        <Button look="primary" onClick={retry}>
          Retry
        </Button>
        <a href="/" className={buttonClass("plain")}>
          All projects
        </a>
      </div>
    </PlainPage>
  );
}
