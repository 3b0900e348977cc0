import { describe, expect, test } from "vitest";
import { EventStreamParser } from "@/components/live/event-stream-parser";

const stream =
  'retry: 1000\n\nevent: now\nid: 7\ndata: {"a":1}\n\n: comment\nevent: lines\r\ndata: 1\r\ndata: 2\r\n\r\n';

describe("EventStreamParser", () => {
  test("reads events, joins data lines, skips comments", () => {
    expect(new EventStreamParser().push(stream)).toEqual([
      { event: "now", data: '{"a":1}', id: "7" },
      { event: "lines", data: "1\n2", id: "7" },
    ]);
  });

  test("reads the same events wherever the text is cut", () => {
    const whole = new EventStreamParser().push(stream);
    for (let cut = 0; cut <= stream.length; cut++) {
      const parser = new EventStreamParser();
      expect([...parser.push(stream.slice(0, cut)), ...parser.push(stream.slice(cut))]).toEqual(whole);
    }
  });

  test("does not deliver half an event", () => {
    expect(new EventStreamParser().push("event: now\ndata: {")).toEqual([]);
  });
});
