"use client";

import Link from "next/link";
import { listFirstSteps } from "@/components/now/list-first-steps";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Sentence } from "@/components/ui/sentence";
import { StatusText } from "@/components/ui/status-badge";
import type { NowView } from "@/lib/contracts/views";

/** Leads from a project that was just added to its first rollout, and then goes away. */
export function FirstStepsCard({ view }: { view: NowView }) {
  const steps = listFirstSteps(view);
  if (!steps) return null;
  return (
    <Card title="First steps">
      <ol className="flex flex-col gap-2">
        {steps.map(({ name, status, text, door }) => (
          <li key={name} data-state={status.code} className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <span className="w-[8em] shrink-0 font-semibold">{name}</span>
            <span className="w-[8em] shrink-0">
              <StatusText status={status} />
            </span>
            <span className="min-w-0 flex-1 basis-60">
              <Sentence text={text} />
            </span>
            {door && (
              <Link href={door.href} prefetch={false} className={buttonClass("plain")}>
                {door.word}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
