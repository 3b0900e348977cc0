"use client";

import { type FormEvent, useCallback, useEffect, useMemo, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { scopeWords } from "@/components/settings/token-scopes";
import { ChoiceField, TextField } from "@/components/ui/field";
import { useAction } from "@/components/ui/use-action";
import type { NewToken } from "@/lib/contracts/api-access";
import { type TokenScope, tokenScopes } from "@/lib/domain/access/permissions";

interface NewTokenFormProps {
  project: string;
  onMade: (told: NewToken) => void;
}

/** Makes a token. Each one that was made leaves a fresh form. */
export function NewTokenForm({ project, onMade }: NewTokenFormProps) {
  const [count, setCount] = useState(0);
  const finish = useCallback(
    (told: NewToken) => {
      setCount((known) => known + 1);
      onMade(told);
    },
    [onMade],
  );
  return <TokenForm key={count} project={project} onMade={finish} />;
}

const terms = [
  { days: 7, word: "a week" },
  { days: 30, word: "30 days" },
  { days: 90, word: "90 days" },
  { days: 365, word: "a year" },
] as const;

function TokenForm({ project, onMade }: NewTokenFormProps) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<TokenScope[]>(["report:write"]);
  const [days, setDays] = useState(90);
  const body = useMemo(() => ({ name: name.trim(), scopes, days }), [name, scopes, days]);
  const action = useAction<NewToken>(`/api/v1/projects/${project}/tokens`, body);
  const { state } = action;
  useEffect(() => {
    if (state.phase === "done") onMade(state.answer);
  }, [state, onMade]);
  const problem = name.trim() === "" ? "Give it a name." : scopes.length === 0 ? "Choose what it may do." : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem === null) action.run();
  };
  const choose = (scope: TokenScope, isChosen: boolean) =>
    setScopes(tokenScopes.filter((each) => (each === scope ? isChosen : scopes.includes(each))));
  return (
    <form onSubmit={submit} className="flex max-w-[72ch] flex-col gap-4">
      <TextField
        label="Name"
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.target.value)}
        hint="Of the program that will use it: letters, digits, dots and dashes. What it does is recorded under this name."
      />
      <fieldset className="flex flex-col">
        <legend className="font-semibold">It may</legend>
        {tokenScopes.map((scope) => (
          <label key={scope} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(event) => choose(scope, event.target.checked)}
              className="size-4 shrink-0"
            />
            <span>
              {scopeWords[scope]} <code className="font-mono text-log text-ink-2">{scope}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <ChoiceField
        label="It works for"
        value={days}
        onChange={(event) => setDays(Number(event.target.value))}
        hint="Then it has to be made anew."
      >
        {terms.map((term) => (
          <option key={term.days} value={term.days}>
            {term.word}
          </option>
        ))}
      </ChoiceField>
      {state.phase === "failed" && (
        <p role="alert" className="text-fail">
          {state.error.message}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <ActButton
          needs="configure"
          look="primary"
          type="submit"
          aria-disabled={problem !== null || state.phase === "sending"}
        >
          {state.phase === "sending" ? "Making…" : "Make token"}
        </ActButton>
        {problem && <span className="text-ink-2">{problem}</span>}
      </div>
    </form>
  );
}
