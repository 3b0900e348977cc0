import { withoutQuery } from "./endpoint-of";
import type { LoggedRequest } from "./log-format";

/** A request that ended in an error, without its query, which may hold what is nobody's business. */
export type LoggedError = {
  host: string;
  /** Epoch seconds, by the host's clock. */
  time: number;
  method: string | null;
  path: string | null;
  status: number;
  duration: number | null;
};

const longestPath = 200;

/** The newest `most` errors of a host. */
export function pickErrors(host: string, requests: readonly LoggedRequest[], most: number): LoggedError[] {
  return requests
    .filter(({ status }) => status !== null && status >= 500 && status <= 599)
    .slice(-most)
    .map(({ time, method, path, status, duration }) => ({
      ...{ host, time, method, status: status as number, duration },
      path: path === null ? null : withoutQuery(path).slice(0, longestPath),
    }));
}
