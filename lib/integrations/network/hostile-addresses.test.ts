import { expect, test } from "vitest";
import { findRepositoryServer } from "@/lib/domain/repository/repository-server";
import { findUrlProblem } from "@/lib/domain/repository/repository-url";
import { createApiCaller } from "../ci/api/call-api";
import { resolveHost } from "./resolve-host";

/** Where clouds keep secrets, and what is no single machine, in every way that a system reads an address. */
const hosts = [
  ...["169.254.169.254", "169.254.170.2", "169.254.0.1", "2852039166", "0xa9fea9fe", "0xa9.0xfe.0xa9.0xfe"],
  ...["0251.0376.0251.0376", "0251.254.0xa9.254", "169.254.43518", "169.16689662", "0xA9FEA9FE", "025177524776"],
  ...["::ffff:169.254.169.254", "::ffff:a9fe:a9fe", "0:0:0:0:0:ffff:a9fe:a9fe", "::FFFF:169.254.169.254"],
  ...["64:ff9b::169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "fe80::1", "febf::1", "FE80::A9FE:A9FE"],
  ...["fd00:ec2::254", "fd00:0ec2:0000::0254", "0.0.0.0", "0", "0x0", "::", "0:0:0:0:0:0:0:0", "::ffff:0.0.0.0"],
  ...["224.0.0.1", "239.255.255.255", "255.255.255.255", "240.0.0.1", "ff02::1", "ff0e::1", "0.1.2.3", "4294967295"],
  ...["0xe0000001", "0340.0.0.1"],
];

test("there are at least forty", () => expect(hosts.length).toBeGreaterThanOrEqual(40));

test.each(hosts)("%s is not connected to", async (host) => {
  expect(await resolveHost(host)).toMatchObject({ ok: false, cause: "refused" });
});

test.each(hosts)("%s is asked as no API of a sender", async (host) => {
  const url = `http://${host.includes(":") ? `[${host}]` : host}:9/api`;
  const answer = await createApiCaller(url, {})({ path: "/" });
  expect(answer).toMatchObject({ ok: false, reason: expect.stringContaining("does not connect to") });
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
