"use client";

import { type FormEvent, useEffect, useMemo, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { RoleFields } from "@/components/settings/role-fields";
import { announce } from "@/components/shell/announcer";
import { TextField } from "@/components/ui/field";
import { useAction } from "@/components/ui/use-action";
import type { Role } from "@/lib/domain/access/roles";
import { shortestPassword } from "@/lib/domain/access/shortest-password";

interface NewPersonFormProps {
  project: string;
  onAdded: () => void;
}

/** Lets somebody sign in. Each one who was added leaves a fresh form. */
export function NewPersonForm({ project, onAdded }: NewPersonFormProps) {
  const [count, setCount] = useState(0);
  return (
    <PersonForm
      key={count}
      project={project}
      onAdded={() => {
        setCount(count + 1);
        onAdded();
      }}
    />
  );
}

function PersonForm({ project, onAdded }: NewPersonFormProps) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const [isEverywhere, setEverywhere] = useState(false);
  const body = useMemo(
    () => ({ name: name.trim(), email: email.trim(), password, role, project: isEverywhere ? null : project }),
    [name, email, password, role, isEverywhere, project],
  );
  const action = useAction("/api/v1/people", body);
  const { state } = action;
  const isDone = state.phase === "done";
  useEffect(() => {
    if (!isDone) return;
    announce(`${body.name} can sign in.`);
    onAdded();
  }, [isDone, body.name, onAdded]);
  const problem = findProblem(body);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem === null) action.run();
  };
  return (
    <form onSubmit={submit} className="flex max-w-[72ch] flex-col gap-4">
      <TextField
        label="Name"
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.target.value)}
        hint="What the person does is recorded under this name."
      />
      <TextField label="E-mail" type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
      <TextField
        label="First password"
        type="password"
        autoComplete="new-password"
        value={password}
        maxLength={200}
        onChange={(event) => setPassword(event.target.value)}
        hint={`${shortestPassword} characters at least. Tell it to the person by a way you trust.`}
      />
      <RoleFields
        project={project}
        role={role}
        isEverywhere={isEverywhere}
        onRole={(next) => setRole(next ?? role)}
        onEverywhere={setEverywhere}
      />
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
          {state.phase === "sending" ? "Adding…" : "Add"}
        </ActButton>
        {problem && <span className="text-ink-2">{problem}</span>}
      </div>
    </form>
  );
}

function findProblem({ name, email, password }: { name: string; email: string; password: string }): string | null {
  if (name === "") return "Write a name.";
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return "Write an e-mail address.";
  return password.length < shortestPassword ? `Write a password of at least ${shortestPassword} characters.` : null;
}
