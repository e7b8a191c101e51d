import type { ResultSheet } from "../domain/verification/result-sheet.ts";
import { printable } from "./verdict-lines.ts";

/** What a result sheet says, in its own words: to be believed as far as the verdict above it goes. */
export function linesOfSheet(sheet: ResultSheet): string {
  const { madeBy, program, checkedAt, asOf, list, log, checked, words } = sheet;
  const say = (code: string) => words.en[code] ?? code;
  const lines = [
    "",
    `The sheet says (made by ${madeBy === "registry" ? "the registry" : "a reader"} with ${program}):`,
    `  checked ${checkedAt}, as of ${asOf}${log === null ? "" : `, log ${log.origin} of ${String(log.size)} entries`}`,
    ...(list === null ? [] : [`  a list of ${String(list.rows)} rows, SHA-256 ${list.sha256}`]),
  ];
  for (const { row, asked, product, operator, version, record, answer, headline, parts } of checked) {
    const what = [product ?? asked, operator, version === null ? null : `version ${String(version)}`];
    lines.push("", `  ${String(row)}. ${what.filter((one) => one !== null).join(", ")}`);
    if (answer !== null) lines.push(`     ${say(`answer.${answer}`)}`);
    if (headline !== null) lines.push(`     ${say(`headline.${headline}`)}`);
    if (record !== null) lines.push(`     record of ${String(record.bytes)} bytes, SHA-256 ${record.sha256}`);
    for (const { part, state, code } of parts) {
      lines.push(
        `     ${say(`part.${part}`)}: ${say(`state.${state}`)}${code === null ? "" : ` [${code}] ${say(code)}`}`,
      );
    }
  }
  return `${lines.map((line) => printable(line)).join("\n")}\n`;
}
