import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
const ignored = ["**/node_modules/**", "**/.next/**", "**/.sauron/**", "e2e/**"];

/** One project per need: `pure` needs nothing, the others start real servers. A file's ending names its project. */
export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    // Tests wait for servers and programs half of their time: with two cores, one file at a time leaves one of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Processes that a test starts open what the test has sealed.
    env: { SAURON_SECRET_KEY: Buffer.alloc(32, "test").toString("base64") },
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...ignored, "**/*.{db,ssh,queue,system}.test.ts"],
          // Some start a program; on a busy machine that alone takes seconds.
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: ignored,
          globalSetup: ["lib/testing/start-test-server.ts"],
          // Longer than any wait for a condition (`lib/testing/in-time.ts`).
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "ssh",
          include: ["**/*.ssh.test.ts"],
          exclude: ignored,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "queue",
          include: ["**/*.queue.test.ts"],
          exclude: ignored,
          globalSetup: ["lib/testing/start-test-server.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "system",
          include: ["**/*.system.test.ts"],
          exclude: ignored,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
