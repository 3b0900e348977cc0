import type { Policy } from "@/lib/contracts/project-file";
import type { NewSample, SampleRow } from "@/lib/db/canary-samples";
import type { HostRow } from "@/lib/db/hosts";
import { countIntervals, startOfInterval } from "@/lib/domain/access-log/count-intervals";
import type { LoggedRequest } from "@/lib/domain/access-log/log-format";
import { readRequests } from "@/lib/domain/access-log/read-requests";
import type { StageBaseline } from "@/lib/domain/canary/summarise-baseline";
import type { LogCursor, LogSlice, SshTarget } from "@/lib/integrations/ssh/fleet-ssh";
import type { WorkerContext } from "../context";
import { toSshTarget } from "../rollouts/ssh-target";
import { type Counted, countByMetrics } from "./count-by-metrics";
import { countPushed } from "./count-pushed";
import type { Arms } from "./find-arms";
import type { OurClock } from "./our-clock";

/** Bytes of one access log read at once, and how often at one look. */
const maxLogBytes = 4 * 1024 * 1024;
const mostReads = 10;

/** What a look reads hosts for. */
export type Look = {
  policy: Policy;
  /** Samples of the looks before, oldest first. */
  before: readonly SampleRow[];
  baseline: StageBaseline | null;
  clock: OurClock;
  intervalMs: number;
};

type HostReading = { samples: NewSample[]; requests: LoggedRequest[] };

/** Reads what a host has logged since the last look: one sample for each interval it tells of, at least one. */
async function readHost(
  ctx: WorkerContext,
  look: Look,
  { host, arm }: { host: HostRow; arm: "canary" | "control" },
): Promise<HostReading> {
  const { policy, clock, intervalMs } = look;
  const empty: NewSample = {
    ...{ arm, hostId: host.id, hostName: host.name },
    ...{ codes: {}, slow: null, endpoints: null, unparsed: 0, clockOffsetMs: null, error: null, cursor: null },
    fromAt: new Date(startOfInterval(clock.now, intervalMs)),
  };
  const { accessLog, metrics, pushed, excludePaths, excludeAgents } = policy.canary;
  const target = toSshTarget(host, policy);
  const failed = (error: string) => ({ samples: [{ ...empty, error }], requests: [] });
  const last = look.before.findLast((sample) => sample.hostId === host.id && sample.cursor !== null)?.cursor ?? null;
  const counted = (read: Counted) =>
    "reason" in read ? failed(read.reason) : { samples: [{ ...empty, ...read }], requests: [] };
  const countersBefore = last && "counters" in last ? last.counters : null;
  if (metrics) return counted(await countByMetrics(ctx, target, { metrics, before: countersBefore }));
  if (pushed) return counted(await countPushed(ctx, host, { pushed, before: countersBefore }));
  if (!accessLog) return failed("The project file names no access log.");
  const cursor = last && "inode" in last ? last : null;
  const read = await readToEnd(ctx, target, { path: accessLog.path, cursor });
  if (!read.reached) return failed(read.reason);

  const { format, fields } = accessLog;
  const { requests, unparsed } = readRequests(read.lines, { format, fields, excludePaths, excludeAgents });
  const measured = look.baseline?.hosts.find(({ hostId }) => hostId === host.id);
  const clockOffsetMs = Math.round(clock.offsetOf(read.clockOffsetMs));
  const intervalsCounted = countIntervals(requests, {
    ...{ intervalMs, clockOffsetMs, slowerThan: measured?.slowerThan ?? null },
    endpoints: look.baseline?.endpoints ?? null,
  });
  const intervals = intervalsCounted.map(({ startMs, ...counts }): NewSample => {
    return { ...empty, ...counts, clockOffsetMs, fromAt: new Date(startMs) };
  });
  // The newest row of a host tells where to read on, so there always is one.
  return { samples: [...intervals, { ...empty, unparsed, clockOffsetMs, cursor: read.cursor }], requests };
}

/** Reads a log up to its end: a verdict on lines of some time ago would pass a canary that fails now. */
async function readToEnd(
  ctx: WorkerContext,
  target: SshTarget,
  { path, cursor }: { path: string; cursor: LogCursor | null },
): Promise<LogSlice> {
  const lines: string[] = [];
  let at = cursor;
  for (let reads = 0; reads < mostReads; reads++) {
    const slice = await ctx.ssh.readLog(target, { path, cursor: at, maxBytes: maxLogBytes });
    if (!slice.reached) return slice;
    for (const line of slice.lines) lines.push(line);
    at = slice.cursor;
    if (!slice.truncated) return { ...slice, lines };
  }
  return { reached: false, reason: `The access log of ${target.name} grows faster than it can be read.` };
}

/** Reads all hosts of both arms at once, those of the canary first. */
export function readArms(ctx: WorkerContext, look: Look, { canary, control }: Arms): Promise<HostReading[]> {
  return Promise.all([
    ...canary.map((host) => readHost(ctx, look, { host, arm: "canary" })),
    ...control.map((host) => readHost(ctx, look, { host, arm: "control" })),
  ]);
}
