import { lookup } from "node:dns/promises";
import { BlockList, isIPv6 } from "node:net";

export type ResolvedHost =
  | {
      ok: true;
      /** The one that the system prefers. */
      address: string;
      /** All that the name has, in the order in which they are to be tried. */
      addresses: string[];
    }
  | { ok: false; cause: "refused" | "unknown"; reason: string };

/**
 * Addresses where no machine of a fleet and no git host can be, but where clouds keep secrets for whoever asks from
 * inside (mostly link-local), or that are no single machine. Private and loopback addresses are where fleets live.
 */
const refused = new BlockList();
refused.addSubnet("169.254.0.0", 16, "ipv4");
refused.addSubnet("0.0.0.0", 8, "ipv4");
refused.addSubnet("224.0.0.0", 3, "ipv4");
refused.addSubnet("fe80::", 10, "ipv6");
refused.addSubnet("ff00::", 8, "ipv6");
refused.addAddress("::", "ipv6");
// The same, as two ways of carrying IPv4 inside IPv6 write link-local addresses.
refused.addSubnet("64:ff9b::a9fe:0", 112, "ipv6");
refused.addSubnet("2002:a9fe::", 32, "ipv6");
// Clouds that keep them elsewhere (Alibaba, Azure, Oracle), and how the same two ways write it; then Amazon and Google.
for (const [address, inside] of [
  ["100.100.100.200", "6464:64c8"],
  ["168.63.129.16", "a83f:8110"],
  ["192.0.0.192", "c000:c0"],
] as const) {
  refused.addAddress(address, "ipv4");
  refused.addAddress(`64:ff9b::${inside}`, "ipv6");
  refused.addSubnet(`2002:${inside}::`, 48, "ipv6");
}
refused.addAddress("fd00:ec2::254", "ipv6");
refused.addAddress("fd20:ce::254", "ipv6");

/** Looks a name up once, so that what was looked at is what is connected to. One refused address refuses the name. */
export async function resolveHost(name: string): Promise<ResolvedHost> {
  try {
    const addresses = (await lookup(name, { all: true })).map(({ address }) => address);
    const found = addresses.find((address) => refused.check(address, isIPv6(address) ? "ipv6" : "ipv4"));
    const [address] = addresses;
    if (found === undefined && address !== undefined) return { ok: true, address, addresses };
    const which = found === name ? name : `${name} (${found})`;
    return { ok: false, cause: "refused", reason: `${which} is an address that Sauron does not connect to.` };
  } catch {
    return { ok: false, cause: "unknown", reason: `The name ${name} is not known.` };
  }
}
