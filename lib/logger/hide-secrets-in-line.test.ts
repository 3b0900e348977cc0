import { describe, expect, test } from "vitest";
import { hideSecretsInLine } from "./hide-secrets-in-line";

const planted = "pl4nted-Value";
const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${planted}\n${planted}==\n-----END OPENSSH PRIVATE KEY-----`;
const token = "srn_0a1b2c3d_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde";

/** What a text becomes on its way through a line of JSON. */
const asWritten = (msg: unknown) => JSON.parse(hideSecretsInLine(`${JSON.stringify({ msg })}\n`)).msg;

describe("hideSecretsInLine", () => {
  test.each([
    [`the token ${token} works no more`, "the token srn_0a1b2c3d_[hidden] works no more"],
    [`got 401 for Authorization: Bearer ${planted}`, "got 401 for Authorization: [hidden]"],
    [`headers {'authorization': 'Basic ${planted}='}`, "headers {'authorization': '[hidden]'}"],
    [`Proxy-Authorization=${planted}, retried`, "Proxy-Authorization=[hidden], retried"],
    [`sent bearer ${planted} to it`, "sent bearer [hidden] to it"],
    [`fetching https://ci:${planted}@git.example.org/web.git`, "fetching https://[hidden]@git.example.org/web.git"],
    [`fetching https://${planted}@git.example.org/web.git`, "fetching https://[hidden]@git.example.org/web.git"],
    [`postgresql://sauron:p@${planted}@db:5432/x`, "postgresql://[hidden]@db:5432/x"],
    [`redis://:${planted}@cache:6379`, "redis://[hidden]@cache:6379"],
    [
      `https://ci.example.org/build?private_token=${planted}&page=2`,
      "https://ci.example.org/build?private_token=[hidden]&page=2",
    ],
    [`${key} could not be read`, "[hidden] could not be read"],
    [`cut: -----BEGIN RSA PRIVATE KEY-----\n${planted}`, "cut: [hidden]"],
    [`glpat-${planted} and ghp_${planted.replace("-", "")}`, "[hidden] and [hidden]"],
    [`answered {"ok":false,"token":"${planted}"}`, 'answered {"ok":false,"token":"[hidden]"}'],
    [`answered ${JSON.stringify(JSON.stringify({ password: planted, of: "ana" }))}`, /\[hidden\].*ana/],
  ])("%s", (text, wanted) => {
    const written = asWritten(text);
    if (typeof wanted === "string") expect(written).toBe(wanted);
    else expect(written).toMatch(wanted);
  });

  test.each([
    "fetching ssh://git@git.example.org/web.git",
    "Basic authentication failed, bearer tokens work",
    "wrote to ana@example.org about https://example.org/a@b",
    "-----BEGIN CERTIFICATE-----",
    "the secret of the source was rotated",
    'said {"tokenCount":3,"hasToken":true}',
  ])("leaves alone: %s", (text) => {
    expect(asWritten(text)).toBe(text);
  });

  test("hides by name at any depth, whatever the name begins with", () => {
    const line = {
      a: { b: [{ "x-gitlab-token": planted, cookie: `a="${planted}\\"` }] },
      DATABASE_URL: planted,
      tokens: [planted, `]${planted}`],
    };
    expect(asWritten(line)).toEqual({
      a: { b: [{ "x-gitlab-token": "[hidden]", cookie: "[hidden]" }] },
      DATABASE_URL: "[hidden]",
      tokens: "[hidden]",
    });
  });

  test.each([
    ["keys that never end", "-----BEGIN PRIVATE KEY-----".repeat(10_000)],
    ["addresses", "a://".repeat(100_000)],
    ["schemes", "a.".repeat(200_000)],
    ["headers", "authorization: ".repeat(50_000)],
    ["names", '\\"token'.repeat(50_000)],
    ["backslashes", "\\".repeat(200_000)],
    ["words", "bearer ".repeat(50_000)],
    ["letters", "x".repeat(500_000)],
  ])("is quick with many %s", (_name, text) => {
    const startedAt = performance.now();
    hideSecretsInLine(JSON.stringify({ msg: text }));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
