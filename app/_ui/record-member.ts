import type { Catalogue } from "../../server/domain/catalogue/catalogue.ts";
import { findAttribute } from "../../server/domain/catalogue/catalogue.ts";
import type { Language } from "../_text/languages.ts";
import { messagesOf } from "../_text/text.ts";
import { signs } from "./signs.ts";
import { wordIn } from "./word-in.ts";

/**
 * What a member of a record or of a result is called, by its place in it: `voluntary.carbonFootprint.stages[1].kgCO2e`
 * is the emission of the second of `stages`, `stagesKg.production` that of the named one, `linesKg.cathode` that of a
 * line. Empty for one without a name. Data points are called as `catalogue` calls them.
 */
export function recordMember(
  language: Language,
  catalogue: Catalogue,
  path: string,
  stages: readonly string[] = [],
): string {
  const attribute = attributeMember(language, catalogue, path);
  if (attribute !== null) return attribute;
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

/** The attribute of the catalogue at a place, and which member of it; null where no attribute stands. Of the server only. */
function attributeMember(language: Language, catalogue: Catalogue, path: string): string | null {
  const [, id = "", inner = ""] = /^(?:(?:statutory|voluntary\.attributes)\.)?(\w+)(.*)$/.exec(path) ?? [];
  const attribute = findAttribute(catalogue, id);
  if (attribute === undefined) return null;
  const type = attribute.type.kind === "list" ? attribute.type.of : attribute.type;
  const last = inner.split(".").at(-1) ?? "";
  const member = type.kind === "object" ? type.members.find(({ id: name }) => name === last) : undefined;
  return [attribute.title[language], ...(member === undefined ? [] : [member.title[language]])].join(
    signs(language).colon,
  );
}

/** Members of a result by the name they have in a record. */
const membersOfResult: Readonly<Record<string, string>> = {
  cfp: "kgCO2ePerKWh",
  totalKg: "totalKgCO2e",
};
