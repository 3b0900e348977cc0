/** Orders in which a stage chooses and deploys its hosts: as the fleet lists them, by name, or shuffled. */
export const hostOrders = ["listed", "name", "random"] as const;

export type HostOrder = (typeof hostOrders)[number];

/**
 * Hosts in an order. A shuffle is made of the seed alone, so that the same rollout is always dealt the same way and
 * what was shown before it started is what happens.
 */
export function orderHosts<H extends { name: string }>(hosts: readonly H[], order: HostOrder, seed: number): H[] {
  switch (order) {
    case "listed":
      return [...hosts];
    case "name":
      return [...hosts].sort((a, b) => compareNames(a.name, b.name));
    case "random":
      return shuffle(hosts, seed);
  }
}

/** "web-9" before "web-10": runs of digits count as numbers. Independent of any locale. */
function compareNames(a: string, b: string): number {
  const [first, second] = [splitName(a), splitName(b)];
  for (let index = 0; index < Math.min(first.length, second.length); index++) {
    const [left = "", right = ""] = [first[index], second[index]];
    const isNumeric = /^\d/.test(left) && /^\d/.test(right);
    if (isNumeric && Number(left) !== Number(right)) return Number(left) - Number(right);
    if (left !== right && !isNumeric) return left < right ? -1 : 1;
  }
  return first.length - second.length || (a < b ? -1 : a > b ? 1 : 0);
}

function splitName(name: string): string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

/** Every host is given a number made of its name and the seed: one that comes or goes does not mix up the others. */
function shuffle<H extends { name: string }>(hosts: readonly H[], seed: number): H[] {
  return hosts
    .map((host) => ({ host, rank: hash(`${seed}/${host.name}`) }))
    .sort((a, b) => a.rank - b.rank || compareNames(a.host.name, b.host.name))
    .map(({ host }) => host);
}

/** FNV-1a, then two rounds of mixing, so that names that differ in their last letter lie far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
