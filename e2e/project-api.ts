import type { NowView } from "@/lib/contracts/views";
import type { DemoProject } from "./demo-fixture";

/** What Sauron shows of the demo's project. */
export async function readNow(demo: DemoProject): Promise<NowView> {
  return (await fetch(`${demo.url}/api/v1/projects/web`)).json() as Promise<NowView>;
}

/** Asks Sauron for something, as a colleague with a terminal would. */
export async function ask(demo: DemoProject, path: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json", "x-sauron-actor": "colleague" };
  const response = await fetch(`${demo.url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
}
