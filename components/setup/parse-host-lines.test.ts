import { expect, test } from "vitest";
import { parseHostLines } from "./parse-host-lines";

test("a line names user, host, port and labels; comments and empty lines are passed over", () => {
  const text =
    "deploy@web1.example.org\n\n# the second\n  ops@10.0.0.2:2222 region=eu name=web-2 # note\nroot@[2001:db8::1]:22\n";
  expect(parseHostLines(text)).toEqual({
    problems: [],
    hosts: [
      { name: "web1.example.org", address: "web1.example.org", port: 22, user: "deploy", labels: {} },
      { name: "web-2", address: "10.0.0.2", port: 2222, user: "ops", labels: { region: "eu" } },
      { name: "2001-db8--1", address: "2001:db8::1", port: 22, user: "root", labels: {} },
    ],
  });
});

const mistakes: [line: string, says: string][] = [
  ["web1.example.org", "deploy@web1.example.org"],
  ["-oProxyCommand=id", "is no host"],
  ["deploy@-oProxyCommand", "is no host"],
  ["-l@web1", "Write the user"],
  ["a;id@web1", "Write the user"],
  ["deploy@web1:0", "no port 0"],
  ["deploy@web1:99999", "no port 99999"],
  ["deploy@web1 eu", "is no label"],
  ["deploy@web1 name=$(id)", "is no name"],
  ["deploy@web1/../x", "is no host"],
];

test.each(mistakes)("%s is refused, with its line", (line, says) => {
  const { hosts, problems } = parseHostLines(`\n${line}`);
  expect(hosts).toEqual([]);
  expect(problems).toEqual([{ line: 2, message: expect.stringContaining(says) }]);
});

test("the same machine twice is told", () => {
  expect(parseHostLines("a@web1\nb@web1:22").problems).toEqual([{ line: 2, message: "web1:22 is named twice." }]);
});
