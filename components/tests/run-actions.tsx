"use client";

import { useEffect, useRef, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { announce } from "@/components/shell/announcer";
import { Button } from "@/components/ui/button";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { useAction, useWhenDone } from "@/components/ui/use-action";
import type { TestRunView } from "@/lib/contracts/views";

/** What a person can do about a test run: end it while it runs, ask for another attempt afterwards. */
export function RunActions({ run, project }: { run: TestRunView; project: string }) {
  const isOver = run.finishedAt !== null || !["pending", "running"].includes(run.status);
  if (isOver && run.rerunObstacle !== null) return <NoRerun run={run} obstacle={run.rerunObstacle} />;
  if (isOver) return <RerunButton key={run.id} run={run} project={project} />;
  return run.hasLog ? <KillButton run={run} project={project} /> : null;
}

function NoRerun({ run, obstacle }: { run: TestRunView; obstacle: string }) {
  const id = `no-rerun-${run.id}`;
  return (
    <span className="inline-flex flex-col items-start gap-1 md:items-end">
      <Button aria-disabled aria-describedby={id}>
        Run again<span className="sr-only"> {run.context}</span>
      </Button>
      <span id={id} className="text-meta text-ink-2">
        {obstacle}
      </span>
    </span>
  );
}

function RerunButton({ run, project }: { run: TestRunView; project: string }) {
  const action = useAction<{ attempt: number | null }>(`/api/v1/test-runs/${run.id}/rerun?project=${project}`, noBody);
  const { state } = action;
  const isDone = state.phase === "done";
  useEffect(() => {
    if (isDone) announce(`Another attempt of ${run.context} was asked for.`);
  }, [isDone, run.context]);
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {state.phase === "failed" && (
        <span role="alert" className="text-meta text-fail">
          {state.error.message}
        </span>
      )}
      {isDone ? (
        <span className="text-meta text-ink-2">Asked for another attempt</span>
      ) : (
        <ActButton needs="runTests" aria-disabled={state.phase === "sending"} onClick={action.run}>
          {state.phase === "sending" ? "Asking…" : "Run again"}
          <span className="sr-only"> {run.context}</span>
        </ActButton>
      )}
    </span>
  );
}

function KillButton({ run, project }: { run: TestRunView; project: string }) {
  const [isAsking, setAsking] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <ActButton needs="runTests" ref={trigger} look="danger" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        Kill…<span className="sr-only"> {run.context}</span>
      </ActButton>
      {isAsking && (
        <KillDialog run={run} project={project} trigger={trigger.current} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

interface KillDialogProps {
  run: TestRunView;
  project: string;
  trigger: HTMLElement | null;
  onClose: () => void;
}

function KillDialog({ run, project, trigger, onClose }: KillDialogProps) {
  const action = useAction(`/api/v1/test-runs/${run.id}/kill?project=${project}`, noBody);
  useWhenDone(action, onClose);
  return (
    <Dialog
      role="alertdialog"
      title={`Kill attempt ${run.attempt} of ${run.context}?`}
      description={<p>Its commands are stopped, and it counts as not passed. Another attempt can be asked for.</p>}
      trigger={trigger}
      onClose={onClose}
    >
      <ConfirmButtons
        needs="runTests"
        action={action}
        confirm="Kill"
        sending="Killing…"
        cancel="Let it run"
        look="danger"
        onCancel={onClose}
      />
    </Dialog>
  );
}

const noBody = {};
