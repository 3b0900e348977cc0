import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { findRepositoryServer } from "@/lib/domain/repository/repository-server";
import { findUrlProblem } from "@/lib/domain/repository/repository-url";
import { createApiCaller } from "../ci/api/call-api";
import { createAssertionReader } from "../sign-in/create-assertion-reader";
import { withSafeFetch } from "../sign-in/with-safe-fetch";
import { resolveHost } from "./resolve-host";
import { RefusedHostError } from "./send-safely";

/** Where clouds keep secrets, and what is no single machine, in every way that a system reads an address. */
const hosts = [
  ...["169.254.169.254", "169.254.170.2", "169.254.0.1", "2852039166", "0xa9fea9fe", "0xa9.0xfe.0xa9.0xfe"],
  ...["0251.0376.0251.0376", "0251.254.0xa9.254", "169.254.43518", "169.16689662", "0xA9FEA9FE", "025177524776"],
  ...["::ffff:169.254.169.254", "::ffff:a9fe:a9fe", "0:0:0:0:0:ffff:a9fe:a9fe", "::FFFF:169.254.169.254"],
  ...["64:ff9b::169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "fe80::1", "febf::1", "FE80::A9FE:A9FE"],
  ...["fd00:ec2::254", "fd00:0ec2:0000::0254", "0.0.0.0", "0", "0x0", "::", "0:0:0:0:0:0:0:0", "::ffff:0.0.0.0"],
  ...["224.0.0.1", "239.255.255.255", "255.255.255.255", "240.0.0.1", "ff02::1", "ff0e::1", "0.1.2.3", "4294967295"],
  ...[
    "0xe0000001",
    "0340.0.0.1",
    "100.100.100.200",
    "1684301000",
    "0x646464c8",
    "100.6579400",
    "::ffff:100.100.100.200",
  ],
  ...["168.63.129.16", "2822734096", "::ffff:a83f:8110", "192.0.0.192", "0300.0.0.0300", "64:ff9b::192.0.0.192"],
  ...["2002:c000:00c0::1", "2002:6464:64c8::1", "64:ff9b::a83f:8110", "fd20:ce::254", "fd20:00ce:0::0254"],
];

/** Names that mean such an address, written as some look-ups refuse to read them. */
const names = vi.hoisted(() => new Set(["meta_data.invalid", "_metadata._tcp.invalid", "a_.invalid", "-x-.invalid"]));
vi.mock("node:dns/promises", async (original) => {
  const real = await original<typeof import("node:dns/promises")>();
  const lookup = async (name: string) =>
    names.has(name) ? [{ address: "169.254.169.254", family: 4 }] : real.lookup(name, { all: true });
  return { ...real, lookup };
});
hosts.push(...names);

test("there are at least forty", () => expect(hosts.length).toBeGreaterThanOrEqual(40));

test.each(hosts)("%s is not connected to", async (host) => {
  expect(await resolveHost(host)).toMatchObject({ ok: false, cause: "refused" });
});

test.each(hosts)("%s is asked as no API of a sender", async (host) => {
  const url = `http://${host.includes(":") ? `[${host}]` : host}:9/api`;
  const answer = await createApiCaller(url, {})({ path: "/" });
  expect(answer).toMatchObject({ ok: false, reason: expect.stringContaining("does not connect to") });
});

test.each(hosts)("%s is asked for nothing by the sign-in, neither by its library nor for keys", async (host) => {
  const url = `http://${host.includes(":") ? `[${host}]` : host}:9/keys`;
  await expect(withSafeFetch(() => fetch(url))).rejects.toThrow(RefusedHostError);
  const readAssertion = createAssertionReader({ keysUrl: url, audience: "sauron", issuer: null, claim: "email" });
  const assertion = [{ alg: "RS256", kid: "1" }, { exp: 9e9 }].map((part) => toBase64(JSON.stringify(part)));
  await expect(readAssertion([...assertion, toBase64("signed")].join("."))).rejects.toMatchObject({
    code: "unavailable",
    cause: expect.any(RefusedHostError),
  });
});

function toBase64(text: string): string {
  return Buffer.from(text).toString("base64url");
}

test.each(["gopher://127.0.0.1:25/_HELO", "dict://127.0.0.1:11211/", "file:///etc/passwd", "ftp://127.0.0.1/x"])(
  "%s is no address that the sign-in asks",
  async (url) => {
    await expect(withSafeFetch(() => fetch(url))).rejects.toThrow();
  },
);

test("who sends on along thirty addresses, the last of them one of secrets, is asked once", async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    const location = asked < 30 ? `/${asked}` : "http://169.254.169.254/";
    response.writeHead(302, { location }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/0`;
  expect((await withSafeFetch(() => fetch(url))).status).toBe(302);
  expect(await createApiCaller(url, {})({ path: "/" })).toMatchObject({ ok: false });
  expect(asked).toBe(2);
});

test.each(hosts)("%s is found in the address of a repository, behind whatever stands before it", (host) => {
  const written = host.includes(":") ? `[${host}]` : host;
  for (const url of [`https://git.example.org@${written}/x.git`, `ssh://git:x@y@${written}:22/x`]) {
    expect(findRepositoryServer(url)?.host).toBe(host);
  }
});

test.each([
  ...["gopher://127.0.0.1:25/_HELO", "dict://127.0.0.1:11211/", "ext::sh -c id", "fd::7", "git://127.0.0.1/x"],
  ...["ftp://127.0.0.1/x", "-uhttps://h/x", "https://-h/x", "testgit::x"],
  ...["transport::ext::sh -c id", "EXT::sh -c id", "ssh://-oProxyCommand=id/x", "https://h/x\r\nHost: y", "https:///x"],
])("%j is no address of a repository", (url) => {
  expect(findUrlProblem(url)).not.toBeNull();
});

test.each(["127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fd12::1"])("%s is where fleets live", async (host) => {
  expect(await resolveHost(host)).toEqual({ ok: true, address: host, addresses: [host] });
});
