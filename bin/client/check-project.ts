import type { CheckFinding, CheckInput } from "@/lib/contracts/checks";
import type { ParsedProjectFile } from "@/lib/contracts/parse-project-file";
import { performCheck } from "@/lib/services/checks/perform-check";

export type CheckedPart = {
  /** "repository", or the host's name. */
  name: string;
  kind: CheckInput["kind"];
  finding: CheckFinding;
};

/** Hosts that are called at the same time. */
const atOnce = 20;

/** Looks, from this machine, at everything a project file names: the repository first, then its hosts. */
export async function checkProject(
  file: ParsedProjectFile & { ok: true },
  onChecked: (part: CheckedPart) => void,
): Promise<CheckedPart[]> {
  const checks = listChecks(file);
  const parts: CheckedPart[] = [];
  let next = 0;
  const work = async () => {
    for (let check = checks[next++]; check; check = checks[next++]) {
      const name = check.kind === "repository" ? "repository" : check.name;
      const part = { name, kind: check.kind, finding: await performCheck(check) };
      parts.push(part);
      onChecked(part);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return parts;
}

function listChecks({ policy, hosts }: ParsedProjectFile & { ok: true }): CheckInput[] {
  const { url, trunk } = policy.repository;
  const { privateKey, jump: written, user = "" } = policy.fleet;
  const jump = written && { ...written, user: written.user ?? user };
  const calls = hosts.map(
    ({ labels: _, ...host }): CheckInput => ({ kind: "host", ...host, privateKey, ...(jump && { jump }) }),
  );
  return [{ kind: "repository", url, trunk }, ...calls];
}

/** A row of the table, and below it what to do about it. */
export function formatPart({ name, finding }: CheckedPart, width: number): string {
  const sign = finding.state === "passed" ? "ok  " : "FAIL";
  const row = `${sign}  ${name.padEnd(width)}  ${finding.text}\n`;
  return finding.state === "passed" ? row : `${row}      ${" ".repeat(width)}  ${finding.help}\n`;
}
