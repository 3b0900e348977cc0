import type { AccessLogPolicy } from "@/lib/contracts/canary-policy";
import type { Policy } from "@/lib/contracts/project-file";
import type { HostRow } from "@/lib/db/hosts";
import { measureHost } from "@/lib/domain/access-log/measure-host";
import { readRequests } from "@/lib/domain/access-log/read-requests";
import { defaultQuantiles } from "@/lib/domain/canary/canary-input";
import { type MeasuredHost, type StageBaseline, summariseBaseline } from "@/lib/domain/canary/summarise-baseline";
import type { WorkerContext } from "../context";
import { toSshTarget } from "../rollouts/ssh-target";
import type { Arms } from "./find-arms";
import { type OurClock, readOurClock } from "./our-clock";

/** How far back the logs are read, in at most so many bytes of each, so many hosts at a time. */
const lookBackMs = 30 * 60_000;
const mostBytes = 8 * 1024 * 1024;
const atOnce = 8;

type Wanted = { policy: Policy; arms: Arms; accessLog: AccessLogPolicy; poll: number };

/** What these hosts did until now, as their logs tell. */
export async function readBaseline(ctx: WorkerContext, wanted: Wanted): Promise<StageBaseline> {
  const { endpoints, excludeCodes } = wanted.policy.canary;
  const clock = await readOurClock(ctx.db.prisma);
  const { canary, control } = wanted.arms;
  const hosts = [
    ...canary.map((host) => ({ host, arm: "canary" as const })),
    ...control.map((host) => ({ host, arm: "control" as const })),
  ];
  const measured: MeasuredHost[] = [];
  const missing: string[] = [];
  for (let from = 0; from < hosts.length; from += atOnce) {
    const some = hosts.slice(from, from + atOnce);
    const answers = await Promise.all(some.map(({ host }) => measureOne(ctx, { host, clock, wanted })));
    for (const [index, answer] of answers.entries()) {
      const { host, arm } = some[index] as (typeof hosts)[number];
      if ("reason" in answer) missing.push(answer.reason);
      else measured.push({ hostId: host.id, arm, measure: answer });
    }
  }
  const maxEndpoints = endpoints ? endpoints.max : 0;
  return summariseBaseline(measured, { intervalMs: wanted.poll * 1000, excludeCodes, maxEndpoints, missing });
}

type OneHost = { host: HostRow; clock: OurClock; wanted: Wanted };

async function measureOne(ctx: WorkerContext, { host, clock, wanted }: OneHost) {
  const { path, format, fields, delay } = wanted.accessLog;
  const { latency, excludePaths, excludeAgents } = wanted.policy.canary;
  const tail = await ctx.ssh.readLogTail(toSshTarget(host, wanted.policy), { path, maxBytes: mostBytes });
  if (!tail.reached) return { reason: tail.reason };
  const { requests } = readRequests(tail.lines, { format, fields, excludePaths, excludeAgents });
  return measureHost(requests, {
    intervalMs: wanted.poll * 1000,
    clockOffsetMs: clock.offsetOf(tail.clockOffsetMs),
    fromMs: clock.now - lookBackMs,
    untilMs: clock.now - delay * 1000,
    quantiles: latency ? latency.quantiles : defaultQuantiles,
    slowAtLeast: latency ? latency.slowAtLeast : 0,
  });
}
