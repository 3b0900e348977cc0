import type { ReactNode } from "react";

interface SetupSectionProps {
  /** Counts from 1. */
  step: number;
  title: string;
  children: ReactNode;
}

/** One part of setting a project up. */
export function SetupSection({ step, title, children }: SetupSectionProps) {
  const id = `step-${step}`;
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-4 rounded-card border border-hairline bg-surface px-6 py-5 max-sm:px-4"
    >
      <h2 id={id} className="text-lead font-semibold">
        {step}. {title}
      </h2>
      {children}
    </section>
  );
}
