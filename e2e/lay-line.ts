import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What lies between a browser and the server, and can be in every state that real lines are found in. */
export type Line = {
  url: string;
  /** Event streams that are open now, by their address. */
  streams(): string[];
  /** Requests for an event stream since the line was last mended. */
  tries(): number;
  /** Ends every event stream in the middle. */
  cut(): void;
  /** Carries nothing any more, and says so to nobody. */
  silence(): void;
  /** Answers requests for event streams itself. */
  answerStreams(answer: (response: ServerResponse) => void): void;
  /** Does again what a line is for. */
  mend(): void;
  close(): Promise<void>;
};

/** A proxy on a port of its own, in front of another port of this machine. */
export async function layLine(port: number): Promise<Line> {
  const agent = new Agent({ keepAlive: true });
  const streams = new Map<ServerResponse, string>();
  const stalled = new Set<ServerResponse>();
  let isSilent = false;
  let tries = 0;
  let answerStream: ((response: ServerResponse) => void) | null = null;

  const carry = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const isStream = incoming.headers.accept === "text/event-stream";
    if (isStream) tries++;
    if (isSilent) return void stalled.add(outgoing);
    if (isStream && answerStream) return answerStream(outgoing);
    const { method, url, headers } = incoming;
    const onward = request({ agent, host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      if (isStream) streams.set(outgoing, url ?? "");
      answer.on("data", (chunk) => isSilent || outgoing.write(chunk));
      answer.on("end", () => isSilent || outgoing.end());
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => {
      streams.delete(outgoing);
      onward.destroy();
    });
    incoming.pipe(onward);
  };

  const cut = () => {
    for (const stream of streams.keys()) stream.destroy();
  };
  const server = createServer(carry);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    streams: () => [...streams.values()],
    tries: () => tries,
    cut,
    silence() {
      isSilent = true;
    },
    answerStreams(answer) {
      answerStream = answer;
      cut();
    },
    mend() {
      tries = 0;
      answerStream = null;
      if (isSilent) for (const response of [...stalled, ...streams.keys()]) response.destroy();
      stalled.clear();
      isSilent = false;
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
