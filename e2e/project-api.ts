import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NowView } from "@/lib/contracts/views";
import type { DemoProject } from "./demo-fixture";

/** Between two looks a kept connection is closed by the server, now and then just as it is used again. */
const ownConnection = { connection: "close" };

/** What Sauron shows of the demo's project. */
export const readNow = (demo: DemoProject) => read<NowView>(demo, "/projects/web");

/** What the API answers to a program of the demo's machine. */
export async function read<T>(demo: DemoProject, path: string): Promise<T> {
  const headers = { authorization: `Bearer ${demo.key}`, ...ownConnection };
  return (await fetch(`${demo.url}/api/v1${path}`, { headers })).json() as Promise<T>;
}

/** The token with which the demo's build server reports. */
export function readBuildToken({ data }: DemoProject): string {
  return (JSON.parse(readFileSync(join(data, "world/world.json"), "utf8")) as { token: string }).token;
}

/** Asks Sauron for something, as a colleague with a terminal would; returns its answer. */
export async function ask<T>(demo: DemoProject, path: string, body: object): Promise<T> {
  const headers = {
    "content-type": "application/json",
    "x-sauron-actor": "colleague",
    authorization: `Bearer ${demo.key}`,
    ...ownConnection,
  };
  const response = await fetch(`${demo.url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
  return response.json() as Promise<T>;
}

/** Rollouts start by themselves, whatever an earlier journey has left. */
export async function letRolloutsStart(demo: DemoProject): Promise<void> {
  if ((await readNow(demo)).automation.mode === "unattended") return;
  await ask(demo, "/projects/web/mode", { mode: "unattended", reason: "By itself again" });
}
