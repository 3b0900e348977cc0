import { expect, test } from "vitest";
import { hostileNames } from "@/lib/testing/hostile-names";
import { findUrlProblem } from "../domain/repository/repository-url";
import { fullSha, shaPrefix } from "./api-route";
import { checkInputSchema } from "./checks";
import { projectFileSchema } from "./project-file";

const file = {
  project: "web",
  repository: { url: "https://git.example.org/web.git" },
  fleet: { user: "deploy", privateKey: "/keys/web", hosts: [{ address: "web-1.example.org" }] },
  deploy: { steps: [{ name: "go", run: ["true"] }] },
  stages: [{ name: "all", hosts: "rest" }],
};

const [host] = file.fleet.hosts;
const inFleet = (changes: object) => ({ ...file, fleet: { ...file.fleet, ...changes } });

test("the file is good as it is", () => {
  expect(projectFileSchema.safeParse(file).success).toBe(true);
});

const names = hostileNames("bait");

test("there are at least sixty", () => expect(names.length).toBeGreaterThanOrEqual(60));

test.each<[string, (name: string) => object]>([
  ["a project", (name) => ({ ...file, project: name })],
  ["a user", (name) => inFleet({ user: name })],
  ["a user of one host", (name) => inFleet({ hosts: [{ ...host, user: name }] })],
  ["a host", (name) => inFleet({ hosts: [{ ...host, name }] })],
  ["an address", (name) => inFleet({ hosts: [{ address: name }] })],
  ["a jump host", (name) => inFleet({ jump: { address: name } })],
])("%s has no name that wants to be a program or an option", (_what, write) => {
  const taken = names.filter((name) => projectFileSchema.safeParse(write(name)).success);
  expect(taken).toEqual([]);
});

test("a trunk has such a name only where git itself allows it, and none that is a command", () => {
  const withTrunk = (trunk: string) => ({ ...file, repository: { ...file.repository, trunk } });
  const taken = names.filter((trunk) => projectFileSchema.safeParse(withTrunk(trunk)).success);
  // What comes of these is shown with git itself, in `lib/integrations/git/hostile-names.test.ts`.
  expect(taken.filter((trunk) => /[\s;`|]|^-|touch/.test(trunk))).toEqual([]);
});

test("a check takes none of them for a host or a user", () => {
  const check = { kind: "host", name: "web-1", address: "web-1.example.org", port: 22, user: "deploy" };
  const taken = (changes: object) =>
    checkInputSchema.safeParse({ ...check, privateKey: "/keys/web", ...changes }).success;
  expect(taken({})).toBe(true);
  for (const key of ["name", "address", "user"]) {
    expect([key, names.filter((name) => taken({ [key]: name }))]).toEqual([key, []]);
  }
});

test("none of them is a commit, or the address of a repository", () => {
  expect(names.filter((name) => fullSha.safeParse(name).success || shaPrefix.safeParse(name).success)).toEqual([]);
  expect(names.filter((name) => findUrlProblem(name) === null)).toEqual([]);
});
