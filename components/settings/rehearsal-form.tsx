"use client";

import Link from "next/link";
import { useState } from "react";
import { ApiError, newIdempotencyKey, postAction } from "@/components/live/api-client";
import { parseRules } from "@/components/settings/parse-rules";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import type { Rehearsal } from "@/lib/contracts/api-rehearsal";

/** A hundred canaries are judged anew in this time, ms. */
const patience = 60_000;

interface RehearsalFormProps {
  project: string;
  /** The rules in force, as they are written. */
  rules: readonly string[];
}

/** Tries other limits on the past canaries, before anybody writes them into the project file. */
export function RehearsalForm({ project, rules }: RehearsalFormProps) {
  const [text, setText] = useState(rules.join("\n"));
  const [ratio, setRatio] = useState("");
  const [result, setResult] = useState<Rehearsal | ApiError | "trying" | null>(null);
  const parsed = parseRules(text);
  const isRatio = ratio === "" || Number(ratio) >= 1;
  const rehearse = async () => {
    if ("wrong" in parsed || !isRatio || result === "trying") return;
    setResult("trying");
    const limits = { rules: parsed.rules, ...(ratio !== "" && { compare: { minRatio: Number(ratio) } }) };
    const path = `/api/v1/projects/${encodeURIComponent(project)}/rehearsals`;
    const answer = postAction<Rehearsal>(path, { limits, last: 100 }, newIdempotencyKey(), patience);
    setResult(
      await answer.catch((error) => (error instanceof ApiError ? error : new ApiError("network", String(error)))),
    );
  };
  return (
    <form
      className="flex max-w-[72ch] flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void rehearse();
      }}
    >
      <TextArea
        label="Rules to try"
        rows={4}
        value={text}
        onChange={(event) => setText(event.target.value)}
        hint="One a line, such as 5xx < 0.5 or 2xx >= 90."
        problem={"wrong" in parsed ? `“${parsed.wrong}” is no rule; write one such as 5xx < 0.5.` : null}
      />
      <TextField
        label="Times as bad as the control, at least"
        inputMode="decimal"
        value={ratio}
        onChange={(event) => setRatio(event.target.value)}
        hint="Left empty: as in force."
        problem={isRatio ? null : "Write a number of at least 1."}
      />
      <div>
        <Button type="submit" aria-disabled={result === "trying"}>
          {result === "trying" ? "Judging anew…" : "Back-test"}
        </Button>
      </div>
      <div aria-live="polite">
        {result !== null && result !== "trying" && <Result project={project} result={result} />}
      </div>
    </form>
  );
}

function Result({ project, result }: { project: string; result: Rehearsal | ApiError }) {
  if (result instanceof ApiError) return <p className="text-fail">{result.message}</p>;
  const { canaries, changed } = result;
  if (canaries.length === 0) return <p>No canary has been judged yet.</p>;
  return (
    <>
      <p className="font-semibold">
        Back-test, last {canaries.length === 1 ? "canary" : `${canaries.length} canaries`}: {countChanged(changed)}.
      </p>
      <ul className="flex flex-col gap-1 pt-1">
        {canaries
          .filter(({ changes }) => changes)
          .map(({ rollout, stage, before, now, why }) => (
            <li key={`${rollout} ${stage}`}>
              <Link
                href={`/p/${project}/rollouts/${rollout}?tab=canary`}
                prefetch={false}
                className="font-semibold text-run underline-offset-2 hover:underline"
              >
                #{rollout} {stage}
              </Link>
              : {words[before]} → {words[now]}. {why}
            </li>
          ))}
      </ul>
    </>
  );
}

function countChanged(changed: number): string {
  if (changed === 0) return "no verdict changes";
  return changed === 1 ? "1 verdict changes" : `${changed} verdicts change`;
}

const words = { pass: "passed", fail: "failed", inconclusive: "no verdict" } as const;
