import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { installedPostgres, postgresBinaries, postgresMajor } from "../db/postgres-binaries.ts";
import { root } from "./build.mjs";

/**
 * `npm test`: everything, in the order in which it is cheapest to fail. `npm run check` (`--fast`): the same without
 * the second PostgreSQL, the build and the browser. The last line is `N passed, N failed` over all of it, a static check
 * counting as one. What was skipped is named; with CI=true it counts as failed, for nobody would see it otherwise.
 */
const isFast = process.argv.includes("--fast");
const isStrict = process.env.CI === "true";
const reports = path.join(root, "test-results");
/** @type {{ passed: number, failed: number, skipped: string[], failures: string[] }} What failed and was skipped, by name. */
const tally = { passed: 0, failed: 0, skipped: [], failures: [] };

process.chdir(root);
fs.mkdirSync(reports, { recursive: true });

check("format", "oxfmt", ["--check", "."]);
check("lint and architecture", "oxlint", ["--type-aware"]);
run("types of routes", "next", ["typegen"]);
check("types", "tsc", ["--noEmit"]);
check("dead code", "knip", []);
check("lock file names every optional package", process.execPath, [
  "server/tools/complete-lock.mjs",
  "--check",
]);
unit("unit and integration tests", []);
if (!isFast) {
  const embedded = postgresMajor(postgresBinaries());
  const other = installedPostgres().find(({ major }) => major !== embedded && major >= 15);
  if (other === undefined)
    tally.skipped.push(
      "integration tests on another major version of PostgreSQL: none found in /usr/lib/postgresql",
    );
  else
    unit(`integration tests on PostgreSQL ${other.major}`, ["db", "server/services", "server/soak"], {
      CELLPROOF_TEST_PG_BIN: other.binDir,
    });
  if (
    check("build", process.execPath, [
      "--input-type=module",
      "-e",
      'await (await import("./server/build.mjs")).buildIfNeeded()',
    ])
  )
    stories();
}
conclude();

/** One program that passes or fails as a whole. */
function check(title, program, args) {
  const ended = run(title, program, args);
  if (ended.status === 0) tally.passed += 1;
  else failed(title);
  return ended.status === 0;
}

/** The end of a log is what is read first, so every failure is named there again. */
function failed(name) {
  tally.failed += 1;
  tally.failures.push(name);
}

function unit(title, filters, env = {}) {
  const report = path.join(reports, "unit.json");
  fs.rmSync(report, { force: true });
  const ended = run(
    title,
    "vitest",
    ["run", ...filters, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    env,
  );
  const result = readReport(report);
  if (result === undefined) return failed(`${title}: no report`);
  tally.passed += result.numPassedTests;
  for (const file of result.testResults) {
    // A file that broke before its first test has none to count.
    const name = path.relative(root, file.name);
    if (file.status === "failed" && file.assertionResults.length === 0) failed(`${title}: ${name}`);
    for (const test of file.assertionResults) {
      if (test.status === "failed")
        failed(`${title}: ${name}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
      if (["pending", "skipped", "todo", "disabled"].includes(test.status))
        tally.skipped.push(`${title}: ${test.fullName}`);
    }
  }
  if (ended.status !== 0 && result.numFailedTests === 0 && result.success)
    failed(`${title}: ended with ${ended.status} though every test passed`);
}

function stories() {
  const report = path.join(reports, "e2e.json");
  fs.rmSync(report, { force: true });
  const ended = run("end-to-end stories in Chromium", "playwright", ["test"]);
  const result = readReport(report);
  if (result === undefined) return failed("stories: no report");
  tally.passed += result.stats.expected;
  const fallen = storiesOf(result.suites, ["unexpected", "flaky"]);
  for (const title of fallen) failed(`stories: ${title}`);
  if (ended.status !== 0 && fallen.length === 0) failed(`stories: ended with ${ended.status}`);
  for (const title of storiesOf(result.suites, ["skipped"])) tally.skipped.push(`stories: ${title}`);
}

function storiesOf(suites, statuses) {
  return suites.flatMap((suite) => [
    ...storiesOf(suite.suites ?? [], statuses),
    ...(suite.specs ?? [])
      .filter((spec) => spec.tests.some((test) => statuses.includes(test.status)))
      .map((spec) => `${spec.file}: ${spec.title}`),
  ]);
}

function firstLine(text) {
  return (text ?? "").split("\n", 1)[0].slice(0, 300);
}

function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function run(title, program, args, env = {}) {
  console.log(`\n== ${title}`);
  const started = Date.now();
  const [command, ...before] =
    program === process.execPath ? [program] : [process.execPath, binaryOf(program)];
  const ended = spawnSync(command, [...before, ...args], {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  console.log(
    `== ${title}: ${ended.status === 0 ? "passed" : "FAILED"} in ${Math.round((Date.now() - started) / 1000)} s`,
  );
  return ended;
}

/** The script behind a package's command, so that no shell stands between and Windows needs nothing of its own. */
function binaryOf(command) {
  const owners = { tsc: "typescript", playwright: "@playwright/test" };
  const owner = owners[command] ?? command;
  const file = path.join(root, "node_modules", owner, "package.json");
  const { bin } = createRequire(import.meta.url)(file);
  return path.join(path.dirname(file), typeof bin === "string" ? bin : bin[command]);
}

function conclude() {
  if (tally.skipped.length > 0) {
    console.log(`\nSkipped (${tally.skipped.length})${isStrict ? ", which counts as failed here" : ""}:`);
    for (const name of tally.skipped) console.log(`- ${name}`);
  }
  if (tally.failures.length > 0) {
    console.log(`\nFailed (${tally.failures.length}):`);
    for (const name of tally.failures) console.log(`- ${name}`);
  }
  const sum = tally.failed + (isStrict ? tally.skipped.length : 0);
  console.log(`\n${tally.passed} passed, ${sum} failed`);
  process.exitCode = sum === 0 ? 0 : 1;
}
