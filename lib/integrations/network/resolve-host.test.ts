import { expect, test } from "vitest";
import { resolveHost } from "./resolve-host";

const refused = [
  "169.254.169.254",
  "::ffff:169.254.169.254",
  "::ffff:a9fe:a9fe",
  "2852039166",
  "0xa9fea9fe",
  "0251.0376.0251.0376",
  "169.254.43518",
  "fe80::1",
  "fd00:ec2::254",
  "fd20:ce::254",
  "100.100.100.200",
  "168.63.129.16",
  "192.0.0.192",
  "0.0.0.0",
  "::",
  "224.0.0.1",
  "255.255.255.255",
  "ff02::1",
];

test.each(refused)("%s is refused, however it is written", async (name) => {
  expect(await resolveHost(name)).toMatchObject({ ok: false, cause: "refused" });
});

test.each([
  ...["127.0.0.1", "10.0.0.7", "192.168.1.20", "fd12::1", "::1"],
  ...["100.100.100.201", "168.63.129.17", "192.0.0.193", "fd20:ce::253"],
])("%s may be a host of a fleet", async (name) => {
  expect(await resolveHost(name)).toEqual({ ok: true, address: name, addresses: [name] });
});

test("a name that does not exist is told apart", async () => {
  expect(await resolveHost("no-such-host.invalid")).toMatchObject({ ok: false, cause: "unknown" });
});
