import { expect, test } from "vitest";
import { parse } from "yaml";
import { writeFleetLines } from "./write-fleet-lines";

const pin = `SHA256:${"A".repeat(43)}`;
const present = [{ name: "web-1", address: "10.0.0.1", port: 22 }];

test("the lines are what a project file takes, each with its port, as the file may have another usual one", () => {
  const hostLines = "deploy@10.0.0.2 name=web-2 region=eu\nroot@10.0.0.3:2222";
  const pins = { "10.0.0.2:22": pin, "10.0.0.3:2222": pin };
  const { text, warnings } = writeFleetLines({ hostLines, pins }, present);
  expect(parse(`fleet:\n  hosts:\n${text}`)).toEqual({
    fleet: {
      hosts: [
        { name: "web-2", address: "10.0.0.2", port: 22, user: "deploy", labels: { region: "eu" }, hostKey: pin },
        { name: "10.0.0.3", address: "10.0.0.3", port: 2222, user: "root", hostKey: pin },
      ],
    },
  });
  expect(warnings).toEqual([]);
});

test.each([
  ["its address", "deploy@10.0.0.1 name=new"],
  ["its name", "deploy@10.0.0.9 name=web-1"],
])("a host that the fleet has already, by %s, is told", (_what, hostLines) => {
  expect(writeFleetLines({ hostLines, pins: {} }, present).warnings[0]).toMatch(
    /^In the fleet already: (new|web-1)\.$/,
  );
});

test("a host whose key nobody has confirmed is told", () => {
  const { text, warnings } = writeFleetLines({ hostLines: "deploy@10.0.0.2 name=web-2", pins: {} }, present);
  expect(text).not.toContain("hostKey");
  expect(warnings).toEqual(["Without a confirmed key: web-2. Check them, or name their keys in fleet.knownHosts."]);
});

test("without hosts there are no lines", () => {
  expect(writeFleetLines({ hostLines: "# none\n", pins: {} }, present)).toEqual({ text: "", warnings: [] });
});
