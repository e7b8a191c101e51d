import { isJsonObject, parseStrictJson } from "../record/strict-json.ts";
import { parsePolicy } from "../transparency/policy.ts";
import { unverifiedClaims } from "./read-record.ts";
import { isResultSheet } from "./verify-sheet.ts";

/** What a file can be that helps to check a record. */
export type MaterialKind =
  | "record"
  | "bundle"
  | "keys"
  | "statusList"
  | "tokenStatusList"
  | "proof"
  | "policy"
  | "resultSheet";

/**
 * What a text is by its look; null for none of these. It only decides where the text is looked at: whether it is sound is
 * judged there, and a forged look leads to a refusal there.
 */
export function kindOfMaterial(text: string): MaterialKind | null {
  if (isResultSheet(text)) return "resultSheet";
  if (text.startsWith("c2sp.org/tlog-proof@")) return "proof";
  if (text.trimStart().startsWith("{")) {
    const json = parseStrictJson(text);
    if (!json.ok || !isJsonObject(json.value)) return null;
    if (Object.hasOwn(json.value, "record")) return "bundle";
    return Object.hasOwn(json.value, "keys") ? "keys" : null;
  }
  if (/^[\w-]+\.[\w-]+\.[\w-]+(~[\w-]*)*$/.test(text)) {
    const claims = unverifiedClaims(text);
    if (isJsonObject(claims?.["status_list"])) return "tokenStatusList";
    const type = claims?.["type"];
    return Array.isArray(type) && type.includes("BitstringStatusListCredential") ? "statusList" : "record";
  }
  return parsePolicy(text).ok ? "policy" : null;
}
