import { Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import { answerLines } from "./answer-lines";

async function answer(pieces: (string | Buffer)[], each: (line: string) => object = (line) => ({ line })) {
  const written: Buffer[] = [];
  const stdout = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk);
      setImmediate(done);
    },
  });
  const exitCode = await answerLines(each, { stdin: Readable.from(pieces), stdout });
  await new Promise<void>((resolve) => stdout.end(resolve));
  const text = Buffer.concat(written).toString();
  return {
    exitCode,
    answers: text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  };
}

const linesOf = (...lines: string[]) => lines.map((line) => ({ line }));

test.each<[name: string, pieces: (string | Buffer)[], lines: string[]]>([
  ["nothing", [], []],
  ["one line with and without its end", ["a\nb"], ["a", "b"]],
  ["empty lines count", ["\n\na\n"], ["", "", "a"]],
  ["Windows line ends", ["a\r\nb\r\n"], ["a", "b"]],
  ["lines cut anywhere", ["a", "b\nc", "d", "\n", "e"], ["ab", "cd", "e"]],
  ["a letter cut in two", [Buffer.from([0xc3]), Buffer.from([0xa9, 0x0a])], ["é"]],
  ["bytes that are no text", [Buffer.from([0x16, 0xff, 0x0a])], ["\x16\u{fffd}"]],
  ["separators that JSON may contain", ["a\u2028b\u2029c\rd\n"], ["a\u2028b\u2029c\rd"]],
])("%s", async (_name, pieces, lines) => {
  expect((await answer(pieces)).answers).toEqual(linesOf(...lines));
});

test("one wrong line among good ones -> all are answered, exit code 1", async () => {
  const judge = (line: string) => (line === "bad" ? { error: "it is bad" } : { ok: line });
  expect(await answer(["a\nbad\nb\n"], judge)).toEqual({
    exitCode: 1,
    answers: [{ ok: "a" }, { error: "it is bad" }, { ok: "b" }],
  });
  expect((await answer(["a\nb\n"], judge)).exitCode).toBe(0);
});

test("a line of 32 MiB in pieces of 64 KiB is put together in linear time", async () => {
  const start = performance.now();
  const { answers } = await answer(Array<Buffer>(512).fill(Buffer.alloc(65_536, "x")), (line) => ({
    length: line.length,
  }));
  expect(answers).toEqual([{ length: 512 * 65_536 }]);
  expect(performance.now() - start).toBeLessThan(5000);
});
