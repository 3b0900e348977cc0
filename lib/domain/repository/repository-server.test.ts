import { expect, test } from "vitest";
import { findRepositoryServer, type RepositoryServer } from "./repository-server";

const servers: [url: string, server: RepositoryServer | null][] = [
  ["https://git.example.org/shop/web.git", { scheme: "https", user: null, host: "git.example.org", port: null }],
  [
    "https://ana:secret@git.example.org:8443/web.git",
    { scheme: "https", user: "ana:secret", host: "git.example.org", port: 8443 },
  ],
  [
    "https://ana@evil.example@169.254.169.254/web.git",
    { scheme: "https", user: "ana@evil.example", host: "169.254.169.254", port: null },
  ],
  ["HTTP://git.example.org?@169.254.169.254", { scheme: "http", user: null, host: "git.example.org", port: null }],
  ["ssh://git@git.example.org:2222/web.git", { scheme: "ssh", user: "git", host: "git.example.org", port: 2222 }],
  ["http://[fe80::1]:80/web.git", { scheme: "http", user: null, host: "fe80::1", port: 80 }],
  ["git@git.example.org:shop/web.git", { scheme: "ssh", user: "git", host: "git.example.org", port: null }],
  ["git@[::1]:shop/web.git", { scheme: "ssh", user: "git", host: "::1", port: null }],
  ["[169.254.169.254:22]:web.git", { scheme: "ssh", user: null, host: "169.254.169.254", port: 22 }],
  ["git.example.org:web.git", { scheme: "ssh", user: null, host: "git.example.org", port: null }],
  ["/srv/git/web.git", null],
  ["./web.git", null],
  ["file:///srv/git/web.git", null],
];

test.each(servers)("%s", (url, server) => {
  expect(findRepositoryServer(url)).toEqual(server);
});
