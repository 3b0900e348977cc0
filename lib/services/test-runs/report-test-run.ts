import { shortSha } from "@/lib/domain/commit/short-sha";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import { type RecordedTestRun, recordTestRun, type TestRunReport } from "./record-test-run";

/** A program reports a test run with its token: the same as any report, and an act of whom the token was given to. */
export async function reportTestRun(ctx: ServiceContext, report: TestRunReport): Promise<RecordedTestRun> {
  const { projectId, sha, context, status } = report;
  const target = `test ${context} of commit ${shortSha(sha)}`;
  return recordTestRun(ctx, report, (tx) =>
    recordAct(tx, ctx, { act: "recordTestRun", projectId, target, reason: null, details: { sha, status } }),
  );
}
