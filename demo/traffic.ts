import { Agent, request } from "node:http";
import type { Machine } from "./machines/machine";
import { bakeSeconds, minRequests } from "./product/project-file";

type Ask = { method: "GET" | "POST"; path: string; body?: string; cookie?: string };

const login = (name: string): Ask => ({ method: "POST", path: "/login", body: `name=${name}&password=harbour-lights` });
const page = (path: string): Ask => ({ method: "GET", path });

/** What readers ask for, over and over; a mistake in one page hits three of these twenty. */
export const requestCycle: readonly Ask[] = [
  page("/"),
  page("/feed"),
  page("/stories/2"),
  login("mira"),
  page("/feed?since=4"),
  page("/stories"),
  { ...page("/"), cookie: "reader=anna" },
  page("/feed"),
  login("Anna+Berg"),
  page("/stories/4"),
  page("/"),
  login("jonas"),
  page("/feed?since=7"),
  page("/stories/3"),
  page("/healthz"),
  page("/feed"),
  page("/stories/6"),
  page("/"),
  login("yuki"),
  page("/stories?q=tide"),
];

export type TrafficOptions = {
  machines: Machine[];
  /** Requests per second on each machine but the canary, which gets at least what its bake needs. */
  rate: number;
  speed: number;
};

export type Traffic = { stop(): void };

/** Sends a steady small load to every machine; a machine that does not answer is asked again in its turn. */
export function startTraffic({ machines, rate, speed }: TrafficOptions): Traffic {
  const stops = machines.map((machine, index) => {
    const own = machine.role === "canary" ? Math.max(rate, canaryRate(speed)) : rate;
    return sendTo(machine, { everyMs: 1000 / own, offset: index * 7 });
  });
  return {
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/** Requests per second with which twice the needed number is reached in the bake. */
export function canaryRate(speed: number): number {
  return Math.ceil((2 * minRequests) / bakeSeconds(speed));
}

function sendTo(machine: Machine, pace: { everyMs: number; offset: number }): () => void {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  let turn = pace.offset;
  const timer = setInterval(() => {
    const ask = requestCycle[turn % requestCycle.length];
    turn += 1;
    if (ask) send(machine.servicePort, ask, agent);
  }, pace.everyMs);
  return () => {
    clearInterval(timer);
    agent.destroy();
  };
}

function send(port: number, ask: Ask, agent: Agent): void {
  const headers: Record<string, string> = { "user-agent": "harbour-reader/1.0" };
  if (ask.cookie) headers.cookie = ask.cookie;
  if (ask.body) headers["content-type"] = "application/x-www-form-urlencoded";
  const sent = request({ host: "127.0.0.1", port, path: ask.path, method: ask.method, headers, agent, timeout: 5000 });
  sent.on("response", (response) => response.resume());
  sent.on("timeout", () => sent.destroy());
  // A machine in the middle of a restart refuses; readers would simply try again.
  sent.on("error", () => {});
  sent.end(ask.body);
}
