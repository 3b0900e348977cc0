"use client";

import Link from "next/link";
import { PastProblem } from "@/components/history/past-problem";
import { SuspectRow } from "@/components/history/suspect-row";
import { SuspectsForm } from "@/components/history/suspects-form";
import { usePastAnswer } from "@/components/history/use-past-answer";
import { useViewQuery } from "@/components/rollout/use-view-query";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { Card } from "@/components/ui/card";
import { CopyLink } from "@/components/ui/copy-link";
import type { SuspectsView } from "@/lib/contracts/history-views";

const asked = ["since", "until", "hosts"];

/** Which commit may have caused an error. The address keeps the question. */
export function SuspectsScreen({ project }: { project: string }) {
  const query = useViewQuery();
  const question = new URLSearchParams(
    asked.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? ""]] : [])),
  );
  const path = question.has("since") ? `/api/v1/projects/${project}/suspects?${question}` : null;
  const answer = usePastAnswer<SuspectsView>(path);
  return (
    <div className="flex flex-col gap-4">
      <TabFaceTags face={{ title: `Suspects ${project}`, shape: "ring" }} />
      <header>
        <h1 className="text-section font-semibold">Suspects</h1>
        <p className="max-w-[72ch] text-ink-2">
          Commits whose way over the hosts of {project} fits an error: they came shortly before it began, the hosts that
          show it ran them, and the others did not. Looks back 24 hours before the error, at the newest 1,000 commits at
          most.{" "}
          <Link href={`/p/${project}/history`} prefetch={false} className="text-run underline underline-offset-2">
            All of the history
          </Link>
        </p>
      </header>
      <Card title="The error">
        <SuspectsForm key={`${question}`} question={question} />
      </Card>
      {path && (
        <Card title="Who fits">
          <div aria-live="polite" className="flex min-h-40 flex-col gap-4">
            {!answer.view && !answer.problem && <p className="text-ink-2">Following the commits over the hosts…</p>}
            <PastProblem {...answer} />
            {answer.view && <Answer project={project} view={answer.view} />}
          </div>
        </Card>
      )}
    </div>
  );
}

function Answer({ project, view }: { project: string; view: SuspectsView }) {
  return (
    <>
      <p className="text-lead font-semibold">{view.sentence}</p>
      <p>
        <CopyLink />
      </p>
      <ol className="flex flex-col divide-y divide-hairline">
        {view.suspects.map((suspect) => (
          <SuspectRow key={suspect.sha} project={project} suspect={suspect} />
        ))}
      </ol>
      {view.more > 0 && <p className="text-ink-2">{view.more} more fit worse than these.</p>}
    </>
  );
}
