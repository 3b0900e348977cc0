import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { scriptStep, startDeploy } from "@/lib/testing/ssh/deploy-probe";
import { type SshWorld, sshServers, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import { checkHost } from "./check-host";
import type { FleetSsh } from "./fleet-ssh";
import { createNodeFleetSsh } from "./node-fleet-ssh";

/** What names mean here and now; whoever else looks them up finds nothing. */
const names = vi.hoisted(() => new Map<string, string[]>());
vi.mock("node:dns/promises", async (original) => {
  const real = await original<typeof import("node:dns/promises")>();
  const lookup = async (name: string) => {
    const found = names.get(name)?.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    return found ?? real.lookup(name, { all: true });
  };
  return { ...real, lookup };
});

describe("a host known by a name", () => {
  let world: SshWorld;
  let fleet: FleetSsh;

  beforeAll(async () => {
    world = await startSshWorld(sshServers[0] ?? "machine server");
    fleet = createNodeFleetSsh();
  });
  afterAll(async () => {
    await fleet.close();
    await world.close();
  });

  const at = (address: string) => ({ ...world.target, address });
  const deploy = (address: string) =>
    startDeploy(fleet, at(address), { project: "names", steps: [scriptStep("true")] }).outcome;

  test("is deployed to at the address that was looked at, or at the next when nobody listens at the first", async () => {
    names.set("web.invalid", ["127.0.0.1"]).set("two.invalid", ["::1", "127.0.0.1"]);
    for (const name of ["web.invalid", "two.invalid"]) {
      expect([name, await deploy(name)]).toEqual([name, { outcome: "succeeded" }]);
      expect(await checkHost(at(name))).toMatchObject({ state: "passed" });
    }
  });

  test.each([
    ["an address of secrets", ["169.254.169.254"]],
    ["such an address beside one that works", ["127.0.0.1", "169.254.169.254"]],
    ["no single machine", ["0.0.0.0"]],
  ])("that means %s is neither deployed to nor asked", async (_what, addresses) => {
    names.set("turned.invalid", addresses);
    const reason = expect.stringContaining("it is at an address that Sauron does not connect to");
    expect(await deploy("turned.invalid")).toMatchObject({ outcome: "failed", cause: "connect", reason });
    expect(await fleet.probe(at("turned.invalid"), { project: "names" })).toEqual({ reached: false, reason });
    expect(await checkHost(at("turned.invalid"))).toMatchObject({ obstacle: "address", text: reason });
    const jump = { ...at("turned.invalid"), name: "bastion" };
    expect(await fleet.probe({ ...world.target, jump }, { project: "names" })).toEqual({ reached: false, reason });
  });

  test("that is not known, or an address of secrets itself, is said to be so", async () => {
    expect(await deploy("no-such-host.invalid")).toMatchObject({
      reason: expect.stringContaining("name is not known"),
    });
    expect(await checkHost(at("no-such-host.invalid"))).toMatchObject({ obstacle: "unknown-name" });
    for (const address of ["169.254.169.254", "2852039166", "::ffff:169.254.169.254"]) {
      expect(await deploy(address)).toMatchObject({ outcome: "failed", cause: "connect" });
      expect(await checkHost(at(address))).toMatchObject({ obstacle: "address" });
    }
  });
});
