import { parseDay } from "../calendar.ts";
import type { Problem } from "../problem.ts";
import { parseExact } from "../quantity/exact.ts";
import { productFootprintType } from "../record/credential.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { RefusalCode } from "./refusal-codes.ts";

/**
 * What a supplier's product footprint must keep beyond the rules of every credential; nothing for other credentials. It
 * must end (`R_FOOTPRINT_TERM`), stand at an address below its issuer's (`R_FOOTPRINT_PLACE`), be no passport at the same
 * time, and state value, unit, method, period and digests in their forms (`R_FOOTPRINT_MEMBER`, evidence `member`).
 *
 * Source: our record format for product footprints, schema 1.0.0; did:web method specification, section 3.2, for the
 * address of an issuer.
 */
export function footprintFaults(payload: JsonObject): readonly Problem[] {
  const types = Array.isArray(payload["type"]) ? payload["type"] : [payload["type"]];
  if (!types.includes(productFootprintType)) return [];
  const subject = payload["credentialSubject"];
  const faults: Problem[] = [];
  if (payload["validUntil"] === undefined) faults.push(fault("R_FOOTPRINT_TERM", {}));
  if (types.includes("BatteryPassportCredential") || payload["passport"] !== undefined)
    faults.push(fault("R_FOOTPRINT_MEMBER", { member: "type" }));
  if (!isJsonObject(subject)) return faults;
  const { issuer } = payload;
  const did = isJsonObject(issuer) ? issuer["id"] : issuer;
  if (!isBelow(subject["id"], did)) faults.push(fault("R_FOOTPRINT_PLACE", {}));
  for (const [member, isGood] of Object.entries(members)) {
    if (!isGood(subject[member])) faults.push(fault("R_FOOTPRINT_MEMBER", { member }));
  }
  return faults;
}

const isText = (value: JsonValue | undefined) => typeof value === "string" && value !== "";
const isDigest = (value: JsonValue | undefined) =>
  typeof value === "string" && /^[A-Za-z0-9_-]{43}$/.test(value);
const isDay = (value: JsonValue | undefined) => typeof value === "string" && parseDay(value).ok;

const members: Readonly<Record<string, (value: JsonValue | undefined) => boolean>> = {
  type: (value) => value === "ProductFootprint",
  product: (value) => isJsonObject(value) && isText(value["code"]) && isText(value["name"]),
  declaredUnit: isText,
  kgCO2ePerDeclaredUnit: (value) => typeof value === "string" && parseExact(value) !== null,
  method: isText,
  methodVersion: isText,
  boundary: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  periodStart: isDay,
  periodEnd: isDay,
  geography: isText,
  gwpSet: isText,
  primaryDataShare: (value) => typeof value === "string" && parseExact(value) !== null,
  requestDigest: isDigest,
  resultDigest: isDigest,
};

/** Whether an address stands below the one of a did:web issuer, on the same host. */
function isBelow(address: JsonValue | undefined, did: JsonValue | undefined): boolean {
  if (typeof address !== "string" || typeof did !== "string" || !did.startsWith("did:web:")) return false;
  const [host = "", ...path] = did.slice("did:web:".length).split(":");
  const place = [host.replace("%3A", ":"), ...path, "footprints"].join("/");
  return /^https?:\/\//.test(address) && address.replace(/^https?:\/\//, "").startsWith(`${place}/`);
}

function fault(code: RefusalCode, params: Readonly<Record<string, string>>): Problem {
  return { code, path: "", params };
}
