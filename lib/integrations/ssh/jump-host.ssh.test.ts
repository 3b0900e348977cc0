import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scriptStep, startDeploy, until } from "@/lib/testing/ssh/deploy-probe";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "@/lib/testing/ssh/start-openssh";
import { type SshWorld, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import { startWire, type Wire } from "@/lib/testing/ssh/start-wire";
import { checkHost } from "./check-host";
import type { FleetSsh, JumpHost, SshTarget } from "./fleet-ssh";
import { findHostKeys } from "./known-hosts";
import { createNodeFleetSsh } from "./node-fleet-ssh";

describe.runIf(hasOpenSsh())("hosts behind a jump host", () => {
  let world: SshWorld;
  let server: OpenSshServer;
  let wire: Wire;
  let jump: JumpHost;
  let fleet: FleetSsh;

  beforeAll(async () => {
    world = await startSshWorld("openssh");
    server = await startOpenSsh(join(world.directory, "jump"), world.publicKey);
    wire = await startWire(server.port);
    const hostKeys = findHostKeys(`bastion ${server.hostKey}`, "bastion", 22);
    jump = { name: "bastion", address: "127.0.0.1", port: wire.port, user: server.user, hostKeys };
    fleet = createNodeFleetSsh();
  });
  afterAll(async () => {
    await fleet.close();
    await wire.close();
    await server.close();
    await world.close();
  });

  const behind = () => ({ ...world.target, jump });
  const ask = (target = behind()) => fleet.probe(target, { project: "jump" });

  test("are deployed to through its one connection, and stay reached through it", async () => {
    const run = startDeploy(fleet, behind(), { project: "jump", steps: [scriptStep('echo "from $SSH_CONNECTION"')] });
    expect(await run.outcome).toEqual({ outcome: "succeeded" });
    // What the host sees is the jump host, not the wire in front of it, and not this process.
    expect(run.lines.map(({ text }) => text)[0]).toMatch(/^from 127\.0\.0\.1 \d+ 127\.0\.0\.1 \d+$/);
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask()));
    expect(answers.filter(({ reached }) => reached)).toHaveLength(8);
    expect(wire.opened()).toBe(1);
  });

  test("whose connection is cut in mid-command are unknown, and reached anew afterwards", async () => {
    const steps = [scriptStep("echo ready; sleep 1000")];
    const run = startDeploy(fleet, behind(), { project: "jump", steps });
    await run.seen(/ready/);
    wire.cut();
    expect(await run.outcome).toMatchObject({ outcome: "unknown", step: "install" });
    await until("the host to be reached again", async () => (await ask()).reached);
    await fleet.stopOrphan(behind(), { project: "jump", graceSeconds: 1, fence: run.fence });
    expect(await ask()).toMatchObject({ lastDeploy: { state: "aborted" } });
  });

  test("are checked through it as a deploy goes, and it is named when it is in the way", async () => {
    expect(await checkHost(behind())).toMatchObject({ state: "passed", user: server.user });
    expect(await checkHost({ ...behind(), hostKeys: [] })).toMatchObject({ state: "unconfirmed" });
    expect(await checkHost({ ...behind(), jump: { ...jump, hostKeys: [] } })).toMatchObject({
      state: "failed",
      text: expect.stringMatching(/^The jump host is in the way: The host key of bastion .* is not known/),
    });
  });

  test("are not reached when it shows another key, refuses the login, or does not get through", async () => {
    const [pin = ""] = jump.hostKeys;
    const other = `${pin.slice(0, -1)}${pin.endsWith("A") ? "B" : "A"}`;
    const failing: [SshTarget, string, RegExp][] = [
      [
        { ...behind(), jump: { ...jump, hostKeys: [other] } },
        "host-key",
        /jump host is in the way: The host key of bastion/,
      ],
      [
        { ...behind(), jump: { ...jump, user: "nobody-here" } },
        "auth",
        /in the way: bastion .* does not accept the key/,
      ],
      [{ ...behind(), port: 1 }, "connect", /host-1 .* cannot be reached: bastion does not get through to host-1/],
      [{ ...behind(), hostKeys: [other] }, "host-key", /^The host key of host-1/],
    ];
    for (const [target, cause, reason] of failing) {
      const { outcome } = startDeploy(fleet, target, { project: "jump", steps: [scriptStep("true")] });
      expect(await outcome).toMatchObject({ outcome: "failed", cause, reason: expect.stringMatching(reason) });
    }
  });
});
