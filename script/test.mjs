// npm test: prepares everything, runs every test there is, and closes with "N passed, N failed".
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPages, checkNode, generateClient, installPackages } from "../bin/setup/prepare.mjs";
import { packageCommand, runStep } from "./run-step.mjs";
import { findBrowser, provideSystemNeeds } from "./system-needs.mjs";
import { verify } from "./verify.mjs";

const reports = mkdtempSync(join(tmpdir(), "sauron-reports-"));
const total = { passed: 0, failed: 0 };

/** @param {string} title */
function announce(title) {
  process.stdout.write(`\n== ${title}\n`);
}

/**
 * Adds a report up. A runner that failed without a failed test (a file that does not load, no report) counts as one.
 *
 * @param {string} file
 * @param {boolean} ok whether the runner was content
 * @param {(report: any) => { passed: number, failed: number }} read
 */
function addReport(file, ok, read) {
  let counts = { passed: 0, failed: 0 };
  try {
    counts = read(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    ok = false;
  }
  total.passed += counts.passed;
  total.failed += ok ? counts.failed : Math.max(1, counts.failed);
}

/** @param {{ numPassedTests: number, numFailedTests: number }} report */
const readVitest = (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests });
/** @param {{ stats: { expected: number, flaky: number, unexpected: number } }} report */
const readPlaywright = ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky });

async function runChecks() {
  announce("checks and pure tests");
  const report = join(reports, "pure.json");
  const failed = await verify({ report });
  addReport(report, !failed.includes("pure tests"), readVitest);
  total.failed += failed.filter((name) => name !== "pure tests").length;
}

/** @param {string} project */
async function runVitest(project) {
  announce(`${project} tests`);
  const report = join(reports, `${project}.json`);
  const args = ["run", "--project", project, "--passWithNoTests", "--reporter=default", "--reporter=json"];
  const { code } = await runStep(packageCommand("vitest", [...args, `--outputFile.json=${report}`]), {
    output: "show",
  });
  addReport(report, code === 0, readVitest);
}

async function runBrowser() {
  announce("browser tests");
  const report = join(reports, "browser.json");
  const { code } = await runStep(packageCommand("playwright", ["test", "--reporter=list,json"]), {
    output: "show",
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, SAURON_BROWSER: findBrowser() ?? "" },
  });
  addReport(report, code === 0, readPlaywright);
}

async function runAll() {
  checkNode();
  await installPackages();
  await generateClient();
  await provideSystemNeeds();
  await runChecks();
  for (const project of ["db", "queue", "ssh", "system"]) await runVitest(project);
  announce("production build");
  await buildPages();
  await runBrowser();
}

try {
  await runAll();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  total.failed += 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
