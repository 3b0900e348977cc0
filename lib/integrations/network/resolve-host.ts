import { lookup } from "node:dns/promises";
import { BlockList, isIPv6 } from "node:net";

export type ResolvedHost = { ok: true; address: string } | { ok: false; cause: "refused" | "unknown"; reason: string };

/**
 * Addresses where no machine of a fleet and no git host can be, but where clouds keep secrets for whoever asks from
 * inside (link-local), or that are no single machine. Private and loopback addresses are where fleets live.
 */
const refused = new BlockList();
refused.addSubnet("169.254.0.0", 16, "ipv4");
refused.addSubnet("0.0.0.0", 8, "ipv4");
refused.addSubnet("224.0.0.0", 3, "ipv4");
refused.addSubnet("fe80::", 10, "ipv6");
refused.addSubnet("ff00::", 8, "ipv6");
refused.addAddress("::", "ipv6");
refused.addAddress("fd00:ec2::254", "ipv6");

/** Looks a name up once, so that what was looked at is what is connected to. */
export async function resolveHost(name: string): Promise<ResolvedHost> {
  try {
    const { address } = await lookup(name);
    if (!refused.check(address, isIPv6(address) ? "ipv6" : "ipv4")) return { ok: true, address };
    const which = address === name ? name : `${name} (${address})`;
    return { ok: false, cause: "refused", reason: `${which} is an address that Sauron does not connect to.` };
  } catch {
    return { ok: false, cause: "unknown", reason: `The name ${name} is not known.` };
  }
}
