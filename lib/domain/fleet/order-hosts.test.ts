import { expect, test } from "vitest";
import { orderHosts } from "./order-hosts";

const named = (...names: string[]) => names.map((name) => ({ name }));
const namesOf = (hosts: { name: string }[]) => hosts.map((host) => host.name);
const fleet = named(...Array.from({ length: 40 }, (_, index) => `web-${index}`));

test("by name, numbers count as numbers", () => {
  const hosts = named("web-10", "web-9", "web", "db-2", "web-9a");
  expect(namesOf(orderHosts(hosts, "name", 1))).toEqual(["db-2", "web", "web-9", "web-9a", "web-10"]);
});

test("the same rollout is shuffled the same way, another one differently, and nobody is lost", () => {
  const first = namesOf(orderHosts(fleet, "random", 7));
  expect(namesOf(orderHosts([...fleet].reverse(), "random", 7))).toEqual(first);
  expect(namesOf(orderHosts(fleet, "random", 8))).not.toEqual(first);
  expect([...first].sort()).toEqual(namesOf(fleet).sort());
});

test("every host comes first sooner or later", () => {
  const firsts = new Set(Array.from({ length: 400 }, (_, seed) => orderHosts(fleet, "random", seed)[0]?.name));
  expect(firsts.size).toBeGreaterThan(35);
});

test("a host that goes does not mix up the others", () => {
  const all = namesOf(orderHosts(fleet, "random", 3));
  const without = namesOf(orderHosts(fleet.slice(1), "random", 3));
  expect(without).toEqual(all.filter((name) => name !== "web-0"));
});
