// npm test: prepares everything, runs every test there is, and closes with "N passed, N failed".
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { buildPages, checkNode, generateClient, installPackages } from "../bin/setup/prepare.mjs";
import { packageCommand, root, runStep } from "./run-step.mjs";
import { findBrowser, provideSystemNeeds } from "./system-needs.mjs";
import { verify } from "./verify.mjs";

const reports = mkdtempSync(join(tmpdir(), "sauron-reports-"));
const total = { passed: 0, failed: 0 };
/** @type {string[]} What failed, told again at the end: it may stand thousands of lines further up. */
const failures = [];

/**
 * @typedef {{ passed: number, failed: string[] }} Counts
 */

/** @param {string} title */
function announce(title) {
  process.stdout.write(`\n== ${title}\n`);
}

/**
 * Adds a report up. A runner that failed without a failed test (a file that does not load, no report) counts as one.
 *
 * @param {string} runner
 * @param {string} file
 * @param {boolean} ok whether the runner was content
 * @param {(report: any) => Counts} read
 */
function addReport(runner, file, ok, read) {
  /** @type {Counts} */
  let counts = { passed: 0, failed: [] };
  try {
    counts = read(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    ok = false;
  }
  total.passed += counts.passed;
  if (!ok && counts.failed.length === 0) addFailure(`${runner}: ended without a result of each test`);
  for (const name of counts.failed) addFailure(`${runner}: ${name}`);
}

/** @param {string} what */
function addFailure(what) {
  total.failed += 1;
  failures.push(what);
}

/**
 * @param {{ numPassedTests: number, testResults: { name: string, assertionResults: { status: string, fullName: string }[] }[] }} report
 * @returns {Counts}
 */
function readVitest({ numPassedTests, testResults }) {
  const failed = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => `${relative(root, name)} ${fullName}`),
  );
  return { passed: numPassedTests, failed };
}

/**
 * @typedef {{ suites?: Suite[], specs?: { title: string, file: string, tests: { status: string }[] }[] }} Suite
 * @param {Suite & { stats: { expected: number } }} report
 * @returns {Counts}
 */
function readPlaywright(report) {
  const failed = listSpecs(report)
    .filter(({ tests }) => tests.some(({ status }) => status === "unexpected" || status === "flaky"))
    .map(({ file, title }) => `${file} ${title}`);
  return { passed: report.stats.expected, failed };
}

/**
 * @param {Suite} suite
 * @returns {{ title: string, file: string, tests: { status: string }[] }[]}
 */
function listSpecs({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(listSpecs)];
}

async function runChecks() {
  announce("checks and pure tests");
  const report = join(reports, "pure.json");
  const failed = await verify({ report });
  addReport("pure tests", report, !failed.includes("pure tests"), readVitest);
  for (const name of failed.filter((name) => name !== "pure tests")) addFailure(name);
}

/** @param {string} project */
async function runVitest(project) {
  announce(`${project} tests`);
  const report = join(reports, `${project}.json`);
  const args = ["run", "--project", project, "--passWithNoTests", "--reporter=default", "--reporter=json"];
  const { code } = await runStep(packageCommand("vitest", [...args, `--outputFile.json=${report}`]), {
    output: "show",
  });
  addReport(`${project} tests`, report, code === 0, readVitest);
}

/** The whole thing with faults all the time; the seed stays, so that what it finds can be found again. */
async function runChaos() {
  const args = ["--import", "tsx", "chaos/run-chaos.ts", "--minutes", "3", "--seed", "1"];
  const { code, output } = await runStep([process.execPath, ...args], { output: "collect" });
  announce("chaos");
  process.stdout.write(output);
  if (code === 0) total.passed += 1;
  else addFailure("chaos");
}

/** Those on a console that stands still would make it longer than anybody waits for: `npm run test:checklist`. */
const journeys = ["busy", "calm", "outside"].flatMap((name) => ["--project", name]);

async function runBrowser() {
  announce("browser tests");
  const report = join(reports, "browser.json");
  const { code } = await runStep(packageCommand("playwright", ["test", ...journeys, "--reporter=list,json"]), {
    output: "show",
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, SAURON_BROWSER: findBrowser() ?? "" },
  });
  addReport("browser tests", report, code === 0, readPlaywright);
}

async function runAll() {
  checkNode();
  await installPackages();
  await generateClient();
  await provideSystemNeeds();
  await runChecks();
  for (const project of ["db", "queue"]) await runVitest(project);
  announce("production build");
  // What waits most of the time goes beside what does not, or beside its like.
  await Promise.all([buildPages(), runVitest("ssh")]);
  await Promise.all([runVitest("system"), runChaos()]);
  await runBrowser();
}

try {
  await runAll();
} catch (error) {
  addFailure(error instanceof Error ? error.message : String(error));
} finally {
  rmSync(reports, { recursive: true, force: true });
}
if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.map((what) => `  ${what}\n`).join("")}`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
