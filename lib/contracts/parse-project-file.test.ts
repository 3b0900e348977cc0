import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { toSshTarget } from "@/lib/services/rollouts/ssh-target";
import { formatProblem, type ProjectFileSources, parseProjectFile } from "./parse-project-file";
import type { Policy } from "./project-file";

const pin = "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpjPB/vZF3Yst0f5ek";

function sourcesWith(files: Record<string, string> = {}): ProjectFileSources {
  return {
    resolvePath: (path) => (path.startsWith("/") ? path : `/project/${path.replace(/^\.\//, "")}`),
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? { ok: false, reason: `there is no file ${path}` } : { ok: true, text };
    },
    resolveAlias: () => null,
    findHostKeys: (text, address, port) => (text.includes(`${address} ${port}`) ? [pin] : []),
  };
}

const minimal = `project: web
repository: {url: ./web.git}
fleet:
  user: deploy
  privateKey: keys/id
  hosts:
    - {name: a, address: 10.0.0.1, hostKey: "${pin}"}
    - {name: b, address: 10.0.0.2, hostKey: "${pin}"}
deploy:
  steps: [{name: restart, run: [restart]}]
canary: {accessLog: {path: /var/log/access.log}}
`;

function problemsOf(text: string, files?: Record<string, string>): string[] {
  const parsed = parseProjectFile(text, sourcesWith(files));
  return parsed.ok ? [] : parsed.problems.map((problem) => formatProblem("f", problem));
}

describe("a good file", () => {
  test("the annotated example parses", () => {
    const directory = new URL("../../docs/", import.meta.url);
    const text = readFileSync(new URL("sauron.example.yml", directory), "utf8");
    const parsed = parseProjectFile(text, {
      ...sourcesWith(),
      readFile: (path) => ({ ok: true, text: readFileSync(new URL(path.replace("/project/", ""), directory), "utf8") }),
    });
    expect(parsed).toMatchObject({ ok: true });
    if (!parsed.ok) return;
    expect(parsed.policy.deploy.steps[1]?.script).toContain("$SAURON_REVISION");
    expect(parsed.hosts.map((host) => `${host.user}@${host.name}:${host.port}`)).toEqual([
      "deploy@canary-1:22",
      "deploy@web-eu-1:22",
      "web@web-us-1:2222",
    ]);
  });

  test("defaults are filled in and paths start at the project file", () => {
    const parsed = parseProjectFile(minimal, sourcesWith());
    expect(parsed).toMatchObject({
      ok: true,
      policy: {
        repository: { url: "/project/web.git", trunk: "main", poll: 60 },
        fleet: { privateKey: "/project/keys/id" },
        hostFailureBudget: 1,
        selection: { maxCommits: 3, goal: 1800 },
        automation: "suggest",
      },
    });
  });

  test.each(["git@example.org:shop/web.git", "githost:shop/web.git"])("%s is left as it is", (url) => {
    const parsed = parseProjectFile(minimal.replace("./web.git", url), sourcesWith());
    expect(parsed).toMatchObject({ ok: true, policy: { repository: { url } } });
  });

  test("warming up and the grace may take no time, and a second may be written in ms", () => {
    const text = minimal
      .replace("canary:", "stages: [{name: f, hosts: rest, bake: {warmup: 0, poll: 1000ms}}]\ncanary:")
      .replace("deploy:", "deploy:\n  grace: 0");
    expect(problemsOf(text)).toEqual([]);
  });

  test("a stage that only waits needs no access log", () => {
    const text = minimal.slice(0, minimal.indexOf("canary:"));
    const stages = (bake: string) => `${text}stages: [{name: f, hosts: {percent: 100}, bake: ${bake}}]\n`;
    expect(problemsOf(stages("{analysis: false}"))).toEqual([]);
    expect(problemsOf(stages("{}"))).toEqual([expect.stringContaining("need `canary.accessLog`")]);
  });

  test("keys of a known_hosts file are added to the host's own, each once", () => {
    const text = minimal.replace("  hosts:", "  knownHosts: known_hosts\n  hosts:").replace(`, hostKey: "${pin}"`, "");
    const parsed = parseProjectFile(text, sourcesWith({ "/project/known_hosts": "10.0.0.1 22\n10.0.0.2 22" }));
    expect(parsed).toMatchObject({
      ok: true,
      hosts: [
        { name: "a", hostKeys: [pin] },
        { name: "b", hostKeys: [pin] },
      ],
    });
  });
});

describe("aliases of a person's ssh", () => {
  const known: Record<string, ReturnType<ProjectFileSources["resolveAlias"]>> = {
    "web-eu": { address: "192.0.2.7", port: 2222, user: "deploy" },
    hop: { address: "bastion.example.org", port: 2200, user: "hop" },
  };
  const sources = { ...sourcesWith(), resolveAlias: (address: string) => known[address] ?? null };
  const parse = (fleet: string) =>
    parseProjectFile(
      minimal.replace(
        /fleet:[\s\S]*?deploy:\n/,
        `fleet:\n${fleet}\nstages: [{name: f, hosts: rest, bake: {}}]\ndeploy:\n`,
      ),
      sources,
    );
  const host = (more = "") => `  hosts: [{address: web-eu, hostKey: "${pin}"${more}}]`;

  test("stand for an address, a port and a user; the alias stays the host's name", () => {
    expect(parse(`  privateKey: id\n${host()}`)).toMatchObject({
      ok: true,
      hosts: [{ name: "web-eu", address: "192.0.2.7", port: 2222, user: "deploy", hostKeys: [pin] }],
    });
  });

  test("give way to what the file says, of the host or of the fleet", () => {
    expect(parse(`  privateKey: id\n  user: web\n${host(", name: a, port: 22")}`)).toMatchObject({
      hosts: [{ name: "a", address: "192.0.2.7", port: 22, user: "web" }],
    });
    expect(parse(`  privateKey: id\n  port: 2022\n${host(", user: root")}`)).toMatchObject({
      hosts: [{ address: "192.0.2.7", port: 2022, user: "root" }],
    });
  });

  test("may name the jump host, and two that lead to one machine are told", () => {
    expect(parse(`  privateKey: id\n  jump: {address: hop, hostKeys: ["${pin}"]}\n${host()}`)).toMatchObject({
      policy: { fleet: { jump: { address: "bastion.example.org", port: 2200, user: "hop" } } },
    });
    const twice = `  hosts: [{address: web-eu, hostKey: "${pin}"}, {address: 192.0.2.7, port: 2222, user: a, hostKey: "${pin}"}]`;
    expect(parse(`  privateKey: id\n${twice}`)).toMatchObject({
      problems: [{ message: 'is the same machine as "web-eu" (192.0.2.7:2222); keep one of them' }],
    });
  });
});

describe("a jump host", () => {
  const behind = (jump: string, more = "") => minimal.replace("  hosts:", `  jump: ${jump}\n${more}  hosts:`);

  test("is pinned by its own keys and by those of the known_hosts file, and logged in to as the fleet is", () => {
    const own = `SHA256:${"A".repeat(43)}`;
    const text = behind(`{address: bastion, port: 2222, hostKeys: ["${own}"]}`, "  knownHosts: known_hosts\n");
    const parsed = parseProjectFile(text, sourcesWith({ "/project/known_hosts": "bastion 2222" }));
    const jump = { address: "bastion", port: 2222, hostKeys: [own, pin] };
    expect(parsed).toMatchObject({ ok: true, policy: { fleet: { jump } } });
    const { policy } = parsed as { policy: Policy };
    const host = { name: "a", address: "10.0.0.1", port: 22, user: "web", hostKeys: [pin] };
    expect(toSshTarget(host, policy).jump).toEqual({ ...jump, name: "bastion", user: "deploy" });
    const ownUser = { ...policy.fleet, jump: { ...jump, user: "hop" } };
    expect(toSshTarget(host, { ...policy, fleet: ownUser }).jump).toMatchObject({ user: "hop" });
  });
});

const oneMistake: { title: string; from: string; to: string; line: number; says: string }[] = [
  {
    title: "an unknown key gets a suggestion",
    from: "  user: deploy",
    to: "  user: deploy\n  prot: 22",
    line: 5,
    says: "fleet.prot: is not a key that exists here; did you mean `port`?",
  },
  {
    title: "an unknown key far from any lists the known ones",
    from: "  user: deploy",
    to: "  user: deploy\n  zzzzzz: 1",
    line: 5,
    says: "known are `user`, `port`",
  },
  {
    title: "a wrong type says what to write",
    from: "run: [restart]",
    to: "run: restart",
    line: 10,
    says: 'deploy.steps[0].run: must be a list, not "restart"',
  },
  {
    title: "a number where a text belongs",
    from: "name: a,",
    to: "name: a, labels: {rack: 7},",
    line: 7,
    says: 'must be a text: put it in quotes, "7"',
  },
  {
    title: "a missing key says what it is for",
    from: "  privateKey: keys/id\n",
    to: "",
    line: 3,
    says: "fleet.privateKey: is missing; give the path",
  },
  {
    title: "one without an example says what it means",
    from: "{accessLog: {path: /var/log/access.log}}",
    to: "{metrics: {requests: http_requests_total}}",
    line: 11,
    says: "canary.metrics.url: is missing; add it. The page with the counters",
  },
  {
    title: "also one in an entry of a list",
    from: "{accessLog: {path: /var/log/access.log}}",
    to: "{accessLog: {path: /var/log/access.log}, rules: [{metric: 5xx, pct: 1}]}",
    line: 11,
    says: "canary.rules[0].op: is missing; add it. What must hold",
  },
  {
    title: "a bad choice gets a suggestion",
    from: "canary:",
    to: "automation: unatended\ncanary:",
    line: 11,
    says: "did you mean `unattended`?",
  },
  {
    title: "allowed hours need a time zone that exists",
    from: "canary:",
    to: 'allowedHours: {timeZone: Berlin, weekly: [{days: [mon], from: "09:00", to: "17:00"}]}\ncanary:',
    line: 11,
    says: "write the name of a time zone such as Europe/Berlin",
  },
  {
    title: "allowed hours need a window",
    from: "canary:",
    to: "allowedHours: {timeZone: UTC, weekly: []}\ncanary:",
    line: 11,
    says: "give at least one window",
  },
  {
    title: "a window that ends when it begins is explained",
    from: "canary:",
    to: 'allowedHours: {timeZone: UTC, weekly: [{days: [mon], from: "09:00", to: "09:00"}]}\ncanary:',
    line: 11,
    says: "an end before the beginning is on the next day",
  },
  {
    title: "a time of the day is written with four digits",
    from: "canary:",
    to: 'allowedHours: {timeZone: UTC, weekly: [{days: [mon], from: "9:00", to: "10:00"}]}\ncanary:',
    line: 11,
    says: "write a time from 00:00 to 23:59",
  },
  {
    title: "a duration needs its unit",
    from: "{url: ./web.git}",
    to: "{url: ./web.git, poll: 5x}",
    line: 2,
    says: "write a duration such as 30s, 5m or 2h",
  },
  {
    title: "a misspelt selector is recognised among the alternatives",
    from: "canary:",
    to: "stages: [{name: c, hosts: {cuont: 1}}, {name: f, hosts: rest}]\ncanary:",
    line: 11,
    says: "stages[0].hosts.cuont: is not a key that exists here; did you mean `count`?",
  },
  {
    title: "a selector of the wrong kind lists the alternatives",
    from: "canary:",
    to: "stages: [{name: c, hosts: all, bake: {}}]\ncanary:",
    line: 11,
    says: "write `rest` or a block",
  },
  { title: "two hosts of one name", from: "name: b,", to: "name: a,", line: 8, says: 'is the second host called "a"' },
  {
    title: "one machine twice",
    from: "10.0.0.2",
    to: "10.0.0.1",
    line: 8,
    says: 'is the same machine as "a" (10.0.0.1:22)',
  },
  {
    title: "two steps of one name",
    from: "run: [restart]}",
    to: "run: [x]}, {name: restart, run: [y]}",
    line: 10,
    says: 'is the second step called "restart"',
  },
  { title: "a host without a user", from: "  user: deploy\n", to: "", line: 6, says: "has no user to log in as" },
  {
    title: "a host without a key",
    from: `name: b, address: 10.0.0.2, hostKey: "${pin}"`,
    to: "name: b, address: 10.0.0.2",
    line: 8,
    says: "without a pinned host key: b",
  },
  {
    title: "an unreadable known_hosts file",
    from: "  user: deploy",
    to: "  user: deploy\n  knownHosts: gone",
    line: 5,
    says: "fleet.knownHosts: cannot be read: there is no file /project/gone",
  },
  {
    title: "a missing script",
    from: "run: [restart]",
    to: "script: gone.sh",
    line: 10,
    says: "deploy.steps[0].script: cannot be used: there is no file /project/gone.sh",
  },
  {
    title: "a step with neither run nor script",
    from: ", run: [restart]",
    to: "",
    line: 10,
    says: "give either run or script",
  },
  {
    title: "a stage that matches nothing",
    from: "canary:",
    to: "stages: [{name: c, hosts: {labels: {x: y}}, bake: {}}, {name: f, hosts: rest}]\ncanary:",
    line: 11,
    says: "stages[0].hosts: match no host",
  },
  {
    title: "a stage after the last host is gone",
    from: "canary:",
    to: "stages: [{name: c, hosts: {count: 5}, bake: {}}, {name: f, hosts: rest}]\ncanary:",
    line: 11,
    says: "earlier stages take every host",
  },
  {
    title: "hosts in no stage",
    from: "canary:",
    to: "stages: [{name: c, hosts: {count: 1}, bake: {}}]\ncanary:",
    line: 11,
    says: "take no notice of b; add a last stage with `hosts: rest`",
  },
  {
    title: "two places the numbers come from",
    from: "canary: {accessLog: {path: /var/log/access.log}}",
    to: "canary: {accessLog: {path: /var/log/access.log}, pushed: {}}",
    line: 11,
    says: "canary.pushed: cannot be used beside `accessLog`",
  },
  {
    title: "a watched stage without an access log",
    from: "canary: {accessLog: {path: /var/log/access.log}}\n",
    to: "",
    line: 1,
    says: 'need `canary.accessLog`, because stage "canary" is watched',
  },
  {
    title: "an access log nobody watches",
    from: "canary:",
    to: "stages: [{name: f, hosts: rest}]\ncanary:",
    line: 12,
    says: "is never used, because no stage is watched",
  },
  {
    title: "a bake extended to less than itself",
    from: "canary:",
    to: "stages: [{name: f, hosts: rest, bake: {for: 10m, extendTo: 5m}}]\ncanary:",
    line: 11,
    says: "must not have an `extendTo` shorter",
  },
  {
    title: "a bake that warms up for longer than it may be extended",
    from: "canary:",
    to: "stages: [{name: f, hosts: rest, bake: {warmup: 6m, for: 10m, extendTo: 15m}}]\ncanary:",
    line: 11,
    says: "must not have an `extendTo` shorter than its `warmup` and `for` together",
  },
  {
    title: "a step without any time",
    from: "run: [restart]",
    to: "run: [restart], timeout: 0",
    line: 10,
    says: 'deploy.steps[0].timeout: must be at least 1s, not "0"',
  },
  {
    title: "a bake that looks at the logs without a pause",
    from: "canary:",
    to: "stages: [{name: f, hosts: rest, bake: {poll: 10ms}}]\ncanary:",
    line: 11,
    says: 'stages[0].bake.poll: must be at least 1s, not "10ms"',
  },
  {
    title: "a rollout that takes no time",
    from: "canary:",
    to: "selection: {rolloutTime: 0s}\ncanary:",
    line: 11,
    says: 'selection.rolloutTime: must be at least 1s, not "0s"',
  },
  {
    title: "a duration longer than any timer",
    from: "run: [restart]",
    to: "run: [restart], timeout: 1000h",
    line: 10,
    says: 'deploy.steps[0].timeout: must be at most 24h, not "1000h"',
  },
  {
    title: "a transport that no fetch takes",
    from: "./web.git",
    to: "git://git.example.org/web.git",
    line: 2,
    says: "must be an https://",
  },
  {
    title: "a transport that runs commands",
    from: "./web.git",
    to: "ext::sh -c id",
    line: 2,
    says: "must be an https://",
  },
  {
    title: "an option posing as an address",
    from: "address: 10.0.0.1",
    to: "address: -oProxyCommand=id",
    line: 7,
    says: "write a host name or an IP address",
  },
  {
    title: "a stage that chooses no hosts",
    from: "canary:",
    to: "stages: [{name: f, hosts: {}}]\ncanary:",
    line: 11,
    says: "stages[0].hosts: give labels, a count or a percent",
  },
  {
    title: "a stage that chooses both a count and a share",
    from: "canary:",
    to: "stages: [{name: f, hosts: {count: 1, percent: 10}}]\ncanary:",
    line: 11,
    says: "stages[0].hosts: give either count or percent",
  },
  {
    title: "an order that does not exist",
    from: "canary:",
    to: "stages: [{name: f, hosts: rest, order: rnadom, bake: {}}]\ncanary:",
    line: 11,
    says: "did you mean `random`?",
  },
  {
    title: "an exit code that is none",
    from: "run: [restart]",
    to: "run: [restart], retryOn: [0]",
    line: 10,
    says: "deploy.steps[0].retryOn[0]: must be at least 1",
  },
  {
    title: "a jump host whose key nobody has pinned",
    from: "  hosts:",
    to: "  jump: {address: bastion}\n  hosts:",
    line: 6,
    says: "fleet.jump: without a pinned host key; add `hostKeys: [SHA256:…]`",
  },
  {
    title: "a key written twice",
    from: "project: web\n",
    to: "project: web\nproject: api\n",
    line: 2,
    says: "written twice",
  },
];

describe("one mistake", () => {
  test.each(oneMistake)("$title", ({ from, to, line, says }) => {
    expect(minimal).toContain(from);
    const problems = problemsOf(minimal.replace(from, to));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(says);
    expect(problems[0]).toMatch(new RegExp(`^f:${line}:`));
  });
});

test("all mistakes are told at once, in the order of the file", () => {
  const text = minimal
    .replace("project: web", "project: Web!")
    .replace("user: deploy", "user: deploy\n  prot: 22")
    .replace("name: b,", "name: a,")
    .replace("run: [restart]", "script: gone.sh")
    .replace("canary:", "automation: yes\ncanary:");
  const problems = problemsOf(text);
  expect(problems.map((problem) => Number(problem.split(":")[1]))).toEqual([1, 5, 9, 11, 12]);
});

test.each(["", "- a\n- b\n", "just words", "# nothing\n"])("%j is no project file", (text) => {
  expect(problemsOf(text)).toEqual([expect.stringContaining("a project file is a list of `key: value` lines")]);
});

test("text that is not YAML is told with its place, and nothing else", () => {
  const problems = problemsOf(`${minimal}extra: [1, 2\n`);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.every((problem) => !problem.includes("is missing"))).toBe(true);
});

test("hostile documents end in problems, not in exceptions", () => {
  const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\n${"bcdefghij"
    .split("")
    .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${"abcdefghij"[index]}`)}]`)
    .join("\n")}\n`;
  expect(problemsOf(bomb).length).toBeGreaterThan(0);
  expect(problemsOf("__proto__: {polluted: true}\nconstructor: 1\n").length).toBeGreaterThan(0);
  expect(problemsOf("fleet: null\nrepository: 3\nstages: {}\ndeploy: []\ncanary: x\n").length).toBeGreaterThan(5);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
