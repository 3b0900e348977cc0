import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
const ignored = ["**/node_modules/**", "**/.next/**", "**/.sauron/**", "e2e/**"];

/** One project per need: `pure` needs nothing, the others start real servers. A file's ending names its project. */
export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...ignored, "**/*.{db,ssh,queue,system}.test.ts"],
          // Some start a program; on a busy machine that alone takes seconds.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: ignored,
          globalSetup: ["lib/testing/start-test-server.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "ssh",
          include: ["**/*.ssh.test.ts"],
          exclude: ignored,
          testTimeout: 60_000,
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
          testTimeout: 60_000,
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
