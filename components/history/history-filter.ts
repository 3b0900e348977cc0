import { storableText } from "@/lib/domain/storable-text";

export const historyStatuses = {
  succeeded: "Done",
  failed: "Failed",
  aborted: "Aborted",
  discarded: "Discarded",
  unfinished: "Under way",
} as const;

export type HistoryStatus = keyof typeof historyStatuses;

export interface HistoryFilter {
  status: HistoryStatus | null;
  /** A number, a sha, or a text of who, why or a commit; null = anything. */
  text: string | null;
  /** Number of the last rollout of the page before. */
  before: number | null;
}

/** What the address of the page says; what it cannot mean is passed over. */
export function readHistoryFilter(query: URLSearchParams): HistoryFilter {
  const [status, text, before] = ["status", "q", "before"].map((name) => query.get(name)?.trim() ?? "") as [
    string,
    string,
    string,
  ];
  return {
    status: Object.hasOwn(historyStatuses, status) ? (status as HistoryStatus) : null,
    text: text === "" ? null : storableText(text.slice(0, 200)),
    before: /^[1-9]\d{0,8}$/.test(before) ? Number(before) : null,
  };
}
