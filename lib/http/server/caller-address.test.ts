import { describe, expect, test } from "vitest";
import { parseProxies } from "@/lib/config/parse-proxies";
import { callerAddress } from "./caller-address";

const proxies = parseProxies("10.0.0.0/8, 192.0.2.7, fd00::/8");

describe("callerAddress", () => {
  test.each([
    ["nobody in front", "203.0.113.5", undefined, "203.0.113.5"],
    ["a caller that names itself another", "203.0.113.5", "198.51.100.1", "203.0.113.5"],
    ["a caller that names a proxy", "203.0.113.5", "10.0.0.1", "203.0.113.5"],
    ["a known proxy", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["a known proxy, asked by one who forged the rest", "10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
    ["two known proxies behind each other", "10.0.0.1", "1.1.1.1, 198.51.100.1, 192.0.2.7", "198.51.100.1"],
    ["a proxy by its single address", "192.0.2.7", "198.51.100.1", "198.51.100.1"],
    ["a neighbour of that proxy", "192.0.2.8", "198.51.100.1", "192.0.2.8"],
    ["a proxy over IPv6", "fd00::1", "2001:db8::5", "2001:db8::5"],
    ["a proxy in IPv4 as the system writes it", "::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["a proxy that says nothing", "10.0.0.1", undefined, "10.0.0.1"],
    ["a proxy that passes on no address", "10.0.0.1", "unknown", "10.0.0.1"],
    ["nothing but proxies", "10.0.0.1", "10.0.0.2, 10.0.0.3", "10.0.0.2"],
    ["a header that came twice", "10.0.0.1", ["1.1.1.1", "198.51.100.1"], "198.51.100.1"],
  ])("%s", (_what, peer, forwarded, address) => {
    expect(callerAddress(peer, forwarded, proxies)).toBe(address);
  });

  test("without a list nobody is believed, not even this machine", () => {
    expect(callerAddress("127.0.0.1", "198.51.100.1", parseProxies(""))).toBe("127.0.0.1");
  });
});
