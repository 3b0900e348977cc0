import { expect, test } from "vitest";
import { showBody, showPlainly } from "@/components/settings/show-plainly";
import { initialsOf } from "@/components/ui/initials-of";
import { parseLine } from "@/lib/domain/access-log/parse-line";
import { readCounters } from "@/lib/domain/access-log/read-counters";
import { detectRevert } from "@/lib/domain/commit/detect-revert";
import { parseAnsi, plainText } from "@/lib/domain/log/ansi";
import { findRepositoryServer } from "@/lib/domain/repository/repository-server";
import { findUrlProblem, hideSecrets } from "@/lib/domain/repository/repository-url";
import { findUnsafeMark } from "@/lib/domain/rollback/find-unsafe-mark";
import { visibleText } from "@/lib/domain/visible-text";
import { writeCsvLine } from "@/lib/domain/write-csv-line";
import { splitAddress } from "@/lib/integrations/ci/is-other-repository";
import { senders } from "@/lib/integrations/ci/senders";
import { describeGitFailure } from "@/lib/integrations/git/describe-git-failure";
import { readCommits } from "@/lib/integrations/git/read-commits";
import { findHostKeys } from "@/lib/integrations/ssh/known-hosts";
import { findUnevenGrowth, pieces, repeat } from "@/lib/testing/long-lines";
import { listSenderCases, type SenderCase } from "@/lib/testing/sender-cases";
import { hideSecretsInLine } from "./hide-secrets-in-line";

/** Every pattern of ours that is held against what others wrote: logs, commits, addresses, answers of servers. */
const ours: Record<string, (line: string) => unknown> = {
  "hiding secrets of a log line": hideSecretsInLine,
  "hiding secrets of an address": hideSecrets,
  "looking at the address of a repository": (line) => [findUrlProblem(line), findUrlProblem(`ssh://${line}`)],
  "looking for the server in it": (line) => [findRepositoryServer(line), findRepositoryServer(`ssh://${line}`)],
  "an access log in the combined format": (line) => parseLine(line, "combined"),
  "an access log in the common format": (line) => parseLine(line, "common"),
  "an access log of Envoy": (line) => parseLine(line, "envoy"),
  "an access log in JSON": (line) => parseLine(JSON.stringify({ status: line, time: line, method: line }), "json"),
  "a page of counters": (line) => readCounters(`r{${line}} 1`, { requests: "r", codeLabel: "code" }),
  "commits of git's log": (line) => readCommits(`sha\0Ana\0ana@example.org\0 1\0${line}\0`),
  "a commit that reverts": detectRevert,
  "a commit that must not be taken back": (line) => findUnsafeMark(`Unsafe-to-rollback: a${line}`),
  "a line of a log with colours": parseAnsi,
  "a line of a log as it is searched": plainText,
  "a text as it may be shown": visibleText,
  "a delivery as it came": showPlainly,
  "a delivery in lines": (line) => [showBody(line), showBody(`payload=${line}`)],
  "the initials of a person": initialsOf,
  "a line of CSV": (line) => writeCsvLine([line]),
  "the address in a delivery": (line) => [
    splitAddress(line),
    splitAddress(`https://h/a${line}`),
    splitAddress(`h:a${line}`),
  ],
  "known hosts": (line) => findHostKeys(line, "a", 22),
};

test.each(Object.entries(ours))("%s takes eight times as long for eight times the line", (_what, work) => {
  for (const piece of pieces) expect([piece, findUnevenGrowth(work, repeat(piece))]).toEqual([piece, null]);
});

test("so does what git says of a failure, of which 8 kB are kept", () => {
  const describe = (stderr: string) =>
    describeGitFailure({ kind: "exit", code: 128, stderr }, { url: "/srv/web.git", trunk: "main" });
  for (const piece of [...pieces, "Remote branch ", "repository '", "loose object ", "fatal: "]) {
    expect([piece, findUnevenGrowth(describe, repeat(piece), 8192)]).toEqual([piece, null]);
  }
});

/** One delivery of each kind of sender and event. */
const deliveries = listSenderCases().filter(
  ({ kind, expect: { outcome } }, index, all) =>
    all.findIndex((each) => each.kind === kind && each.expect.outcome === outcome) === index,
);

test.each(deliveries.map((delivery) => [delivery.id, delivery] as const))(
  "so does each text in %s",
  (_id, delivery) => {
    const body = Buffer.from(delivery.body).toString("utf8");
    for (const name of namesOfTexts(body)) {
      for (const piece of ["/", "\n"]) {
        const make = (length: number) => withText(body, name, repeat(piece)(length));
        expect([name, piece, findUnevenGrowth((text) => interpret(delivery, text), make, 128_000)]).toEqual([
          name,
          piece,
          null,
        ]);
      }
    }
  },
);

function interpret({ kind, headers, trunk, repositoryUrl }: SenderCase, text: string): void {
  const request = { headers, body: Buffer.from(text) };
  try {
    senders[kind].readDeliveryKey(request);
    senders[kind].readEvent(request);
    senders[kind].interpret(request, { trunk, repositoryUrl });
  } catch {
    // That it cannot be read is told as fast.
  }
}

/** The names under which texts stand somewhere in a body. */
function namesOfTexts(body: string): string[] {
  return [...new Set(Array.from(body.matchAll(/"([^"]+)": ?"/g), ([, name = ""]) => name))];
}

/** The body with another text under this name, wherever it stands first. */
function withText(body: string, name: string, text: string): string {
  const at = body.search(new RegExp(`"${name}": ?"`));
  const from = body.indexOf('"', at + name.length + 3);
  const rest = /(?<=[^\\])(?:\\\\)*"/.exec(body.slice(from + 1));
  return body.slice(0, from) + JSON.stringify(text) + body.slice(from + 2 + (rest?.index ?? 0));
}
