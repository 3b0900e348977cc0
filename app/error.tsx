"use client";

import Link from "next/link";
import { TopBar } from "@/components/shell/top-bar";
import { Button, buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const code = error instanceof Error && "digest" in error ? String(error.digest) : "no code";
  return (
    <>
      <title>⚠ Sauron</title>
      <TopBar project={null} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex max-w-[72ch] flex-col items-start gap-4 px-6 py-12 outline-none max-sm:px-4"
      >
        <h1 className="text-verdict font-semibold">This page could not be read</h1>
        <p>
          Sauron could not read its database, or the page failed. Rollouts are run by the workers and go on without the
          page. From a terminal, <code className="font-mono text-log">sauron status</code> and{" "}
          <code className="font-mono text-log">sauron abort</code> may still work.
        </p>
        <p className="flex items-center gap-1 text-ink-2">
          Code for the logs: <code className="font-mono text-log">{code}</code>{" "}
          <CopyButton text={code} label="the code" />
        </p>
        <div className="flex gap-3">
          <Button look="primary" onClick={retry}>
            Retry
          </Button>
          <Link href="/" className={buttonClass("plain")}>
            All projects
          </Link>
        </div>
      </main>
    </>
  );
}
