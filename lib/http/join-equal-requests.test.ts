import { expect, test } from "vitest";
import { joinEqualRequests } from "./join-equal-requests";

function createQueue() {
  const asked: unknown[] = [];
  const joined = joinEqualRequests({
    enqueue: async (_name, payload) => void asked.push(payload),
    close: async () => {},
  });
  return { asked, joined };
}

test("a burst of equal requests is asked for at once and once more after it", async () => {
  const { asked, joined } = createQueue();
  await Promise.all(
    Array.from({ length: 100 }, () => joined.enqueue("read-deliveries", { sourceId: 1 }, { key: "1" })),
  );
  expect(asked).toEqual([{ sourceId: 1 }, { sourceId: 1 }]);
});

test("requests with other keys, or with none, are their own", async () => {
  const { asked, joined } = createQueue();
  await Promise.all([
    joined.enqueue("read-deliveries", { sourceId: 1 }, { key: "1" }),
    joined.enqueue("read-deliveries", { sourceId: 2 }, { key: "2" }),
    joined.enqueue("decide", { projectId: 3 }),
    joined.enqueue("decide", { projectId: 3 }),
  ]);
  expect(asked).toHaveLength(4);
});

test("a request that fails fails, and does not hold up the next one", async () => {
  let fails = true;
  const joined = joinEqualRequests({
    enqueue: async () => {
      if (fails) throw new Error("away");
    },
    close: async () => {},
  });
  const ask = () => joined.enqueue("read-deliveries", { sourceId: 1 }, { key: "1" });
  await expect(ask()).rejects.toThrow("away");
  fails = false;
  await expect(ask()).resolves.toBeUndefined();
});
