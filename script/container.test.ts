import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseEnvironment } from "@/lib/config/environment";
import { apiRoutes } from "@/lib/contracts/api";

const path = (name: string) => new URL(`../${name}`, import.meta.url);
const read = (name: string) => readFileSync(path(name), "utf8");

type Instruction = { name: string; text: string };

/** The instructions of a Dockerfile, without comments, each in one line. */
function readInstructions(text: string): Instruction[] {
  const lines = text.replace(/^\s*#.*\n/gm, "").replace(/\\\n\s*/g, "");
  return [...lines.matchAll(/^([A-Z]+) (.+)$/gm)].map(([, name = "", text = ""]) => ({ name, text }));
}

const recipe = readInstructions(read("Dockerfile"));
const lastStage = recipe.slice(recipe.findLastIndex(({ name }) => name === "FROM"));

const textsOf = (name: string, from = recipe) =>
  from.filter((instruction) => instruction.name === name).map(({ text }) => text);

const environment = Object.fromEntries(
  textsOf("ENV", lastStage).flatMap((text) => text.split(" ").map((pair) => pair.split("=") as [string, string])),
);

describe("the image", () => {
  test("runs as a user with a number, who is not root and owns nothing but the data", () => {
    expect(textsOf("USER", lastStage)).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
    expect(textsOf("COPY", lastStage)).toEqual(["--from=build /opt/sauron /opt/sauron"]);
    expect(textsOf("VOLUME", lastStage)).toEqual(["/data"]);
    expect(environment).toMatchObject({ HOME: "/data", SAURON_DATA_DIR: "/data" });
  });

  test("is made of what the lockfile says, and no package's install script runs", () => {
    const installs = textsOf("RUN").filter((text) => /\bnpm\b/.test(text));
    expect(installs).toEqual(["npm ci --ignore-scripts --omit=dev"]);
    expect(textsOf("ADD")).toEqual([]);
  });

  test("is given its base, which has a version, and no secret", () => {
    expect(textsOf("ARG")).toEqual([expect.stringMatching(/^BASE=node:\d+-bookworm-slim$/)]);
    for (const base of textsOf("FROM")) expect(base).toMatch(/^\$\{BASE\}( AS build)?$/);
    expect(Object.keys(environment).toSorted()).toEqual(["HOME", "NODE_ENV", "SAURON_DATA_DIR", "SAURON_HOST"]);
  });

  test("says where it listens, and is healthy when the health says so", () => {
    const { port, host } = parseEnvironment(environment, "/");
    expect(textsOf("EXPOSE", lastStage)).toEqual([`${port}`]);
    // The address of the container itself: nothing outside would reach the loopback one.
    expect(host).toBe("0.0.0.0");
    const health = `127.0.0.1:\${process.env.SAURON_PORT || ${port}}/api/v1${apiRoutes.readHealth.path}\``;
    expect(textsOf("HEALTHCHECK", lastStage)).toEqual([expect.stringContaining(health)]);
  });
});

test("nothing gets into the image but what it is made from, and all of that does", () => {
  const [first, ...rules] = read(".dockerignore")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(first).toBe("*");
  const kept = rules.filter((rule) => rule.startsWith("!")).map((rule) => rule.slice(1));
  expect(kept.filter((name) => !existsSync(path(name)))).toEqual([]);
  const [, list = ""] = /const buildSources = \[(.*?)\]/s.exec(read("bin/setup/prepare.mjs")) ?? [];
  const sources = [...list.matchAll(/"([\w.-]+)[^"]*"/g)].map(([, name = ""]) => name);
  expect(sources).toContain("app");
  expect(sources.filter((name) => existsSync(path(name)) && !kept.includes(name))).toEqual([]);
  const isOpen = (name: string) => kept.some((keeps) => name === keeps || name.startsWith(`${keeps}/`));
  expect([".git", ".sauron", ".env", "node_modules", "docs"].filter(isOpen)).toEqual([]);
});

type Service = { image: string; environment?: Record<string, string> };

describe("the documents run it", () => {
  const guide = read("docs/operations.md");

  test("read-only, without capabilities and without new ones", () => {
    const [command = ""] = /docker run [^`]*?sauron$/m.exec(guide) ?? [];
    for (const option of ["--read-only", "--tmpfs /tmp", "--cap-drop ALL", "--security-opt no-new-privileges"]) {
      expect(command).toContain(option);
    }
    expect(command).toMatch(/-v \w+:\/data/);
  });

  test("with others in the same way, and with settings that there are", () => {
    const { services } = parse(read("docs/example/compose.yaml"), { merge: true }) as {
      services: Record<string, Service>;
    };
    const ours = Object.entries(services).filter(([, { image }]) => image === "sauron");
    expect(ours.map(([name]) => name)).toEqual(["sauron", "worker"]);
    for (const [, service] of ours) {
      expect(service).toMatchObject({
        read_only: true,
        tmpfs: ["/tmp"],
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges"],
      });
      for (const name of Object.keys(service.environment ?? {})) expect(guide).toContain(`| \`${name}\` |`);
    }
  });
});
