import { expect, test } from "vitest";
import { isDatabaseUnavailable, retryWhileUnavailable } from "./retry-while-unavailable";

const errorWith = (fields: object, message = "it failed") => Object.assign(new Error(message), fields);

const cases: [what: string, error: unknown, expected: boolean][] = [
  ["nobody listens", errorWith({ code: "ECONNREFUSED" }), true],
  ["the server was shut down", errorWith({ code: "57P01" }), true],
  [
    "the server is starting up, as Prisma tells it",
    errorWith({ code: "P2039", meta: { driverAdapterError: { cause: { originalCode: "57P03", code: "57P03" } } } }),
    true,
  ],
  ["the cause of the cause", new Error("a", { cause: new Error("b", { cause: errorWith({ code: "08006" }) }) }), true],
  [
    "a connection that was ended, as the driver tells it",
    errorWith({ cause: { originalCode: "57P01", kind: "postgres", code: "57P01" } }),
    true,
  ],
  [
    "a connection that was closed, without a code",
    errorWith({ code: "P2010", meta: { driverAdapterError: { cause: { kind: "ConnectionClosed" } } } }),
    true,
  ],
  ["a connection that broke", new Error("Client has encountered a connection error and is not queryable"), true],
  ["a pool that waited in vain", new Error("timeout exceeded when trying to connect"), true],
  [
    "a row that is there already",
    errorWith({ code: "P2002", meta: { driverAdapterError: { cause: { code: "23505" } } } }),
    false,
  ],
  ["a mistake of ours", new TypeError("x is not a function"), false],
  ["no error at all", "57P03", false],
];

test.each(cases)("%s", (_what, error, expected) => {
  expect(isDatabaseUnavailable(error)).toBe(expected);
});

test("work is tried again while the database is away, and given up for other errors", async () => {
  const answers: (() => string)[] = [
    () => {
      throw errorWith({ code: "ECONNREFUSED" });
    },
    () => {
      throw errorWith({ code: "57P03" });
    },
    () => "stored",
  ];
  expect(await retryWhileUnavailable(async () => answers.shift()?.(), 1)).toBe("stored");
  await expect(retryWhileUnavailable(() => Promise.reject(new TypeError("no")), 1)).rejects.toThrow("no");
});
