"use client";

import { describeSourceKind, sourceKinds } from "@/components/settings/source-kinds";
import { SetupSection } from "@/components/setup/setup-section";
import { findOpenQuote } from "@/components/setup/split-words";
import type { Draft } from "@/components/setup/use-project-draft";
import { ChoiceField, TextField } from "@/components/ui/field";

/**
 * Who tells of commits and their tests, and what Sauron itself runs. The sender is set up once the project is there to
 * belong to.
 */
export function TestsSection({ draft, change }: Pick<Draft, "draft" | "change">) {
  const { sender } = draft;
  return (
    <SetupSection step={4} title="Commits and tests">
      <div className="flex max-w-[72ch] flex-col gap-4">
        <ChoiceField
          label="Who tells Sauron?"
          value={sender}
          onChange={(event) => {
            const chosen = event.target.value;
            change({ sender: sourceKinds.find((kind) => kind === chosen) ?? "none" });
          }}
          hint={
            sender === "none"
              ? "Sauron looks at the repository every minute. Nothing is rolled out before a test has reported."
              : `It can tell of ${describeSourceKind(sender).tells}. Address and secret come after the project is made.`
          }
        >
          {sourceKinds.map((kind) => (
            <option key={kind} value={kind}>
              {describeSourceKind(kind).name}
            </option>
          ))}
          <option value="none">Nobody yet</option>
        </ChoiceField>
        <TextField
          label="Tests that Sauron runs"
          value={draft.testCommand}
          placeholder="npm test"
          problem={findOpenQuote(draft.testCommand)}
          onChange={(event) => change({ testCommand: event.target.value })}
          hint="A command for every new commit, in a checkout of it on the workers’ machine; no shell reads it. May be left out where a CI reports."
        />
      </div>
    </SetupSection>
  );
}
