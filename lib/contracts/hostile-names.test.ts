import { expect, test } from "vitest";
import { hostileNames } from "@/lib/testing/hostile-names";
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

test.each<[string, (name: string) => object]>([
  ["a project", (name) => ({ ...file, project: name })],
  ["a user", (name) => inFleet({ user: name })],
  ["a user of one host", (name) => inFleet({ hosts: [{ ...host, user: name }] })],
  ["a host", (name) => inFleet({ hosts: [{ ...host, name }] })],
  ["an address", (name) => inFleet({ hosts: [{ address: name }] })],
  ["a jump host", (name) => inFleet({ jump: { address: name } })],
])("%s has no name that wants to be a program or an option", (_what, write) => {
  const taken = hostileNames("bait").filter((name) => projectFileSchema.safeParse(write(name)).success);
  expect(taken).toEqual([]);
});
