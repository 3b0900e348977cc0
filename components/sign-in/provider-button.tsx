"use client";

import { useState } from "react";
import { askForProvider } from "@/components/sign-in/ask-to-come-in";
import { Button } from "@/components/ui/button";

/** To the provider of identities, and back. */
export function ProviderButton({ name, to }: { name: string; to: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const leave = async () => {
    const told = await askForProvider(to);
    if ("url" in told) location.assign(told.url);
    else setProblem(told.problem);
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button look="primary" onClick={leave}>
        Sign in with {name}
      </Button>
      {problem && (
        <p role="alert" className="text-fail">
          {problem}
        </p>
      )}
    </div>
  );
}
