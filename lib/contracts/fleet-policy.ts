import { z } from "zod";
import { argv, duration, hostLabels, name, path, port } from "./policy-parts";

/** The machines of a project, as its project file names them. */
const address = z
  .string()
  .regex(/^(?!-)[A-Za-z0-9._:-]{1,253}$/, "write a host name or an IP address without user, port or spaces")
  .meta({ title: "host name or IP address" });

const user = z
  .string()
  .regex(/^[a-zA-Z_][a-zA-Z0-9_.-]{0,31}$/, "write a plain user name")
  .meta({ title: "user name" });

const fingerprint = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, "write the fingerprint as SHA256:…")
  .meta({ title: "fingerprint `SHA256:…`" });

/** A host as project files and inventories write it. */
export const listedHostSchema = z.strictObject({
  name: name.optional().describe("The host's name on the pages and in SAURON_HOST. Left out, it is the address."),
  address: address.describe(
    "Where workers reach the host. An alias of `~/.ssh/config` where `sauron apply` runs is replaced by its HostName, Port and User.",
  ),
  port: port.optional().describe("Port of SSH, when it is not `fleet.port`."),
  user: user.optional().describe("User to log in as, when it is not `fleet.user`."),
  labels: hostLabels.default({}).describe("Free words that stages can select hosts by, such as `region: eu`."),
  hostKey: fingerprint
    .optional()
    .describe(
      "Key that the host has to show; with another one it is not deployed to. Or give it in `fleet.knownHosts`.",
    ),
});

/** A host that others lie behind. */
export const jumpHostSchema = z.strictObject({
  address: address.describe("Where workers reach it. May be an alias of `~/.ssh/config`, as that of a host."),
  port: port.default(22).describe("Its port of SSH."),
  user: user.optional().describe("User to log in as. Left out, it is `fleet.user`."),
  hostKeys: z
    .array(fingerprint)
    .max(20)
    .default([])
    .describe("Pinned keys, any of which it may show. Those of `fleet.knownHosts` count too; there must be one."),
});

const inventorySchema = z.strictObject({
  run: argv.describe(
    'It prints `{"hosts": [{"address": …, "hostKey": …}, …]}` with the keys of `fleet.hosts`, and ends with exit code 0. Around it are only PATH, LANG and HOME.',
  ),
  refresh: duration.prefault("1m").describe("How often it is run. Shorter where hosts come and go quickly."),
  timeout: duration.prefault("30s").describe("When it takes longer it is ended, and the last good list stays."),
});

export const fleetPolicySchema = z
  .strictObject({
    user: user.optional().describe("User to log in as. Needed unless each host has its own."),
    port: port.default(22).describe("Port of SSH of the hosts that name none."),
    privateKey: path.min(1).describe("SSH private key on the worker's machine. The key itself is never stored."),
    knownHosts: path
      .optional()
      .describe("File in the format of OpenSSH with the keys of the hosts. Needed unless each host has its `hostKey`."),
    jump: jumpHostSchema
      .optional()
      .describe(
        "A host that workers go through, logged in to with the same key; names of hosts are looked up there. Left out, they connect directly.",
      ),
    hosts: z
      .array(listedHostSchema)
      .min(1, "name at least one host")
      .optional()
      .describe("The machines, each once. Give either this or `inventory`."),
    inventory: inventorySchema
      .optional()
      .describe(
        "A program on the worker's machine that lists the machines, where they are not always the same. A list without more than half of the hosts of before counts once a person has accepted it.",
      ),
  })
  .refine((fleet) => (fleet.hosts === undefined) !== (fleet.inventory === undefined), {
    error: "list the machines as `hosts`, or give an `inventory` that does; one of the two",
    when: ({ issues }) => issues.length === 0,
  });
