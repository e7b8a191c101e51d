import { checkReport } from "../domain/report-check/check-report.ts";
import type { CheckAnswer } from "../domain/report-check/check-report.ts";
import type { CliIo } from "./io.ts";

const help = `cellproof check [FILE]

Checks a published carbon footprint report against itself and against what such reports usually say: {"report": …,
"declared": …} as JSON, or an array of them. Every finding has a code, its place, a severity, what was expected, a
sentence and how to mend it, in English and Chinese.

Exit code 0 when nothing was found (severity "info" counts as nothing), 1 when something was, 2 when the file or a part
of the report could not be read.
`;

/** `cellproof check`: reports in, findings out. Nothing is stored and nothing leaves the machine. */
export async function runCheck(args: string[], io: CliIo): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    io.out(help);
    return 0;
  }
  const [file = "-", ...more] = args;
  if (more.length > 0 || (file.startsWith("-") && file !== "-")) {
    io.err(`cellproof check: expected one file or "-", got ${args.join(" ")}\n\n${help}`);
    return 2;
  }
  const name = file === "-" ? "standard input" : file;
  let bytes: Uint8Array;
  try {
    bytes = await io.readInput(file);
  } catch (error) {
    io.err(`cellproof check: cannot read ${name}: ${messageOf(error)}\n`);
    return 2;
  }
  let request: unknown;
  try {
    request = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    // Left undefined, it is answered as a report that is no object.
    io.err(`cellproof check: ${name} is no JSON in UTF-8: ${messageOf(error)}\n`);
  }
  const answers = Array.isArray(request) ? request.map((one) => checkReport(one)) : checkReport(request);
  io.out(`${JSON.stringify(answers, null, 2)}\n`);
  return exitCode([answers].flat(), io);
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
