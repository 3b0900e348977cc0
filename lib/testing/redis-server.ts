import { afterAll } from "vitest";
import { type RedisServer, startRedisServer } from "./system/redis-server";

export type TestRedis = Omit<RedisServer, "remove">;

/** A real Redis of the test file's own, ended after its last test. */
export async function startTestRedis(): Promise<TestRedis> {
  const server = await startRedisServer();
  afterAll(() => server.remove());
  return server;
}
