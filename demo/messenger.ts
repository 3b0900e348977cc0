import type { ProductApi } from "./product/product-api";
import { testContext } from "./test-context";

/** A commit that came onto the trunk. */
export type Landing = { sha: string; author: { name: string; email: string }; message: string };

/** What the build server says of one try of a commit's tests. */
export type Build = {
  sha: string;
  attempt: number;
  status: "running" | "passed" | "failed";
  startedAt: Date;
  finishedAt: Date | null;
};

/** How the world's repository and its build server tell the product what happened. Both reject when they were not heard. */
export type Messenger = {
  tellLanding(landing: Landing): Promise<void>;
  tellBuild(build: Build): Promise<void>;
};

/** Through the public API: one call for a commit, one for a result. */
export function createApiMessenger(product: ProductApi, token: string): Messenger {
  return {
    tellLanding: () => product.announceCommit(),
    tellBuild: ({ sha, attempt, status, startedAt, finishedAt }) =>
      product.reportTestRun(token, {
        sha,
        attempt,
        status,
        context: testContext,
        startedAt: startedAt.toISOString(),
        ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
      }),
  };
}
