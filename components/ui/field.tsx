"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { fieldClass } from "@/components/ui/field-class";

interface FieldProps {
  label: string;
  /** What to write, told below it and read with it. */
  hint?: ReactNode;
  /** What is wrong with what is written; null when nothing is. */
  problem?: string | null;
}

/** A line of text with its name, what to write, and what is wrong with it. */
export function TextField({ label, hint, problem = null, ...rest }: FieldProps & ComponentProps<"input">) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem !== null}
        className={fieldClass}
        {...rest}
      />
    </FieldFrame>
  );
}

/** Several lines of text. */
export function TextArea({ label, hint, problem = null, ...rest }: FieldProps & ComponentProps<"textarea">) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      <textarea
        id={id}
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem !== null}
        className={`${fieldClass} py-1.5 font-mono text-log`}
        {...rest}
      />
    </FieldFrame>
  );
}

/** One of several, as a list to choose from. */
export function ChoiceField({ label, hint, children, ...rest }: FieldProps & ComponentProps<"select">) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={null}>
      <select id={id} aria-describedby={`${id}-hint`} className={fieldClass} {...rest}>
        {children}
      </select>
    </FieldFrame>
  );
}

function FieldFrame({ id, label, hint, problem, children }: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {children}
      <p id={`${id}-hint`} className="max-w-[72ch] text-meta text-ink-2">
        {problem ? <span className="text-fail">{problem}</span> : hint}
      </p>
    </div>
  );
}
