"use client";

import { type FormEvent, useCallback, useEffect, useMemo, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { type ApiDraft, ApiFields, emptyApi, findApiProblem, toApiBody } from "@/components/settings/api-fields";
import { RequiredField, toContexts } from "@/components/settings/required-field";
import { describeSourceKind, sourceKinds } from "@/components/settings/source-kinds";
import { draftStream, findStreamProblem, StreamFields, toStreamBody } from "@/components/settings/stream-fields";
import { ChoiceField, TextField } from "@/components/ui/field";
import { useAction } from "@/components/ui/use-action";
import { hasEventStream } from "@/lib/contracts/has-event-stream";
import type { NewSource, SourceKind } from "@/lib/contracts/intake-views";

interface AddSourceFormProps {
  project: string;
  onAdded: (told: NewSource) => void;
}

/** Adds a sender. Each one that was added leaves a fresh form. */
export function AddSourceForm({ project, onAdded }: AddSourceFormProps) {
  const [count, setCount] = useState(0);
  const finish = useCallback(
    (told: NewSource) => {
      setCount((known) => known + 1);
      onAdded(told);
    },
    [onAdded],
  );
  return <SourceForm key={count} project={project} onAdded={finish} />;
}

function SourceForm({ project, onAdded }: AddSourceFormProps) {
  const [kind, setKind] = useState<SourceKind>("github");
  const [name, setName] = useState("");
  const [required, setRequired] = useState("");
  const [api, setApi] = useState<ApiDraft>(emptyApi);
  const [stream, setStream] = useState(() => draftStream(null));
  const words = describeSourceKind(kind);
  const streams = hasEventStream(kind);
  const body = useMemo(() => {
    const asked = words.apiExample === null ? null : toApiBody(api);
    const heard = streams ? toStreamBody(stream) : null;
    const more = { ...(asked && { api: asked }), ...(heard && { stream: heard }) };
    return { kind, name: name.trim() || kind, requiredContexts: toContexts(required), ...more };
  }, [kind, name, required, api, stream, streams, words]);
  const action = useAction<NewSource>(`/api/v1/projects/${project}/sources`, body);
  const { state } = action;
  useEffect(() => {
    if (state.phase === "done") onAdded(state.answer);
  }, [state, onAdded]);
  const problem =
    (words.apiExample === null ? null : findApiProblem(api)) ?? (streams ? findStreamProblem(stream) : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem === null) action.run();
  };
  return (
    <form onSubmit={submit} className="flex max-w-[72ch] flex-col gap-4">
      <ChoiceField
        label="Kind"
        value={kind}
        onChange={(event) => setKind(event.target.value as SourceKind)}
        hint={`Tells of ${words.tells}.`}
      >
        {sourceKinds.map((each) => (
          <option key={each} value={each}>
            {describeSourceKind(each).name}
          </option>
        ))}
      </ChoiceField>
      <TextField
        label="Name"
        value={name}
        placeholder={kind}
        maxLength={60}
        onChange={(event) => setName(event.target.value)}
        hint="Letters, digits, dots and dashes. It stands beside the results that come from it."
      />
      <RequiredField text={required} onChange={setRequired} />
      {words.apiExample !== null && (
        <details>
          <summary className="cursor-pointer py-1 font-semibold">Where it can be asked (may be said later)</summary>
          <div className="flex flex-col gap-4 pt-3">
            <ApiFields kind={kind} draft={api} hasToken={false} onChange={setApi} />
          </div>
        </details>
      )}
      {streams && (
        <details>
          <summary className="cursor-pointer py-1 font-semibold">
            Listen to its stream of events over SSH (may be said later)
          </summary>
          <div className="flex flex-col gap-4 pt-3">
            <StreamFields draft={stream} onChange={setStream} />
          </div>
        </details>
      )}
      {(problem || state.phase === "failed") && (
        <p role="alert" className="text-fail">
          {problem ?? (state.phase === "failed" ? state.error.message : "")}
        </p>
      )}
      <div>
        <ActButton
          needs="configure"
          look="primary"
          type="submit"
          aria-disabled={problem !== null || state.phase === "sending"}
        >
          {state.phase === "sending" ? "Adding…" : "Add source"}
        </ActButton>
      </div>
    </form>
  );
}
