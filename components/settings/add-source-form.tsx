"use client";

import { type FormEvent, useCallback, useEffect, useMemo, useState } from "react";
import { type ApiDraft, ApiFields, emptyApi, findApiProblem, toApiBody } from "@/components/settings/api-fields";
import { describeSourceKind, sourceKinds } from "@/components/settings/source-kinds";
import { Button } from "@/components/ui/button";
import { ChoiceField, TextField } from "@/components/ui/field";
import { useAction } from "@/components/ui/use-action";
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
  const words = describeSourceKind(kind);
  const body = useMemo(() => {
    const asked = words.apiExample === null ? null : toApiBody(api);
    const requiredContexts = required.split(",").flatMap((context) => context.trim() || []);
    return { kind, name: name.trim() || kind, requiredContexts, ...(asked ? { api: asked } : {}) };
  }, [kind, name, required, api, words]);
  const action = useAction<NewSource>(`/api/v1/projects/${project}/sources`, body);
  const { state } = action;
  useEffect(() => {
    if (state.phase === "done") onAdded(state.answer);
  }, [state, onAdded]);
  const problem = words.apiExample === null ? null : findApiProblem(api);
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
      <TextField
        label="Tests of it that must have passed"
        value={required}
        placeholder="unit, lint"
        onChange={(event) => setRequired(event.target.value)}
        hint="Names with commas between, beside those in the project file. When nothing is named anywhere, all that report must pass."
      />
      {words.apiExample !== null && (
        <details>
          <summary className="cursor-pointer py-1 font-semibold">Where it can be asked (may be said later)</summary>
          <div className="flex flex-col gap-4 pt-3">
            <ApiFields kind={kind} draft={api} hasToken={false} onChange={setApi} />
          </div>
        </details>
      )}
      {(problem || state.phase === "failed") && (
        <p role="alert" className="text-fail">
          {problem ?? (state.phase === "failed" ? state.error.message : "")}
        </p>
      )}
      <div>
        <Button look="primary" type="submit" aria-disabled={problem !== null || state.phase === "sending"}>
          {state.phase === "sending" ? "Adding…" : "Add source"}
        </Button>
      </div>
    </form>
  );
}
