import { describe, expect, test } from "vitest";
import { parseEnvironment } from "./environment";

describe("parseEnvironment", () => {
  test("nothing set: everything is brought along, on this machine only", () => {
    expect(parseEnvironment({}, "/srv/app")).toEqual({
      databaseUrl: null,
      ownerUrl: null,
      redisUrl: null,
      dataDir: "/srv/app/.sauron",
      port: 4400,
      host: "127.0.0.1",
      logLevel: "info",
      url: null,
      actor: null,
      token: null,
      secretKey: null,
      trustedProxies: "",
      maxHookBytes: 1_000_000,
      keepOutputDays: 90,
      signInProvider: null,
      trustedProxy: null,
      demoPeople: null,
    });
  });

  test("an empty variable counts as not set", () => {
    expect(parseEnvironment({ DATABASE_URL: "", SAURON_PORT: "" }, "/").databaseUrl).toBeNull();
  });

  test.each([
    ["a relative data directory", { SAURON_DATA_DIR: "my state" }, "/srv/my state"],
    ["an absolute data directory", { SAURON_DATA_DIR: "/var/state" }, "/var/state"],
  ])("%s", (_name, variables, dataDir) => {
    expect(parseEnvironment(variables, "/srv").dataDir).toBe(dataDir);
  });

  test("names every problem at once, and no value", () => {
    const variables = {
      DATABASE_URL: "mysql://secret@h/d",
      REDIS_URL: "secret",
      SAURON_PORT: "70000",
      SAURON_LOG_LEVEL: "loud",
      SAURON_SECRET_KEY: "secret",
      SAURON_TRUSTED_PROXIES: "10.0.0.0/33",
      SAURON_MAX_HOOK_BYTES: "5000001",
      SAURON_KEEP_OUTPUT_DAYS: "0",
    };
    const parse = () => parseEnvironment(variables, "/");
    for (const name of Object.keys(variables)) expect(parse).toThrow(name);
    expect(parse).not.toThrow(/secret/);
  });
});
