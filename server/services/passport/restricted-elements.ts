import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { groupsOf, readable } from "../../domain/access/audience.ts";
import type { Reader } from "../../domain/access/policy.ts";
import { decodeBase64url } from "../../domain/record/base64url.ts";
import type { Elements, Granularity } from "../../domain/record/credential.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../../domain/record/strict-json.ts";
import { openDisclosures } from "./disclosures.ts";
import type { Delivery } from "./record-delivery.ts";
import { recordDelivery } from "./record-delivery.ts";

/** A version whose restricted values are asked for. */
export interface DisclosedVersion {
  readonly passportId: string;
  readonly version: number;
  readonly level: Granularity;
}

/**
 * The restricted values of a version that a reader may see, by attribute: exactly those its full record was signed
 * with, so that every form of the passport says the same. What is empty is left out. That they were given out is written
 * down.
 */
export async function restrictedElements(
  ctx: Context,
  db: Database,
  { level, ...at }: DisclosedVersion,
  { audience, dataSets }: Reader,
  form: Delivery["form"],
): Promise<Elements> {
  const opened = await openDisclosures(ctx, db, at.passportId, at.version, groupsOf(dataSets));
  const given = opened.filter((one) => Object.keys(filled([one], level)).length > 0);
  if (given.length === 0) return {};
  const groups = groupsOf(dataSets).filter((one) => given.some(({ group }) => group === one));
  await recordDelivery(ctx, db, { ...at, audience, groups, form });
  return filled(given, level);
}

/** All restricted values of a version, for those who make the next one: nobody is given them. */
export async function signedRestricted(
  ctx: Context,
  db: Database,
  { level, ...at }: DisclosedVersion,
): Promise<Elements> {
  const all = groupsOf(readable.responsibleOperator);
  const opened = await openDisclosures(ctx, db, at.passportId, at.version, all);
  return filled(opened, level);
}

function filled(opened: readonly { readonly text: string }[], level: string): Elements {
  const values = opened.flatMap(({ text }) => valuesIn(text, level));
  return Object.fromEntries(values.filter(([, value]) => !isEmpty(value)));
}

/** Of a model one attribute stands in a disclosure, of an item all of a section. */
function valuesIn(disclosure: string, level: string): readonly (readonly [string, JsonValue])[] {
  const bytes = decodeBase64url(disclosure);
  const read = bytes.ok ? parseStrictJson(bytes.value) : bytes;
  if (!read.ok || !Array.isArray(read.value)) throw new Error("A stored disclosure does not read.");
  const [, name, value]: readonly JsonValue[] = read.value;
  if (typeof name !== "string" || value === undefined) throw new Error("A stored disclosure names nothing.");
  return level === "item" && isJsonObject(value) ? Object.entries(value) : [[name, value]];
}

function isEmpty(value: JsonValue): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
