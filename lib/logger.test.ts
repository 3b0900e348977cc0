import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** What a process prints that logs so. */
function print(body: string): string {
  const code = `import { createLogger } from "./lib/logger.ts"; const logger = createLogger({ process: "web", level: "debug" }); ${body}`;
  const argv = ["--import", "tsx", "--input-type=module", "--eval", code];
  return execFileSync(process.execPath, argv, { cwd: root, encoding: "utf8" });
}

test("planted secrets are in no line: not in messages, fields, bindings, errors, their causes or what hangs on them", () => {
  const printed = print(`
    const planted = "pl4nted-Value";
    const key = "-----BEGIN RSA PRIVATE KEY-----\\n" + planted + "\\n-----END RSA PRIVATE KEY-----";
    const inner = Object.assign(new Error("Authorization: Bearer " + planted), { response: { headers: { "set-cookie": planted } } });
    const outer = new Error("cannot fetch https://ci:" + planted + "@git.example.org/web.git", { cause: inner });
    logger.info("the key is " + key);
    logger.info("%s was sent", "srn_0a1b2c3d_" + planted);
    logger.warn({ a: { b: { c: { token: planted, note: key } } } }, "deep");
    logger.error({ err: outer }, "it failed");
    logger.error({ err: new AggregateError([inner, outer], "both") }, "it failed twice");
    logger.error(outer);
    logger.child({ authorization: planted, url: "redis://:" + planted + "@cache" }).debug({ job: { secrets: [planted] } }, "bound");
  `);
  const lines = printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ level, process }) => [level, process])).toHaveLength(7);
  expect(printed).not.toContain("pl4nted");
  expect(lines[3].err.message).toContain("cannot fetch https://[hidden]@git.example.org/web.git");
  expect(lines[3].err.stack).toContain("Authorization: [hidden]");
});
