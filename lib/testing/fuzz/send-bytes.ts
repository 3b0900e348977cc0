import { connect } from "node:net";

/** How long an answer may take to begin; a test of what is answered, not of how fast. Longer than a server waits. */
const patienceMs = 90_000;

/**
 * Sends bytes over a connection of their own and resolves with the status of the answer, 0 when the connection ends
 * without one. A stream that goes on is left.
 */
export function sendBytes(url: URL, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => socket.write(bytes));
    let text = "";
    const settle = () => {
      resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0));
      socket.destroy();
    };
    socket.setEncoding("latin1").setTimeout(patienceMs, () => {
      socket.destroy();
      reject(new Error("no answer"));
    });
    socket.on("data", (chunk: string) => {
      if (text.length < 4000) text += chunk;
      if (/\r\n\r\n/.test(text) && /text\/event-stream/.test(text)) settle();
    });
    socket.on("end", settle).on("error", settle).on("close", settle);
  });
}
