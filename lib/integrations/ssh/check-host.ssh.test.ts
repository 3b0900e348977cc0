import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { type SshWorld, sshServers, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import { checkHost } from "./check-host";

describe.each(sshServers)("a host with %s", (kind) => {
  let world: SshWorld;

  beforeAll(async () => {
    world = await startSshWorld(kind);
  });
  afterAll(() => world.close());

  test("with a pinned key is reached, logged in to, and says who it is", async () => {
    const finding = await checkHost(world.target);
    const [fingerprint] = world.target.hostKeys;
    expect(finding).toMatchObject({ state: "passed", hostKey: { fingerprint, type: "ssh-ed25519" } });
  });

  test("without a pinned key only shows its key, whoever would log in", async () => {
    const finding = await checkHost({ ...world.target, user: "nobody-there", hostKeys: [] });
    expect(finding).toMatchObject({ state: "unconfirmed", hostKey: { fingerprint: world.target.hostKeys[0] } });
  });

  test("with another key than the pinned one is refused", async () => {
    const finding = await checkHost({ ...world.target, hostKeys: [`SHA256:${"A".repeat(43)}`] });
    expect(finding).toMatchObject({ state: "failed", obstacle: "changed-key" });
    expect(finding.text).toContain(world.target.hostKeys[0]);
  });

  test("at which nothing listens refuses", async () => {
    const finding = await checkHost({
      ...world.target,
      port: (await findFreePort({ host: "127.0.0.1", port: 0 })) ?? 9,
    });
    expect(finding).toMatchObject({ state: "failed", obstacle: "refused" });
  });

  test("for which the private key is missing is not even called", async () => {
    const privateKeyPath = join(world.directory, "no key");
    expect(await checkHost({ ...world.target, privateKeyPath })).toMatchObject({
      state: "failed",
      obstacle: "private-key",
    });
  });

  test("in the range of cloud metadata is not even called", async () => {
    expect(await checkHost({ ...world.target, address: "169.254.169.254" })).toMatchObject({ obstacle: "address" });
  });
});

test.runIf(sshServers.includes("openssh"))("a user the host does not know is refused, and named", async () => {
  const world = await startSshWorld("openssh");
  try {
    const finding = await checkHost({ ...world.target, user: "nobody-there" });
    expect(finding).toMatchObject({ state: "failed", obstacle: "login-refused" });
    expect(finding.text).toContain("nobody-there");
  } finally {
    await world.close();
  }
});
