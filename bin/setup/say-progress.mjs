/** Says what is done and then, at growing intervals, that it still is: nobody should wonder for a minute. */
const intervalMs = 10_000;

/**
 * @template T
 * @param {string} what a sentence without a full stop, e.g. "Building the web pages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` returns
 */
export async function sayProgress(what, work) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  process.stderr.write(`sauron | ${what}\n`);
  const timer = setInterval(() => process.stderr.write(`sauron | … still at it (${seconds()} s)\n`), intervalMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
