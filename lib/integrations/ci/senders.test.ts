import { describe, expect, test } from "vitest";
import { SauronError } from "@/lib/errors";
import { listSenderCases, listSignatureVectors, type SenderCase } from "@/lib/testing/sender-cases";
import type { Fact } from "./interpretation";
import { senders } from "./senders";

const someTime = 1_700_000_000;

const understand = ({ kind, headers, body, secret, trunk, repositoryUrl, now }: SenderCase): Fact[] | "401" | "400" => {
  const request = { headers, body };
  if (!senders[kind].isAuthentic(request, [secret], now ?? someTime)) return "401";
  try {
    return senders[kind].interpret(request, { trunk, repositoryUrl });
  } catch (error) {
    if (error instanceof SauronError && error.code === "bad-request") return "400";
    throw error;
  }
};

/** Where we differ from a case, with the reason. */
const ours: Record<string, { because: string; facts: Partial<Fact>[] }> = {
  "github/check-suite-success": ignoreSuite(),
  "github/check-suite-queued": ignoreSuite(),
  "github/check-suite-neutral-but-requested": ignoreSuite(),
};

function ignoreSuite() {
  const because = "a suite sums up check runs that are told of themselves; counting both would count one result twice";
  return { because, facts: [{ fact: "ignored" as const, reason: "event-not-used" as const }] };
}

const commits = (expect: SenderCase["expect"]) =>
  (expect.commitsAdded as { sha: string; authorName: string; authorEmail: string; message: string; time: string }[]) ??
  [];

/** An answer of ours must have these parts; a case's words are given ours. */
function expectedFacts({ expect: told, trunk }: SenderCase): Partial<Fact>[] | ("401" | "400")[] {
  switch (told.outcome) {
    case "push": {
      const { branch, before, after, needsFetch } = told as unknown as Fact & { fact: "push" };
      const listed = commits(told);
      return [{ fact: "push", branch, before, after, needsFetch, commits: listed } as Partial<Fact>];
    }
    case "branch-deleted":
      return [{ fact: "branch-deleted", branch: trunk }];
    case "test":
      return [expectedTest(told)];
    case "tests":
      return [
        ...(told.tests as Record<string, unknown>[]).map(expectedTest),
        ...(told.ignored as { reason: "no-sha" }[]).map(({ reason }) => ({ fact: "ignored" as const, reason })),
      ];
    case "change": {
      const { number, headSha, state } = told as unknown as Fact & { fact: "change" };
      const landed = told.landedSha ? { landedSha: told.landedSha as string } : {};
      return [{ fact: "change", number, headSha, state, ...landed } as Partial<Fact>];
    }
    case "ignored":
      return [{ fact: "ignored", reason: told.reason } as Partial<Fact>];
    case "lookup":
      return [{ fact: "lookup", object: told.object as string }];
    case "ping":
      return [{ fact: "ping" }];
    // Two answers are right: a word that nobody knows, and a body that can be read in two ways, are refused here.
    case "rejected-or-ignored":
    case "test-or-rejected":
      return ["400"];
    case "rejected":
      return [told.http === 401 ? "401" : "400"];
    default:
      throw new Error(`the outcome ${told.outcome} is not known here`);
  }
}

const words: Record<string, string> = { "no-verdict": "unknown" };

/** A build that runs may be called pending in the cases: both wait. */
function expectedTest(told: Record<string, unknown>): Partial<Fact> {
  const { sha, context, status, url, buildNumber, attempt, buildTarget, externalId, buildId } = told;
  const named = externalId ?? buildTarget ?? buildId;
  // What comes after something newer: the case tells what is in force then, not what it says itself.
  const isLate = told.stateChange !== undefined;
  return {
    fact: "test",
    sha: typeof sha === "string" && sha.startsWith("(") ? null : sha,
    context,
    ...(isLate || status === "unmatched" ? {} : { status: words[`${status}`] ?? status }),
    ...(url === undefined ? {} : { url }),
    ...(isLate || (buildNumber ?? attempt) === undefined ? {} : { attempt: buildNumber ?? attempt }),
    ...(named === undefined ? {} : { externalId: `${named}` }),
  } as Partial<Fact>;
}

const runsWait = (facts: Fact[]) =>
  facts.map((fact) => (fact.fact === "test" && fact.status === "running" ? { ...fact, status: "pending" } : fact));

describe("what a sender tells is understood", () => {
  test.each(listSenderCases().map((each) => [each.id, each] as const))("%s", (id, each) => {
    const answer = understand(each);
    const wanted = ours[id]?.facts ?? expectedFacts(each);
    expect(typeof answer === "string" ? [answer] : runsWait(answer)).toMatchObject(wanted);
    expect(typeof answer === "string" ? 1 : answer.length).toBe(wanted.length);
  });

  test("we differ only where a choice is ours to make", () => {
    const policies = listSenderCases().filter((each) => each.expect.policy);
    expect(policies.map((each) => each.id)).toEqual(expect.arrayContaining(Object.keys(ours)));
  });

  test("what is not what the sender's kind sends is refused with a sentence, whatever it is", () => {
    const bodies = ["", "null", "[]", "1", '"text"', "{}", '{"ref": 1}', '{"__proto__": {"ref": "x"}}'];
    for (const [kind, sender] of Object.entries(senders)) {
      for (const body of bodies) {
        const headers = { "x-github-event": "push", "x-gitea-event": "push", "x-forgejo-event": "push" };
        const request = { headers, body: Buffer.from(body) };
        expect(sender.readDeliveryKey(request).length, kind).toBeGreaterThan(0);
        try {
          const facts = sender.interpret(request, { trunk: "main", repositoryUrl: "" });
          expect(facts.map((fact) => fact.fact)).toEqual(["ignored"]);
        } catch (error) {
          expect(error, `${kind} ${body}`).toMatchObject({ code: "bad-request" });
        }
      }
    }
  });
});

describe("the key of a delivery", () => {
  test("is the same for the same delivery, and differs between deliveries of a sender", () => {
    // Two that were made from another one and kept its id.
    const twins = ["circleci/workflow-of-a-tag", "circleci/workflow-without-vcs"];
    const cases = listSenderCases().filter((each) => typeof understand(each) !== "string" && !twins.includes(each.id));
    // The reports of our own shape in the cases say the same thing thrice.
    for (const kind of Object.keys(senders).filter((each) => each !== "generic")) {
      const own = cases.filter((each) => each.kind === kind && each.expect.replayOf === undefined);
      const keys = own.map((each) => senders[each.kind].readDeliveryKey(each));
      expect(new Set(keys).size, kind).toBe(own.length);
      expect(own.map((each) => senders[each.kind].readDeliveryKey(each))).toEqual(keys);
    }
  });
});

test("Buildkite: a build that ends as before once more, as a job of it was repeated, is another delivery", () => {
  const keyOf = (finished_at: string) => {
    const build = { id: "b-1", number: 1, state: "failed", commit: "HEAD", finished_at };
    const body = Buffer.from(JSON.stringify({ event: "build.finished", build, pipeline: { slug: "unit" } }));
    return senders.buildkite.readDeliveryKey({ headers: {}, body });
  };
  expect(keyOf("2026-01-02 03:04:05 UTC")).toBe(keyOf("2026-01-02 03:04:05 UTC"));
  expect(keyOf("2026-01-02 03:04:05 UTC")).not.toBe(keyOf("2026-01-02 03:09:05 UTC"));
});

describe("GitLab", () => {
  const tell = (payload: unknown) =>
    senders.gitlab.interpret(
      { headers: {}, body: Buffer.from(JSON.stringify(payload)) },
      { trunk: "main", repositoryUrl: "" },
    );

  test("a pipeline that another one began is a part of that: its verdict is not the commit's", () => {
    const child = { id: 32, sha: "a".repeat(40), source: "parent_pipeline", status: "success" };
    const told = tell({ object_kind: "pipeline", object_attributes: child });
    expect(told).toEqual([{ fact: "ignored", reason: "job-level-event" }]);
  });

  test("a change without a commit yet is understood", () => {
    const change = { iid: 4, state: "opened", target_branch: "main", last_commit: null };
    const told = tell({ object_kind: "merge_request", object_attributes: change });
    expect(told).toMatchObject([{ fact: "change", number: 4, headSha: null, state: "open" }]);
  });
});

describe("authenticity", () => {
  const kinds: Record<string, keyof typeof senders> = { "gitlab-signed": "gitlab" };

  test.each(listSignatureVectors().map((vector) => [vector.id, vector] as const))("%s", (_id, vector) => {
    const kind = kinds[vector.scheme] ?? (vector.scheme as keyof typeof senders);
    const request = { headers: vector.headers, body: Buffer.from(vector.body) };
    const secrets = [vector.secret].flat();
    expect(senders[kind].isAuthentic(request, secrets, vector.now ?? someTime)).toBe(vector.accept);
  });

  test("a source without a secret, or with an empty one, refuses everything", () => {
    for (const each of listSenderCases()) {
      for (const secrets of [[], [""]]) {
        expect(senders[each.kind].isAuthentic(each, secrets, each.now ?? someTime), each.id).toBe(false);
      }
    }
  });

  test("none of 10,000 requests with one thing changed is taken for authentic", () => {
    const authentic = listSenderCases().filter((each) => understand(each) !== "401" && each.body.length > 0);
    const draw = drawNumbers(7);
    for (let round = 0; round < 10_000; round++) {
      const each = authentic[draw(authentic.length)] as SenderCase;
      const changed = changeOneThing(each, draw);
      const isTaken = senders[each.kind].isAuthentic(changed, [changed.secret], each.now ?? someTime);
      expect(isTaken, `${each.id}, ${changed.what}`).toBe(false);
    }
  });
});

const signed = new Set(["github", "gitea", "forgejo", "buildkite", "circleci", "phorge"]);

/** Flips a bit of the body where bodies are signed, of the signature or token, or of our secret. */
function changeOneThing(each: SenderCase, draw: (below: number) => number) {
  const what = ["body", "header", "secret"][draw(signed.has(each.kind) ? 3 : 2) + (signed.has(each.kind) ? 0 : 1)];
  if (what === "secret") return { ...each, what, secret: flipLetter(each.secret, draw) };
  if (what === "body") {
    const body = Uint8Array.from(each.body);
    const at = draw(body.length);
    body[at] = (body[at] ?? 0) ^ (1 << draw(8));
    return { ...each, what, body };
  }
  const name = Object.keys(each.headers).find((header) => /signature|token|authorization/.test(header)) ?? "";
  const changed = { ...each.headers };
  for (const header of Object.keys(changed)) if (/signature/.test(header) && header !== name) delete changed[header];
  changed[name] = flipDigit(each.headers[name] ?? "", draw);
  return { ...each, what, headers: changed };
}

/** Another letter at one place of the last word, which is the signature or token itself. */
function flipDigit(value: string, draw: (below: number) => number): string {
  const start = Math.max(value.lastIndexOf("="), value.lastIndexOf(" ")) + 1;
  const at = start + draw(value.length - start);
  const letter = value[at] === "0" ? "1" : "0";
  return value.slice(0, at) + letter + value.slice(at + 1);
}

function flipLetter(secret: string, draw: (below: number) => number): string {
  const at = draw(secret.length);
  return `${secret.slice(0, at)}${secret[at] === "x" ? "y" : "x"}${secret.slice(at + 1)}`;
}

/** The same numbers for the same seed: whole, from 0 up to and without `below`. */
function drawNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
