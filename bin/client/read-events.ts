export type ReceivedEvent = { event: string; data: string };

/** The events of a server-sent event stream, until it ends or the caller has enough. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ReceivedEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const fields = block.split("\n").map((line) => /^(event|data): (.*)$/.exec(line));
        const find = (name: string) => fields.find((field) => field?.[1] === name)?.[2];
        const data = find("data");
        if (data !== undefined) yield { event: find("event") ?? "message", data };
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
