import { checkReport } from "../domain/report-check/check-report.ts";
import type { CheckAnswer } from "../domain/report-check/check-report.ts";
import { readReportSheet } from "../domain/report-check/report-sheet.ts";
import type { CliIo } from "./io.ts";
import { messageOf, readOneFile } from "./io.ts";

const help = `cellproof check [FILE]

Checks a published carbon footprint report against itself and against what such reports usually say: {"report": …,
"declared": …} as JSON, or an array of them. Every finding has a code, its place, a severity, what was expected, a
sentence and how to mend it, in English and Chinese.

A spreadsheet (.xlsx, .csv) is read too. Its first lines have a name and values beside it: product; functional unit, 1,
kWh; boundary, cradle-to-gate; stages, raw_materials, production; total, 47.4, tCO2e; output, 1, MWh; result, 47.4,
kgCO2e/kWh; share, production, 48; stage, production, 22.7, tCO2e; gwp set; site; year; electricity; standard; author;
verifier. Whatever else the report says stands in lines of its own, one for each statement: fuel, production, diesel,
4.2; gas, CH4, 27.9, AR6; factor in the text; exclusion; claim; offset; allocation; formula; law; hot spot; boundary in
the text, and so on. A line that begins with "stage" and "name" opens the table: stage, name, amount, unit, factor,
factor unit, emission, unit. Names may be Chinese.

Exit code 0 when nothing was found (severity "info" counts as nothing), 1 when something was, 2 when the file or a part
of the report could not be read.
`;

/** `cellproof check`: reports in, findings out. Nothing is stored and nothing leaves the machine. */
export async function runCheck(args: string[], io: CliIo): Promise<number> {
  const given = await readOneFile({ name: "check", help }, args, io);
  if ("exit" in given) return given.exit;
  const { name, bytes } = given;
  const request = await readRequest(bytes, name, io);
  const answers = Array.isArray(request) ? request.map((one) => checkReport(one)) : checkReport(request);
  io.out(`${JSON.stringify(answers, null, 2)}\n`);
  return exitCode([answers].flat(), io);
}

/** What the bytes ask to be checked; undefined, which is answered as a report that is no object, when nobody can tell. */
async function readRequest(bytes: Uint8Array, name: string, io: CliIo): Promise<unknown> {
  const isWorkbook = bytes[0] === 0x50 && bytes[1] === 0x4b;
  try {
    if (!isWorkbook) return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (!/\.(csv|tsv|txt)$/i.test(name)) {
      io.err(`cellproof check: ${name} is no JSON in UTF-8: ${messageOf(error)}\n`);
      return undefined;
    }
  }
  // Loaded only when it is needed: the packages behind it take longer than the check.
  const { readSpreadsheet } = await import("../platform/spreadsheet.ts");
  const workbook = await readSpreadsheet(bytes);
  if (!workbook.ok) {
    io.err(`cellproof check: ${name}: ${workbook.problems.map(({ code }) => code).join(", ")}\n`);
    return undefined;
  }
  const { request, unread } = readReportSheet(workbook.value);
  for (const { row, text } of unread) io.err(`cellproof check: ${name}, row ${row}: "${text}" is not read\n`);
  return request;
}

function exitCode(answers: readonly CheckAnswer[], io: CliIo): number {
  const unread = answers.filter(({ errors }) => errors !== undefined).length;
  if (unread > 0) {
    io.err(`cellproof check: ${unread} of ${answers.length} could not be read entirely; see "errors"\n`);
    return 2;
  }
  const found = answers.filter(({ findings }) => findings.some(({ severity }) => severity !== "info")).length;
  if (found > 0) io.err(`cellproof check: findings in ${found} of ${answers.length}\n`);
  return found > 0 ? 1 : 0;
}
