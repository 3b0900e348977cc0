import { afterEach, expect, test, vi } from "vitest";
import { type FarSearch, searchFar } from "@/components/log/far-search";

const wanted = { address: "/api/v1/rollouts/7/log?project=web", text: "a&b", matchCase: true };
const asked: string[] = [];

/** A server whose answers are these, one after the other. */
function answerWith(...answers: object[]): void {
  asked.length = 0;
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    const answer = answers[asked.length - 1];
    return answer
      ? Response.json(answer)
      : Response.json({ error: { code: "internal", message: "It broke." } }, { status: 500 });
  });
}

afterEach(() => vi.unstubAllGlobals());

async function search(signal = new AbortController().signal): Promise<FarSearch[]> {
  const told: FarSearch[] = [];
  await searchFar(wanted, (found) => told.push(found), signal);
  return told;
}

test("asks part by part until all that has come by then was searched, and tells how far it is", async () => {
  answerWith(
    { total: 250_000, searched: 200_000, hits: [3] },
    { total: 250_020, searched: 250_000, hits: [] },
    { total: 250_020, searched: 250_020, hits: [250_001, 250_019] },
  );
  expect(await search()).toEqual([
    { hits: [3], where: "in 200,000 of 250,000 lines", isDone: false },
    { hits: [3], where: "in 250,000 of 250,020 lines", isDone: false },
    { hits: [3, 250_001, 250_019], where: "in all lines", isDone: true },
  ]);
  expect(asked).toEqual(
    [0, 200_000, 250_000].map(
      (after) => `/api/v1/rollouts/7/log/search?project=web&find=a%26b&case=match&after=${after}`,
    ),
  );
});

test("keeps what was found when the server fails, and says which lines it is of", async () => {
  answerWith({ total: 250_000, searched: 50_000, hits: [3] });
  expect((await search()).at(-1)).toEqual({
    hits: [3],
    where: "in 50,000 of 250,000 lines only. It broke.",
    isDone: true,
  });
});

test("tells nothing more once it is not wanted", async () => {
  answerWith({ total: 250_000, searched: 50_000, hits: [3] });
  expect(await search(AbortSignal.abort())).toEqual([]);
});
