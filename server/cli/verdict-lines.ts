import type { PartVerdict, Verdict } from "../domain/verification/verdict.ts";
import { outcomes } from "../domain/verification/verdict.ts";
import { englishVerdict, explanationOf, headlineOf } from "../domain/verification/words.ts";

/** A verdict in words: the whole in one sentence, then each part with its reason and evidence. */
export function wordsOf(verdict: Verdict): string {
  const lines = [englishVerdict.headlines[headlineOf(verdict)]];
  if (verdict.demonstration) lines.push(englishVerdict.demonstration);
  lines.push("");
  for (const part of verdict.parts) {
    lines.push(
      `${englishVerdict.parts[part.part].name}: ${englishVerdict.states[part.state]}${placed(part)}`,
    );
    lines.push(`  ${explanationOf(part, englishVerdict)}${part.code === undefined ? "" : ` [${part.code}]`}`);
    for (const [evidence, value] of Object.entries(part.evidence))
      lines.push(`  ${evidence}: ${printable(value)}`);
  }
  lines.push("", `Checked for ${verdict.checkedAt}.`, "");
  return lines.join("\n");
}

/** A verdict on one line: outcome, file, and each part that does not simply hold. */
export function lineOf(file: string, verdict: Verdict): string {
  const parts = verdict.parts.filter(({ state }) => state !== "ok" && state !== "notAsked");
  const trouble = parts.map(({ part, state, code }) =>
    `${part} ${englishVerdict.states[state]} ${code ?? ""}`.trim(),
  );
  return `${[verdict.overall.padEnd(13), printable(file), ...trouble].join("  ")}\n`;
}

/** How many records came to what. */
export function summaryOf(verdicts: readonly Verdict[]): string {
  const counts = outcomes.map((outcome) => [
    outcome,
    verdicts.filter(({ overall }) => overall === outcome).length,
  ]);
  const told = counts.filter(([, count]) => count !== 0).map(([outcome, count]) => `${count} ${outcome}`);
  return `\n${verdicts.length} checked: ${told.join(", ")}\n`;
}

/** Since when, or where: what a reader wants to know of a part besides its state. */
function placed({ part, evidence }: PartVerdict): string {
  if (part === "status" && evidence["asOf"] !== undefined) return `, as of ${evidence["asOf"]}`;
  const { leafIndex, treeSize, witnessedAt } = evidence;
  if (part === "log" && leafIndex !== undefined) return `, entry ${leafIndex} of ${treeSize ?? "?"}`;
  return part === "witnesses" && witnessedAt !== undefined ? `, at ${witnessedAt}` : "";
}

/** Evidence was written by a stranger: no control character of it reaches the terminal. */
export function printable(value: string): string {
  return value.replaceAll(/\p{C}/gu, "\u{FFFD}");
}
