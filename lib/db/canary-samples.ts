import type { Counters } from "@/lib/domain/access-log/read-counters";
import type { HostSample } from "@/lib/domain/canary/group-samples";
import type { LogCursor } from "@/lib/integrations/ssh/fleet-ssh";
import { type CanarySample, Prisma } from "./generated/client";
import type { Tx } from "./transaction";

/** What a look read of one host in one interval. */
export type NewSample = Omit<HostSample, "at"> & { hostName: string; cursor: SampleCursor | null };

/** Where the next read of a log resumes, or what counters showed. */
export type SampleCursor = LogCursor | { counters: Counters };

export async function insertSamples(
  tx: Tx,
  of: { rolloutId: number; stageId: number },
  samples: NewSample[],
): Promise<void> {
  await tx.canarySample.createMany({ data: samples.map((sample) => ({ ...of, ...toColumns(sample) })) });
}

/** `stageId`: what was watched. */
export type SampleRow = HostSample & { id: number; stageId: number; hostName: string; cursor: SampleCursor | null };

/** Everything read for these stages, oldest first. */
export async function listSamples(tx: Tx, stageIds: number[]): Promise<SampleRow[]> {
  const rows = await tx.canarySample.findMany({ where: { stageId: { in: stageIds } }, orderBy: { id: "asc" } });
  return rows.map(toSample);
}

export async function insertShadowSamples(tx: Tx, windowId: number, samples: NewSample[]): Promise<void> {
  await tx.shadowSample.createMany({ data: samples.map((sample) => ({ windowId, ...toColumns(sample) })) });
}

/** Everything read in this window, oldest first, as if it were a stage. */
export async function listShadowSamples(tx: Tx, windowId: number): Promise<SampleRow[]> {
  const rows = await tx.shadowSample.findMany({ where: { windowId }, orderBy: { id: "asc" } });
  return rows.map((row) => toSample({ ...row, stageId: windowId }));
}

/** What was read in a window is not wanted once it has ended. */
export async function dropShadowSamples(tx: Tx, windowId: number): Promise<void> {
  await tx.shadowSample.deleteMany({ where: { windowId } });
}

function toSample(row: Omit<CanarySample, "rolloutId">): SampleRow {
  return {
    ...row,
    arm: row.arm as SampleRow["arm"],
    codes: row.codes as SampleRow["codes"],
    slow: row.slow as SampleRow["slow"],
    endpoints: row.endpoints as SampleRow["endpoints"],
    cursor: row.cursor as SampleCursor | null,
  };
}

function toColumns(sample: NewSample) {
  const { slow, endpoints, cursor } = sample;
  return { ...sample, slow: toColumn(slow), endpoints: toColumn(endpoints), cursor: toColumn(cursor) };
}

function toColumn(value: object | null) {
  return value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue);
}
