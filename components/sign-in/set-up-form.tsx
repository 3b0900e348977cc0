"use client";

import { type FormEvent, useEffect, useState } from "react";
import { askToComeIn } from "@/components/sign-in/ask-to-come-in";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { shortestPassword } from "@/lib/domain/access/shortest-password";

/** Makes the first admin, with the token that is in the part of the address that no server sees. */
export function SetUpForm() {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => setToken(location.hash.slice(1)), []);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const written = Object.fromEntries(new FormData(event.currentTarget));
    const told = await askToComeIn("/set-up", written);
    setProblem(told);
    if (told === null) location.assign("/");
  };
  return (
    <form onSubmit={send} className="flex w-full max-w-[26rem] flex-col gap-3">
      <TextField
        label="Set-up token"
        name="token"
        value={token}
        onChange={(event) => setToken(event.target.value)}
        hint="The end of the address that sauron start has printed. It works once."
        required
      />
      <TextField label="Name" name="name" autoComplete="name" hint="As the record names you." maxLength={60} required />
      <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={shortestPassword}
        hint={`${shortestPassword} characters at least; several words are fine.`}
        required
      />
      {problem && (
        <p role="alert" className="text-fail">
          {problem}
        </p>
      )}
      <Button look="primary" type="submit">
        Make the first admin
      </Button>
    </form>
  );
}
