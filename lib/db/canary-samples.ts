import type { LogCursor } from "@/lib/integrations/ssh/fleet-ssh";
import { Prisma } from "./generated/client";
import type { Tx } from "./transaction";

export type CodeCounts = Record<string, number>;

export type NewSample = {
  rolloutId: number;
  stageId: number;
  arm: "canary" | "control";
  hostId: number;
  hostName: string;
  codes: CodeCounts;
  unparsed: number;
  error: string | null;
  cursor: LogCursor | null;
  fromAt: Date;
};

export async function insertSamples(tx: Tx, samples: NewSample[]): Promise<void> {
  await tx.canarySample.createMany({
    data: samples.map((sample) => ({
      ...sample,
      cursor: (sample.cursor as Prisma.InputJsonValue | null) ?? Prisma.DbNull,
    })),
  });
}

export type SampleRow = {
  id: number;
  arm: "canary" | "control";
  hostId: number;
  codes: CodeCounts;
  unparsed: number;
  error: string | null;
  cursor: LogCursor | null;
  fromAt: Date;
  at: Date;
};

/** Everything read for a stage, oldest first. */
export async function listSamples(tx: Tx, stageId: number): Promise<SampleRow[]> {
  const rows = await tx.canarySample.findMany({ where: { stageId }, orderBy: { id: "asc" } });
  return rows.map((row) => ({
    ...row,
    arm: row.arm as SampleRow["arm"],
    codes: row.codes as CodeCounts,
    cursor: row.cursor as LogCursor | null,
  }));
}
