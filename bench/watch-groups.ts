/**
 * Child process of a benchmark: tells "ready", then once every process group named as an argument is gone, when each
 * went (epoch ms, in the order of the arguments).
 */
const groups = process.argv.slice(2).map(Number);
const goneAt = new Map<number, number>();

function isGone(group: number): boolean {
  try {
    process.kill(-group, 0);
    return false;
  } catch {
    return true;
  }
}

process.send?.("ready");
const timer = setInterval(() => {
  for (const group of groups) if (!goneAt.has(group) && isGone(group)) goneAt.set(group, Date.now());
  if (goneAt.size < groups.length) return;
  clearInterval(timer);
  process.send?.(groups.map((group) => goneAt.get(group)));
  process.disconnect();
}, 10);
