"use client";

import { type FormEvent, useState } from "react";
import { askToComeIn } from "@/components/sign-in/ask-to-come-in";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

interface SignInFormProps {
  /** Known already, where a session has ended. */
  email?: string;
  onDone: () => void;
}

/** E-mail and password. What is written stays when it was wrong, and may be pasted or filled in by the browser. */
export function SignInForm({ email = "", onDone }: SignInFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const written = Object.fromEntries(new FormData(event.currentTarget));
    const told = await askToComeIn("/sign-in", written);
    setBusy(false);
    setProblem(told);
    if (told === null) onDone();
  };
  return (
    <form onSubmit={send} className="flex w-full max-w-[26rem] flex-col gap-3">
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        required
        data-first-focus={email === "" ? "" : undefined}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        data-first-focus={email === "" ? undefined : ""}
      />
      {problem && (
        <p role="alert" className="text-fail">
          {problem}
        </p>
      )}
      <Button look="primary" type="submit" aria-disabled={isBusy}>
        {isBusy ? "Signing in …" : "Sign in"}
      </Button>
    </form>
  );
}
