"use client";

import { describeSourceKind, sourceKinds } from "@/components/settings/source-kinds";
import { SetupSection } from "@/components/setup/setup-section";
import type { Draft } from "@/components/setup/use-project-draft";
import { ChoiceField } from "@/components/ui/field";

/** Who tells of commits and their tests. The sender is set up once the project is there to belong to. */
export function TestsSection({ draft, change }: Pick<Draft, "draft" | "change">) {
  const { sender } = draft;
  return (
    <SetupSection step={4} title="Commits and tests">
      <div className="max-w-[72ch]">
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
      </div>
    </SetupSection>
  );
}
