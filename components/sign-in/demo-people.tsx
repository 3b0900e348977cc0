"use client";

import { useState } from "react";
import { askToComeIn } from "@/components/sign-in/ask-to-come-in";
import { Button } from "@/components/ui/button";
import type { DemoPerson } from "@/lib/contracts/demo-people";

const words = {
  viewer: "reads what happens and may abort",
  operator: "also deploys and steers",
  admin: "also changes settings",
} as const;

/** The three of the demo, each one click away. */
export function DemoPeople({ people, onDone }: { people: readonly DemoPerson[]; onDone: () => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const enter = async ({ email, password }: DemoPerson) => {
    const told = await askToComeIn("/sign-in", { email, password });
    setProblem(told);
    if (told === null) onDone();
  };
  return (
    <section aria-label="People of the demo" className="flex w-full flex-col gap-3">
      <p>This is a demo, with machines and commits of its own: come in as whoever you like.</p>
      <ul className="flex flex-col gap-2">
        {people.map((person) => (
          <li key={person.role} className="flex flex-wrap items-center gap-3">
            <Button look={person.role === "admin" ? "primary" : "plain"} onClick={() => enter(person)}>
              Come in as {person.role}
            </Button>
            <span className="text-ink-2">{words[person.role]}</span>
          </li>
        ))}
      </ul>
      {problem && (
        <p role="alert" className="text-fail">
          {problem}
        </p>
      )}
    </section>
  );
}
