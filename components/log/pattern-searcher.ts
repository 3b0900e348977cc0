import type { TextSearcher } from "@/components/log/line-search";
import type { LogPattern } from "@/components/log/log-search";
import type { PatternAnswer, PatternQuestion } from "@/components/log/pattern-worker";

/** A pattern that needs longer than this for one slice of lines is given up; ms. */
const longestWait = 2000;
const tooSlow = "This pattern takes too long. Make it simpler, or search for a plain text.";

/** Looks for a regular expression beside the page, because nothing else can end one that never ends. */
export class PatternSearcher implements TextSearcher {
  readonly #pattern: LogPattern;
  readonly #worker: Worker;

  constructor(pattern: LogPattern) {
    this.#pattern = pattern;
    this.#worker = new Worker(new URL("./pattern-worker.ts", import.meta.url));
  }

  search(texts: string[]): Promise<number[]> {
    return new Promise((resolve, reject) => {
      const giveUp = (reason: string) => {
        this.stop();
        reject(new Error(reason));
      };
      const timer = setTimeout(() => giveUp(tooSlow), longestWait);
      this.#worker.onmessage = ({ data }: MessageEvent<PatternAnswer>) => {
        clearTimeout(timer);
        if ("found" in data) resolve(data.found);
        else giveUp(tooSlow);
      };
      this.#worker.onerror = () => {
        clearTimeout(timer);
        giveUp("Patterns cannot be searched now; the console may have been updated. Reload the page.");
      };
      this.#worker.postMessage({ pattern: this.#pattern, texts } satisfies PatternQuestion);
    });
  }

  stop(): void {
    this.#worker.terminate();
  }
}
