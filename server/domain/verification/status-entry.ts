import { isPlainHttpAllowed, readUrl } from "../identifier/public-url.ts";
import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { tokenListUrl } from "../record/status-list.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { RefusalCode } from "./refusal-codes.ts";

/** Where a record says its status stands: the same place on two lists. */
export interface StatusEntry {
  /** Address of the Bitstring Status List. */
  readonly list: string;
  /** Address of the Token Status List. */
  readonly tokenList: string;
  /** Decimal, without sign or leading zeros. */
  readonly index: string;
  readonly purpose: string;
}

/**
 * The status entry of a record; null when it has none, which is not malformed: its status can only not be checked.
 *
 * Problems: `R_STATUS_ENTRY`, `R_STATUS_INDEX`, `R_STATUS_URL`; `R_STATUS_TOKEN` when the claim of a full record is
 * malformed or names another place than the entry.
 *
 * Source: record format, sections 4.1, 4.2 and 5; of a UNTP projection section 2.3, which writes the index as a number.
 */
export function readStatusEntry(payload: JsonObject): Parsed<StatusEntry | null> {
  const entry = payload["credentialStatus"];
  if (entry === undefined) {
    return payload["status"] === undefined ? accept(null) : refuse("R_STATUS_ENTRY");
  }
  if (!isJsonObject(entry)) return refuse("R_STATUS_ENTRY");
  const { id, type, statusPurpose, statusSize, statusListIndex, statusListCredential } = entry;
  if (
    type !== "BitstringStatusListEntry" ||
    typeof statusPurpose !== "string" ||
    statusPurpose === "" ||
    (statusSize !== undefined && statusSize !== 1) ||
    (id !== undefined && typeof id !== "string")
  ) {
    return refuse("R_STATUS_ENTRY");
  }
  const index = isProjection(payload) && isIndex(statusListIndex) ? String(statusListIndex) : statusListIndex;
  if (typeof index !== "string" || !/^(0|[1-9][0-9]*)$/.test(index)) {
    return refuse("R_STATUS_INDEX", { index: shown(statusListIndex) });
  }
  if (typeof statusListCredential !== "string" || !isFetchable(statusListCredential)) {
    return refuse("R_STATUS_URL", { list: shown(statusListCredential) });
  }
  const tokenList = readTokenEntry(payload["status"], index);
  if (!tokenList.ok) return tokenList;
  return accept({
    list: statusListCredential,
    tokenList: tokenList.value ?? tokenListUrl(statusListCredential),
    index,
    purpose: statusPurpose,
  });
}

/** Whether a record is the UNTP projection of a passport. */
export function isProjection({ type }: JsonObject): boolean {
  return Array.isArray(type) && type.includes("DigitalProductPassport");
}

/** Address of the list that the `status` claim of a full record names; null without the claim. */
function readTokenEntry(status: JsonValue | undefined, index: string): Parsed<string | null> {
  if (status === undefined) return accept(null);
  const entry = isJsonObject(status) ? status["status_list"] : null;
  if (!isJsonObject(entry)) return refuse("R_STATUS_TOKEN");
  const { idx, uri } = entry;
  if (!isIndex(idx) || String(idx) !== index)
    return refuse("R_STATUS_TOKEN", { index: shown(idx), expected: index });
  if (typeof uri !== "string" || !isFetchable(uri)) return refuse("R_STATUS_URL", { list: shown(uri) });
  return accept(uri);
}

function isIndex(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isFetchable(text: string): boolean {
  const url = readUrl(text);
  return url !== null && (url.protocol === "https:" || isPlainHttpAllowed(url));
}

/** A found value in evidence, cut short: it came from a stranger. */
function shown(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 300);
}

function refuse(code: RefusalCode, evidence: Readonly<Record<string, string>> = {}): Parsed<never> {
  return reject(code, "", evidence);
}
