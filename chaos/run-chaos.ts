import { describeFindings } from "./describe-findings";
import { inflictFaults } from "./inflict-faults";
import { parseOptions } from "./parse-options";
import { bringPeople } from "./people";
import { createRandom } from "./random";
import { startWorld } from "./world";

/** Long enough for a host that is asked again and again, twelve times. */
const patienceSeconds = 240;

/** `npm run chaos -- --minutes 10 --seed 7`: exit code 1 when a property did not hold. */
const options = parseOptions(process.argv.slice(2));
const startedAt = Date.now();
const say = (text: string) => {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  process.stdout.write(`${String(seconds).padStart(5)} s  ${text}\n`);
};

say(`${options.minutes} minutes, seed ${options.seed}, ${options.hosts} hosts`);
const world = await startWorld(options, createRandom(options.seed));
try {
  const people = bringPeople(world);
  const counts = await inflictFaults(world, Date.now() + options.minutes * 60_000, say);
  say("no more faults: what is under way comes to its end");
  people.calmDown();
  await people.untilIdle(patienceSeconds);
  await people.leave();
  say("nothing is under way");
  const findings = await world.checker.finish();
  process.stdout.write(describeFindings(findings, counts, world.moments));
  process.exitCode = findings.violations.length > 0 ? 1 : 0;
} finally {
  await world.end();
}
