/** Elsewhere than on a terminal a line at this interval says that it goes on: nobody should wonder for a minute. */
const lineMs = 10_000;
const redrawMs = 200;
const barWidth = 24;

/**
 * Says what is done and that it still is: on a terminal as a bar that fills over the usual time, elsewhere as lines.
 * @template T
 * @param {string} what a sentence without a full stop, e.g. "Building the web pages"
 * @param {number} usualSeconds how long it takes on an ordinary machine
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` returns
 */
export async function sayProgress(what, usualSeconds, work) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  const { stderr } = process;
  if (!stderr.isTTY) stderr.write(`sauron | ${what} (usually about ${usualSeconds} s)\n`);
  const draw = () => stderr.write(`\r\u001b[Ksauron | ${what} ${drawProgress(seconds(), usualSeconds)}`);
  const sayLine = () => stderr.write(`sauron | … still at it (${seconds()} s)\n`);
  if (stderr.isTTY) draw();
  const timer = stderr.isTTY ? setInterval(draw, redrawMs) : setInterval(sayLine, lineMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (stderr.isTTY) stderr.write(`\r\u001b[Ksauron | ${what}: ${seconds()} s\n`);
  }
}

/**
 * "▇▇▇▇▇▁▁▁ 12 s of usually about 30 s". Time is all that is known of what npm and the build have done, so the bar never
 * looks full before the end.
 * @param {number} seconds so far
 * @param {number} usualSeconds
 */
export function drawProgress(seconds, usualSeconds) {
  const filled = Math.min(barWidth - 1, Math.floor((seconds / usualSeconds) * barWidth));
  return `${"▇".repeat(filled)}${"▁".repeat(barWidth - filled)} ${seconds} s of usually about ${usualSeconds} s`;
}
