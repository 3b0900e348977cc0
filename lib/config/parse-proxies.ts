import { BlockList, isIP } from "node:net";
import { SauronError } from "@/lib/errors";

/**
 * Addresses and networks, separated by commas: "10.0.0.0/8, 192.0.2.7".
 * @throws SauronError "bad-request"
 */
export function parseProxies(text: string): BlockList {
  const list = new BlockList();
  for (const entry of text.split(",").map((part) => part.trim())) {
    if (entry !== "") addTo(list, entry);
  }
  return list;
}

function addTo(list: BlockList, entry: string): void {
  const [address = "", length, ...rest] = entry.split("/");
  const version = isIP(address);
  const longest = version === 6 ? 128 : 32;
  const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= longest);
  if (version === 0 || !isLength || rest.length > 0) {
    throw new SauronError("bad-request", "A proxy is an address or a network, such as 192.0.2.7 or 10.0.0.0/8.");
  }
  list.addSubnet(address, length === undefined ? longest : Number(length), version === 6 ? "ipv6" : "ipv4");
}
