"use client";

import { useEffect, useMemo } from "react";
import { ActButton } from "@/components/access/act-button";
import { NumberedText } from "@/components/setup/numbered-text";
import type { ProjectDraft } from "@/components/setup/project-draft";
import { SetupSection } from "@/components/setup/setup-section";
import { useFileReview } from "@/components/setup/use-file-review";
import { writeProjectFile } from "@/components/setup/write-project-file";
import { CopyButton } from "@/components/ui/copy-button";
import { Sentence } from "@/components/ui/sentence";
import { StatusText } from "@/components/ui/status-badge";
import { useAction } from "@/components/ui/use-action";
import type { ProjectFileProblemView } from "@/lib/contracts/setup-views";

interface ReviewSectionProps {
  draft: ProjectDraft;
  onAdded: (project: string) => void;
}

/** The project file the draft becomes, what is wrong with it, and the button that puts it in force. */
export function ReviewSection({ draft, onAdded }: ReviewSectionProps) {
  const source = useMemo(() => writeProjectFile(draft), [draft]);
  const body = useMemo(() => ({ source }), [source]);
  const { problems, failure } = useFileReview(source);
  const { state, run } = useAction<{ project: string }>("/api/v1/projects", body);
  useEffect(() => {
    if (state.phase === "done") onAdded(state.answer.project);
  }, [state, onAdded]);
  const isReady = problems?.length === 0 && state.phase !== "sending";
  return (
    <SetupSection step={5} title="Review and add">
      <p className="max-w-[72ch] text-ink-2">
        This project file is put in force. It is an ordinary <code className="font-mono text-log">sauron.yml</code>:
        keep a copy, and change it later with <code className="font-mono text-log">npx sauron apply sauron.yml</code>.
        <CopyButton text={source} label="the project file">
          Copy
        </CopyButton>
      </p>
      <NumberedText text={source} label="Project file" marked={new Set((problems ?? []).map(({ line }) => line))} />
      <div role="status">{failure ? <p className="text-fail">{failure}</p> : <Problems problems={problems} />}</div>
      {state.phase === "failed" && (
        <p role="alert" className="rounded-control border border-fail bg-fail-soft p-3 text-fail">
          {state.error.message}
        </p>
      )}
      <div>
        <ActButton
          needs="configure"
          look="primary"
          aria-disabled={!isReady}
          onClick={() => {
            if (isReady) run();
          }}
        >
          {state.phase === "sending" ? "Adding…" : "Add project"}
        </ActButton>
      </div>
    </SetupSection>
  );
}

function Problems({ problems }: { problems: ProjectFileProblemView[] | null }) {
  if (problems === null) return <p className="text-ink-2">Reading the file…</p>;
  if (problems.length === 0) return <StatusText status={{ code: "ok", word: "The file is good" }} />;
  return (
    <>
      <p className="font-semibold">Still to do:</p>
      <ul className="list-disc pl-5">
        {problems.map(({ line, column, path, message }) => (
          <li key={`${line} ${column} ${path} ${message}`} className="break-words">
            <span className="text-ink-2">Line {line}:</span>{" "}
            {path && <code className="font-mono text-log">{path}:</code>} <Sentence text={message} />
          </li>
        ))}
      </ul>
    </>
  );
}
