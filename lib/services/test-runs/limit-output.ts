import type { StoredLine } from "@/lib/db/log";

type Line = { at: number; stream: StoredLine[1]; text: string };

/** What is kept of one run's output: its beginning as it comes, and of more than that the end, once it is known. */
const kept = { lines: 100_000, characters: 16 * 1024 * 1024, lastLines: 1000, lastCharacters: 1024 * 1024 };

export interface OutputLimit {
  take(line: Line): void;
  /** Passes on what was kept of the end. */
  end(): void;
}

/** Passes on as much output as is worth keeping; what is left out is counted and said. */
export function limitOutput(write: (line: Line) => void, limits: typeof kept = kept): OutputLimit {
  let lines = 0;
  let characters = 0;
  let last: Line[] = [];
  let lastCharacters = 0;
  let missing = 0;
  const say = (text: string) => write({ at: Date.now(), stream: "sys", text });

  const keepLast = (line: Line) => {
    last.push(line);
    lastCharacters += line.text.length;
    while (last.length > limits.lastLines || (lastCharacters > limits.lastCharacters && last.length > 1)) {
      lastCharacters -= last.shift()?.text.length ?? 0;
      missing += 1;
    }
  };

  return {
    take(line) {
      if (lines < limits.lines && characters < limits.characters) {
        lines += 1;
        characters += line.text.length;
        return write(line);
      }
      if (last.length === 0) say("There is too much output to keep all of it. Its end follows when the run has ended.");
      keepLast(line);
    },
    end() {
      if (missing > 0) say(`${missing} lines are missing here.`);
      for (const line of last) write(line);
      last = [];
    },
  };
}
