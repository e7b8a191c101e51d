import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { VerificationCrypto } from "../verification/crypto.ts";
import type { RefusalCode } from "../verification/refusal-codes.ts";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import type { KeyAlgorithm } from "./jwk.ts";
import type { ReadJws } from "./jws.ts";
import { readAscii, readJson, readJws, readPayload } from "./jws.ts";
import type { JsonObject, JsonValue } from "./strict-json.ts";
import { isJsonObject, maxJsonDepth } from "./strict-json.ts";

/** SHA-256, computed at once: for whoever makes records. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

export interface SdJwtHeader {
  readonly alg: KeyAlgorithm;
  readonly kid: string;
  readonly typ: "dc+sd-jwt";
}

/** A claim whose value a record hides behind a digest. */
export interface HiddenClaim {
  /** 16 random bytes, new for every claim of every version. */
  readonly salt: Uint8Array;
  readonly name: string;
  readonly value: JsonValue;
}

/** A disclosure taken apart; nothing says yet that a record refers to it. */
export interface ReadDisclosure {
  /** As received: what its digest is computed of. */
  readonly text: string;
  /** Null for the element of an array. */
  readonly name: string | null;
  readonly value: JsonValue;
}

/** An SD-JWT taken apart; nothing of it is believed yet. */
export interface ReadSdJwt {
  /** The signed part without `~`: what the log knows the record by. */
  readonly issuerSigned: string;
  readonly jws: ReadJws;
  readonly disclosures: readonly ReadDisclosure[];
}

/** Protected header of a full record, and nothing besides. Source: record format, section 2.2. */
export function sdJwtHeader(kid: string, alg: KeyAlgorithm = "ES256"): SdJwtHeader {
  return { alg, kid, typ: "dc+sd-jwt" };
}

/** Text of a disclosure of an object's member. Source: RFC 9901 section 4.2.1. Throws `RangeError` for a salt of another length. */
export function disclosureText({ salt, name, value }: HiddenClaim): string {
  if (salt.length !== 16) throw new RangeError("the salt of a disclosure is 16 random bytes");
  return encodeBase64url(new TextEncoder().encode(JSON.stringify([encodeBase64url(salt), name, value])));
}

/** Digest by which a record refers to a disclosure: over its text, not over what the text says. Source: RFC 9901 section 4.2.3. */
export function disclosureDigest(text: string, sha256: Sha256): string {
  return encodeBase64url(sha256(new TextEncoder().encode(text)));
}

/** A section whose members are hidden: their digests, sorted, so that their order tells nothing. Source: RFC 9901 section 4.2.4.1. */
export function hiddenSection(disclosures: readonly string[], sha256: Sha256): { readonly _sd: string[] } {
  return { _sd: disclosures.map((text) => disclosureDigest(text, sha256)).toSorted() };
}

/** What is delivered: the signed part and the disclosures, in stored order, each ended by `~`. Source: RFC 9901 section 4. */
export function presentation(issuerSignedText: string, disclosures: readonly string[]): string {
  return `${[issuerSignedText, ...disclosures].join("~")}~`;
}

/** The signed part of an SD-JWT; a text without `~` is all signed part. */
export function issuerSigned(text: string): string {
  return text.split("~", 1)[0] ?? "";
}

/** The disclosures that a text carries, unread. */
export function disclosuresOf(text: string): readonly string[] {
  return text
    .split("~")
    .slice(1)
    .filter((part) => part !== "");
}

/**
 * Claims that no issuer of ours hides, and no reader lets an issuer hide: who speaks, of what, since when, and whether it
 * still holds. Nothing inside them is hidden either. Source: record format, section 2.2; SD-JWT VC draft, section 3.2.2.2.
 */
export const neverHidden: readonly string[] = [
  "iss",
  "iat",
  "exp",
  "nbf",
  "sub",
  "vct",
  "status",
  "cnf",
  "@context",
  "id",
  "type",
  "issuer",
  "validFrom",
  "validUntil",
  "credentialStatus",
  "credentialSchema",
  "passport",
];

/**
 * Takes an SD-JWT apart, strictly. Its signature is still to be checked (`checkSignature`), and then what it discloses
 * (`discloseSdJwt`).
 *
 * Problems: `R_SIZE`, `R_ASCII`, `R_SD_TILDE` (the text does not end with `~`), `R_SD_KEY_BINDING` (a key-binding JWT
 * follows), `R_SD_EMPTY`, those of `readJws`, those of `readDisclosure`.
 *
 * Source: record format, section 5, SD-JWT; RFC 9901 section 7.1.
 *
 * @param typ the exact kind expected, without `application/`.
 */
export function readSdJwt(token: string | Uint8Array, typ = "dc+sd-jwt"): Parsed<ReadSdJwt> {
  const parts = splitSdJwt(token);
  if (!parts.ok) return parts;
  const jws = readJws(parts.value.issuerSigned, typ);
  if (!jws.ok) return jws;
  const disclosures: ReadDisclosure[] = [];
  for (const text of parts.value.disclosures) {
    const disclosure = readDisclosure(text);
    if (!disclosure.ok) return disclosure;
    disclosures.push(disclosure.value);
  }
  return accept({ issuerSigned: parts.value.issuerSigned, jws: jws.value, disclosures });
}

/**
 * The claims of a full record with what was disclosed in its place, and without a trace of digests.
 *
 * Problems: the `R_JSON_…` codes, those of `discloseClaims`. Rejects when `crypto` cannot compute.
 */
export async function discloseSdJwt(
  read: ReadSdJwt,
  crypto: VerificationCrypto,
): Promise<Parsed<JsonObject>> {
  const payload = readPayload(read.jws);
  if (!payload.ok) return payload;
  return discloseClaims(payload.value, read.disclosures, crypto, neverHidden);
}

/**
 * The signed part and the disclosures of an SD-JWT without a key-binding JWT.
 *
 * Problems: `R_SIZE`, `R_ASCII`, `R_SD_TILDE`, `R_SD_KEY_BINDING`, `R_SD_EMPTY`.
 */
export function splitSdJwt(
  token: string | Uint8Array,
): Parsed<{ readonly issuerSigned: string; readonly disclosures: readonly string[] }> {
  const ascii = readAscii(token);
  if (!ascii.ok) return ascii;
  const [signed = "", ...rest] = ascii.value.text.split("~");
  const behind = rest.pop();
  if (behind === undefined) return refuse("R_SD_TILDE");
  if (behind !== "") return refuse(behind.includes(".") ? "R_SD_KEY_BINDING" : "R_SD_TILDE");
  const empty = rest.indexOf("");
  if (empty >= 0) return refuse("R_SD_EMPTY", { position: String(empty + 1) });
  return accept({ issuerSigned: signed, disclosures: rest });
}

/**
 * Reads a disclosure.
 *
 * Problems: `R_SD_BASE64URL`, the `R_JSON_…` codes, `R_SD_SHAPE` (not salt and value, or salt, name and value).
 *
 * Source: RFC 9901 sections 4.2.1, 4.2.2 and 7.1, step 3.b.
 */
export function readDisclosure(text: string): Parsed<ReadDisclosure> {
  const bytes = decodeBase64url(text);
  if (!bytes.ok) return refuse("R_SD_BASE64URL", { disclosure: shown(text) });
  const json = readJson(bytes.value, "disclosure");
  if (!json.ok) return json;
  if (!Array.isArray(json.value)) return refuse("R_SD_SHAPE", { disclosure: shown(text) });
  const parts: readonly JsonValue[] = json.value;
  const [salt, second, third] = parts;
  if (typeof salt !== "string") return refuse("R_SD_SHAPE", { disclosure: shown(text) });
  if (parts.length === 2 && second !== undefined) return accept({ text, name: null, value: second });
  if (parts.length === 3 && typeof second === "string" && third !== undefined) {
    return accept({ text, name: second, value: third });
  }
  return refuse("R_SD_SHAPE", { disclosure: shown(text) });
}

/**
 * Puts what was disclosed in the place of its digests. Every digest is looked at, also those of nothing disclosed: one
 * that stands twice is refused wherever it stands, and so is a disclosure that no digest refers to.
 *
 * Problems: `R_SD_ALG` (another hash, or `_sd_alg` below the top), `R_SD_DIGESTS` (`_sd` is no array of strings),
 * `R_SD_DOTS` (`...` beside other members, not text, or not in an array), `R_SD_TWICE` (a digest or a disclosure stands
 * twice), `R_SD_KIND` (an element's disclosure for a member, or the other way), `R_SD_NAME` (reserved names),
 * `R_SD_NAME_TAKEN`, `R_SD_HIDDEN` (a claim of `never`, or something in it, is hidden), `R_SD_UNREFERENCED`,
 * `R_JSON_DEPTH`. Rejects when `crypto` cannot compute.
 *
 * Source: RFC 9901 section 7.1, step 3; record format, section 5.
 *
 * @param never claims at the top, in the subject as far as they name it, that must stand in clear.
 */
export async function discloseClaims(
  payload: JsonObject,
  disclosures: readonly ReadDisclosure[],
  crypto: VerificationCrypto,
  never: readonly string[],
): Promise<Parsed<JsonObject>> {
  const byDigest = new Map<string, ReadDisclosure>();
  for (const disclosure of disclosures) {
    const digest = encodeBase64url(await crypto.sha256(new TextEncoder().encode(disclosure.text)));
    if (byDigest.has(digest)) return refuse("R_SD_TWICE", { digest });
    byDigest.set(digest, disclosure);
  }
  try {
    const walk = new Walk(byDigest, never);
    const claims = walk.claims(payload);
    const stray = walk.unreferenced();
    return stray === undefined ? accept(claims) : refuse("R_SD_UNREFERENCED", { digest: stray });
  } catch (cause) {
    if (cause instanceof Refused) return refuse(cause.code, cause.evidence);
    throw cause;
  }
}

/** Where in a record the walk is, as far as rules differ. */
type Place = "top" | "subject" | "clear" | "within";

/** Leaves the recursion at the first fault; never leaves this file. */
class Refused extends Error {
  readonly code: RefusalCode;
  readonly evidence: Readonly<Record<string, string>>;

  constructor(code: RefusalCode, evidence: Readonly<Record<string, string>>) {
    super(code);
    this.code = code;
    this.evidence = evidence;
  }
}

class Walk {
  readonly #byDigest: ReadonlyMap<string, ReadDisclosure>;
  readonly #never: readonly string[];
  readonly #seen = new Set<string>();

  constructor(byDigest: ReadonlyMap<string, ReadDisclosure>, never: readonly string[]) {
    this.#byDigest = byDigest;
    this.#never = never;
  }

  claims(payload: JsonObject): JsonObject {
    const algorithm = payload["_sd_alg"];
    if (algorithm !== undefined && algorithm !== "sha-256") {
      throw new Refused("R_SD_ALG", { found: shown(algorithm) });
    }
    const { _sd_alg: _, ...claims } = payload;
    return this.#object(claims, "top", 1);
  }

  /** Digest of a disclosure that nothing referred to. */
  unreferenced(): string | undefined {
    return [...this.#byDigest.keys()].find((digest) => !this.#seen.has(digest));
  }

  #value(value: JsonValue, place: Place, depth: number): JsonValue {
    if (typeof value !== "object" || value === null) return value;
    if (depth > maxJsonDepth) throw new Refused("R_JSON_DEPTH", { where: "disclosure" });
    return isJsonObject(value) ? this.#object(value, place, depth) : this.#array(value, place, depth);
  }

  #object(object: JsonObject, place: Place, depth: number): JsonObject {
    if (Object.hasOwn(object, "...")) throw new Refused("R_SD_DOTS", {});
    if (Object.hasOwn(object, "_sd_alg")) throw new Refused("R_SD_ALG", { found: "_sd_alg" });
    const members = new Map<string, JsonValue>();
    for (const [name, value] of Object.entries(object)) {
      if (name !== "_sd") members.set(name, this.#value(value, this.#placeOf(name, place), depth + 1));
    }
    if (place === "clear" && Object.hasOwn(object, "_sd")) throw new Refused("R_SD_HIDDEN", { name: "_sd" });
    for (const digest of this.#digests(object)) {
      const found = this.#take(digest);
      if (found === undefined) continue;
      const { name, value } = found;
      if (name === null) throw new Refused("R_SD_KIND", { digest });
      if (name === "_sd" || name === "..." || name === "_sd_alg") throw new Refused("R_SD_NAME", { name });
      if (members.has(name)) throw new Refused("R_SD_NAME_TAKEN", { name: shown(name) });
      if (this.#isNeverHidden(name, place)) throw new Refused("R_SD_HIDDEN", { name });
      members.set(name, this.#value(value, this.#placeOf(name, place), depth + 1));
    }
    // Defines own properties, so that a member called __proto__ is a member like any other.
    return Object.fromEntries(members);
  }

  #array(array: readonly JsonValue[], place: Place, depth: number): readonly JsonValue[] {
    return array.flatMap((element) => {
      if (!isJsonObject(element) || !Object.hasOwn(element, "...")) {
        return [this.#value(element, place, depth + 1)];
      }
      const digest = element["..."];
      if (typeof digest !== "string" || Object.keys(element).length > 1) throw new Refused("R_SD_DOTS", {});
      if (place === "clear") throw new Refused("R_SD_HIDDEN", { digest: shown(digest) });
      const found = this.#take(digest);
      if (found === undefined) return [];
      if (found.name !== null) throw new Refused("R_SD_KIND", { digest });
      return [this.#value(found.value, place, depth + 1)];
    });
  }

  #digests(object: JsonObject): readonly string[] {
    if (!Object.hasOwn(object, "_sd")) return [];
    const digests = object["_sd"];
    if (!Array.isArray(digests) || !digests.every((digest) => typeof digest === "string")) {
      throw new Refused("R_SD_DIGESTS", { found: shown(digests) });
    }
    return digests;
  }

  /** The disclosure a digest refers to, if it was delivered; each digest counts once in the whole record. */
  #take(digest: string): ReadDisclosure | undefined {
    if (this.#seen.has(digest)) throw new Refused("R_SD_TWICE", { digest: shown(digest) });
    this.#seen.add(digest);
    return this.#byDigest.get(digest);
  }

  #isNeverHidden(name: string, place: Place): boolean {
    if (place === "top") return this.#never.includes(name);
    return place === "subject" && (name === "id" || name === "type") && this.#never.includes(name);
  }

  #placeOf(name: string, place: Place): Place {
    if (place === "clear" || this.#isNeverHidden(name, place)) return "clear";
    return place === "top" && name === "credentialSubject" ? "subject" : "within";
  }
}

/** A found value in evidence, cut short: it came from a stranger. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text === undefined ? "" : text.slice(0, 60);
}

function refuse(code: RefusalCode, evidence: Readonly<Record<string, string>> = {}): Parsed<never> {
  return reject(code, "", evidence);
}
