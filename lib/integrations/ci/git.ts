import { SauronError } from "@/lib/errors";
import { hasToken } from "./authenticity";
import { digestKey } from "./delivery-key";
import type { Fact } from "./interpretation";
import { decodeText } from "./parse-json-body";
import { readPush } from "./read-push";
import type { Sender, TrackedProject } from "./sender";

/** A repository without a host of any name: its `post-receive` hook posts what git gives it, a line for each ref. */
export const git: Sender = {
  isAuthentic: ({ headers }, secrets) => hasToken(headers, secrets),
  readDeliveryKey: ({ body }) => digestKey([Buffer.from(body).toString("latin1").trim()]),
  readEvent: () => "post-receive",
  interpret({ body }, project) {
    const lines = decodeText(body)
      .split("\n")
      .filter((line) => line.trim() !== "");
    if (lines.length === 0) throw new SauronError("bad-request", "The body has no line `<old> <new> <ref>`.");
    return lines.map((line) => readLine(line, project));
  },
  keptHeaders: ["content-type", "user-agent"],
  describeSetup: ({ url, secret }) => [
    {
      where: "hooks/sauron-token in the bare repository, readable for its owner only (chmod 600)",
      text: `Authorization: Bearer ${secret}`,
    },
    {
      where: "hooks/post-receive in the bare repository, executable (chmod 700)",
      text: `#!/bin/sh
# Tells Sauron of a push; never holds the push up, whatever becomes of it.
lines=$(cat)
(printf '%s\\n' "$lines" | curl --silent --max-time 3 -H @hooks/sauron-token \\
  -H "Content-Type: text/plain" --data-binary @- ${url}) >/dev/null 2>&1 &`,
    },
  ],
};

function readLine(line: string, project: TrackedProject): Fact {
  const parts = line.trim().split(" ");
  const [before = "", after = "", ref = ""] = parts;
  const isHook = parts.length === 3 && [before, after].every((sha) => /^[0-9a-f]{40,64}$/i.test(sha));
  if (!isHook)
    throw new SauronError("bad-request", "Each line is `<old> <new> <ref>`, as git gives it to post-receive.");
  return readPush({ ref, before, after, forced: null, commits: [] }, project);
}
