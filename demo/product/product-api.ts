import type { CommitView, NowView, RolloutSummary, RolloutView } from "@/lib/contracts/views";

/** The part of Sauron's HTTP API that the demo uses for one project, as the actor "demo" of this machine. */
export type ProductApi = {
  now(): Promise<NowView>;
  /** Newest first. */
  rollouts(limit: number): Promise<RolloutSummary[]>;
  rollout(number: number): Promise<RolloutView>;
  /** Newest first. */
  commits(limit: number): Promise<CommitView[]>;
  /** Tells the product to look at the repository, as a hook of the repository would. */
  announceCommit(): Promise<void>;
  reportTestRun(token: string, report: TestReport): Promise<void>;
  halt(reason: string): Promise<void>;
  resume(wish: { reason: string; markBad: string[] }): Promise<void>;
  resolveHeld(rollout: number, wish: { action: "continue" | "fail"; reason: string }): Promise<void>;
};

export type TestReport = {
  sha: string;
  context: string;
  status: "running" | "passed" | "failed" | "errored";
  attempt: number;
  startedAt: string;
  finishedAt?: string;
};

const timeoutMs = 10_000;

/**
 * Talks to the product at `url` ("http://127.0.0.1:4400"). Every call rejects with what the product answered.
 * @param key that of the machine the product runs on
 */
export function connectProduct(url: string, project: string, key: string): ProductApi {
  const call = async <T>(
    method: string,
    path: string,
    options: { body?: unknown; token?: string } = {},
  ): Promise<T> => {
    const headers: Record<string, string> = {
      "x-sauron-actor": "demo",
      authorization: `Bearer ${options.token ?? key}`,
    };
    if (options.body !== undefined) headers["content-type"] = "application/json";
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers,
      signal: AbortSignal.timeout(timeoutMs),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text.slice(0, 300)}`);
    return (text === "" ? null : JSON.parse(text)) as T;
  };
  const post = async (path: string, body: unknown, token?: string) => {
    await call("POST", path, token === undefined ? { body } : { body, token });
  };
  // Always named: people may apply projects of their own beside it.
  const which = `project=${project}`;
  return {
    now: () => call("GET", `projects/${project}`),
    rollouts: async (limit) =>
      (await call<{ rollouts: RolloutSummary[] }>("GET", `rollouts?limit=${limit}&${which}`)).rollouts,
    rollout: (number) => call("GET", `rollouts/${number}?${which}`),
    commits: async (limit) => (await call<{ commits: CommitView[] }>("GET", `commits?limit=${limit}&${which}`)).commits,
    announceCommit: () => post(`projects/${project}/fetch`, {}),
    reportTestRun: (token, report) => post("test-runs", report, token),
    halt: (reason) => post(`projects/${project}/halt`, { reason }),
    resume: (wish) => post(`projects/${project}/resume`, wish),
    resolveHeld: (rollout, wish) => post(`rollouts/${rollout}/resolve?${which}`, wish),
  };
}
