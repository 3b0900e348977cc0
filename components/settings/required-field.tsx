"use client";

import { TextArea } from "@/components/ui/field";

interface RequiredFieldProps {
  /** One name on each line. */
  text: string;
  onChange: (text: string) => void;
}

/** Which tests of a sender must have passed; on lines of their own, as a name may hold a comma. */
export function RequiredField({ text, onChange }: RequiredFieldProps) {
  return (
    <TextArea
      label="Tests of it that must have passed"
      rows={3}
      value={text}
      placeholder={"unit\nlint"}
      onChange={(event) => onChange(event.target.value)}
      hint="One name on each line, beside those in the project file. When nothing is named anywhere, all that report must pass."
    />
  );
}

/** The names that are written, each once. */
export function toContexts(text: string): string[] {
  return [...new Set(text.split("\n").flatMap((line) => line.trim() || []))];
}
