import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createViewTopic } from "./view-topic";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A topic whose reads end when the test says so; each finds another content. */
function createTopic() {
  const reads: (() => void)[] = [];
  const read = () =>
    new Promise<{ seq: number; content: number }>((resolve) => {
      const number = reads.length + 1;
      reads.push(() => resolve({ seq: number, content: number }));
    });
  const topic = createViewTopic(read, () => {});
  const endRead = async () => {
    reads.at(-1)?.();
    await vi.runAllTimersAsync();
  };
  return { topic, reads, endRead };
}

test("however many changes come during a read, one more read follows, and every viewer gets both", async () => {
  const { topic, reads, endRead } = createTopic();
  const received = Array.from({ length: 20 }, () => [] as number[]);
  for (const seen of received) topic.subscribe(({ seq }) => seen.push(seq));
  await vi.runAllTimersAsync();
  expect(reads).toHaveLength(1);
  for (let change = 0; change < 100; change++) topic.touch();
  await vi.runAllTimersAsync();
  expect(reads).toHaveLength(1);
  await endRead();
  expect(reads).toHaveLength(2);
  await endRead();
  expect(reads).toHaveLength(2);
  for (const seen of received) expect(seen).toEqual([1, 2]);
});

test("changes in a row wait for each other, and nobody reads what nobody watches", async () => {
  const { topic, reads, endRead } = createTopic();
  topic.touch();
  await vi.runAllTimersAsync();
  expect(reads).toHaveLength(0);
  const leave = topic.subscribe(() => {});
  await vi.runAllTimersAsync();
  await endRead();
  for (let change = 0; change < 100; change++) topic.touch();
  await vi.runAllTimersAsync();
  expect(reads).toHaveLength(2);
  await endRead();
  leave();
  topic.touch();
  await vi.runAllTimersAsync();
  expect(reads).toHaveLength(2);
});
