import { plainText } from "./ansi";
import { isErrorText } from "./is-error-text";

/** Kinds of lines a log can be narrowed to: those that tell of an error, those of stderr, and Sauron's own. */
export const lineLevels = ["errors", "stderr", "sauron"] as const;

export type LineLevel = (typeof lineLevels)[number];

interface WrittenLine {
  stream: "out" | "err" | "sys";
  text: string;
}

export function isOfLevel({ stream, text }: WrittenLine, level: LineLevel): boolean {
  switch (level) {
    case "errors":
      return isErrorText(plainText(text));
    case "stderr":
      return stream === "err";
    case "sauron":
      return stream === "sys";
  }
}
