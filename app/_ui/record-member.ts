import type { Language } from "../_text/languages.ts";
import { messagesOf } from "../_text/text.ts";
import { signs } from "./signs.ts";
import { wordIn } from "./word-in.ts";

/**
 * What a member of a record or of a result is called, by its place in it: `voluntary.carbonFootprint.stages[1].kgCO2e`
 * is the emission of the second of `stages`, `stagesKg.production` that of the named one, `linesKg.cathode` that of a
 * line. Empty for one without a name.
 */
export function recordMember(language: Language, path: string, stages: readonly string[] = []): string {
  const { review, console: words } = messagesOf(language);
  const names: Readonly<Record<string, string>> = review.recordName;
  const [, list = "", of = ""] = /^(stagesKg|shares|linesKg)\.(.+)$/.exec(path) ?? [];
  const ofResult = list === "shares" ? names["share"] : names["kgCO2e"];
  const stage = list === "" ? stages[Number(/\.stages\[(\d+)\]/.exec(path)?.[1] ?? "-1")] : of;
  const last = path.split(".").at(-1) ?? "";
  const parts = [
    stage === undefined ? undefined : list === "linesKg" ? stage : wordIn(words.stage, stage),
    list === "" ? names[membersOfResult[last] ?? last] : ofResult,
  ];
  return parts.filter((part) => part !== undefined).join(signs(language).colon);
}

/** Members of a result by the name they have in a record. */
const membersOfResult: Readonly<Record<string, string>> = {
  cfp: "kgCO2ePerKWh",
  totalKg: "totalKgCO2e",
};
