import type { TextSearcher } from "@/components/log/line-search";
import type { LogPattern } from "@/components/log/log-search";
import type { PatternAnswer, PatternQuestion } from "@/components/log/pattern-worker";

/** A pattern that needs longer than this for one slice of lines is given up; ms. */
const longestWait = 2000;
/** The worker itself may take so long to come; ms. */
const longestLoad = 30_000;
const tooSlow = "This pattern takes too long. Make it simpler, or search for a plain text.";

const away = "Patterns cannot be searched now; the console may have been updated. Reload the page.";

/** Looks for a regular expression beside the page, because nothing else can end one that never ends. */
export class PatternSearcher implements TextSearcher {
  readonly #pattern: LogPattern;
  readonly #worker: Worker;
  #isReady = false;

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
      const limit = () =>
        this.#isReady ? setTimeout(() => giveUp(tooSlow), longestWait) : setTimeout(() => giveUp(away), longestLoad);
      let timer = limit();
      this.#worker.onmessage = ({ data }: MessageEvent<PatternAnswer>) => {
        clearTimeout(timer);
        if ("ready" in data) {
          this.#isReady = true;
          timer = limit();
        } else if ("found" in data) resolve(data.found);
        else giveUp(tooSlow);
      };
      this.#worker.onerror = () => {
        clearTimeout(timer);
        giveUp(away);
      };
      this.#worker.postMessage({ pattern: this.#pattern, texts } satisfies PatternQuestion);
    });
  }

  stop(): void {
    this.#worker.terminate();
  }
}
