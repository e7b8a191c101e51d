import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { decodeBase64url } from "../record/base64url.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import type { PublicJwk } from "../record/jwk.ts";
import { parsePublicJwk, publicMembers } from "../record/jwk.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../record/strict-json.ts";
import { readDateTimeStamp } from "../record/time.ts";
import type {
  DigestEntry,
  IssuerKeyEntry,
  PassportEntry,
  StatusChangeEntry,
  StatusListEntry,
} from "./entry.ts";
import { digestKinds, maxEntryBytes } from "./entry.ts";

/** An entry of the log, by its `type`. */
export type LogEntry =
  | ({ readonly type: "passport" } & PassportEntry)
  | ({ readonly type: "status-change" } & StatusChangeEntry)
  | ({ readonly type: "status-list" } & StatusListEntry)
  | ({ readonly type: "issuer-key" } & IssuerKeyEntry)
  | ({ readonly type: "digest" } & DigestEntry);

/**
 * Reads an entry so that nobody can read it differently: at most 65 535 bytes, canonical JSON, values of the few allowed
 * kinds, exactly the members of its type, each well formed.
 *
 * Problems: `E_LOG_ENTRY_SIZE`; those of strict JSON; `E_LOG_ENTRY_CANONICAL` (not the one text of its value);
 * `E_LOG_ENTRY_VALUE` (a truth value, a fraction, a member name beyond ASCII); `E_LOG_ENTRY_TYPE` (unknown);
 * `E_LOG_ENTRY_MEMBER` (missing, malformed or not of its type, with its name as path).
 *
 * Source: record format, section 6.1; RFC 8785.
 */
export function readEntry(bytes: Uint8Array): Parsed<LogEntry> {
  if (bytes.length > maxEntryBytes) return reject("E_LOG_ENTRY_SIZE", "", { bytes: String(bytes.length) });
  const json = parseStrictJson(bytes);
  if (!json.ok) return json;
  const { value } = json;
  if (!isJsonObject(value)) return reject("E_LOG_ENTRY_TYPE", "", { found: typeof value });
  if (!isPlain(value)) return reject("E_LOG_ENTRY_VALUE");
  const text = new TextEncoder().encode(canonicalJson(value));
  if (text.length !== bytes.length || !text.every((byte, at) => byte === bytes[at]))
    return reject("E_LOG_ENTRY_CANONICAL");
  const members = new Members(value);
  const entry = entryOf(members);
  if (entry === null) return reject("E_LOG_ENTRY_TYPE", "type", { found: shown(value["type"]) });
  const wrong = members.wrong();
  return wrong === null ? accept(entry) : reject("E_LOG_ENTRY_MEMBER", wrong, { member: wrong });
}

/** The entry, complete only when no member turned out wrong; null when its type is unknown. */
function entryOf(members: Members): LogEntry | null {
  const type = members.text("type");
  members.only("v", 1);
  const time = members.time("time") ?? new Date(0);
  switch (type) {
    case "passport":
      return {
        type,
        subject: members.subject("subject"),
        version: members.count("version"),
        previous: members.value("prev") === null ? null : members.digest("prev"),
        artifacts: members.artifacts(["vc+jwt"], ["dc+sd-jwt", "untp+vc+jwt"]),
        time,
      };
    case "status-change":
      return {
        type,
        subject: members.subject("subject"),
        version: members.count("version"),
        status: members.oneOf("status", ["revoked", "superseded"]),
        ...(members.has("reason") ? { reason: members.code("reason") } : {}),
        time,
      };
    case "status-list":
      return {
        type,
        list: members.webAddress("list"),
        sequence: members.count("seq"),
        artifacts: members.artifacts(["statuslist+jwt", "vc+jwt"], []),
        time,
      };
    case "issuer-key":
      return issuerKeyOf(members, time);
    case "digest":
      return {
        type,
        what: members.oneOf("what", digestKinds),
        digest: members.digest("digest"),
        ...(members.has("subject") ? { subject: members.subject("subject") } : {}),
        ...(members.has("version") ? { version: members.count("version") } : {}),
        time,
      };
    default:
      return null;
  }
}

function issuerKeyOf(members: Members, time: Date): LogEntry {
  const action = members.oneOf("action", ["add", "retire", "compromise"]);
  const issuer = members.did("issuer");
  const kid = members.text("kid");
  if (!kid.startsWith(`${issuer}#`)) members.refuse("kid");
  // A key in doubt since nobody knows when would leave every record of it undecided.
  if ((action === "compromise") !== members.has("since")) members.refuse("since");
  return {
    type: "issuer-key",
    action,
    issuer,
    alsoKnownAs: members.texts("alsoKnownAs"),
    kid,
    jwk: members.jwk("jwk"),
    ...(members.has("custody") ? { custody: members.oneOf("custody", ["registry", "operator"]) } : {}),
    ...(members.has("use") ? { use: members.oneOf("use", ["status"]) } : {}),
    ...(members.has("since") ? { since: members.time("since") ?? time } : {}),
    time,
  };
}

/** The members of one entry: what is asked for and not as it should be is remembered, and so is what nobody asked for. */
class Members {
  readonly #object: JsonObject;
  readonly #asked = new Set<string>();
  #wrong: string | null = null;

  constructor(object: JsonObject) {
    this.#object = object;
  }

  /** The first member that is wrong or should not be there. */
  wrong(): string | null {
    return this.#wrong ?? Object.keys(this.#object).find((name) => !this.#asked.has(name)) ?? null;
  }

  refuse(name: string): void {
    this.#wrong ??= name;
  }

  value(name: string): JsonValue | undefined {
    this.#asked.add(name);
    return this.#object[name];
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#object, name);
  }

  only(name: string, expected: number): void {
    if (this.value(name) !== expected) this.refuse(name);
  }

  /** Empty when there is none: whoever asks takes no empty text. */
  text(name: string): string {
    const value = this.value(name);
    return typeof value === "string" ? value : "";
  }

  texts(name: string): readonly string[] {
    const value = this.value(name);
    const texts = isList(value) ? value.filter((element) => typeof element === "string") : [];
    if (!isList(value) || texts.length !== value.length) this.refuse(name);
    return texts;
  }

  oneOf<const T extends string>(name: string, allowed: readonly [T, ...T[]]): T {
    const value = this.value(name);
    const found = allowed.find((word) => word === value);
    if (found === undefined) this.refuse(name);
    return found ?? allowed[0];
  }

  /** From 1: versions and sequences start there. */
  count(name: string): number {
    const value = this.value(name);
    if (typeof value === "number" && value >= 1) return value;
    this.refuse(name);
    return 0;
  }

  /** RFC 3339 UTC, whole seconds, one spelling. */
  time(name: string): Date | null {
    const text = this.text(name);
    const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? readDateTimeStamp(text) : null;
    if (milliseconds === null) this.refuse(name);
    return milliseconds === null ? null : new Date(milliseconds);
  }

  digest(name: string): string {
    return this.#bytes(name, 32);
  }

  subject(name: string): string {
    return this.#bytes(name, 16);
  }

  /** Never free text: the log is public. */
  code(name: string): string {
    return this.#matching(name, /^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$/, 64);
  }

  did(name: string): string {
    return this.#matching(name, /^did:[a-z0-9]+:[A-Za-z0-9.%:_-]+$/, 2048);
  }

  /** Encrypted, but for the demonstration on one's own machine. */
  webAddress(name: string): string {
    return this.#matching(name, /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)[:/])[!-~]+$/, 2048);
  }

  artifacts(required: readonly string[], possible: readonly string[]): Readonly<Record<string, string>> {
    const value = this.value("artifacts");
    const artifacts = isJsonObject(value) ? Object.entries(value) : [];
    const isComplete = required.every((kind) => artifacts.some(([name]) => name === kind));
    const digests = artifacts.flatMap(([name, digest]) =>
      [...required, ...possible].includes(name) && isBytes(digest, 32) ? [[name, digest] as const] : [],
    );
    if (!isComplete || digests.length !== artifacts.length) this.refuse("artifacts");
    return Object.fromEntries(digests);
  }

  jwk(name: string): PublicJwk {
    const value = this.value(name);
    const jwk = isJsonObject(value) ? parsePublicJwk(value) : null;
    if (jwk?.ok === true && canonicalJson(publicMembers(jwk.value)) === canonicalJson(value))
      return jwk.value;
    this.refuse(name);
    return { kty: "OKP", crv: "Ed25519", x: "" };
  }

  #bytes(name: string, length: number): string {
    const value = this.value(name);
    if (isBytes(value, length)) return value;
    this.refuse(name);
    return "";
  }

  #matching(name: string, form: RegExp, maxLength: number): string {
    const text = this.text(name);
    if (!form.test(text) || text.length > maxLength) this.refuse(name);
    return text;
  }
}

/** Strings, integers below 2^53, null, objects and arrays; names of members in ASCII. */
function isPlain(value: JsonValue): boolean {
  if (typeof value === "string" || value === null) return true;
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (isList(value)) return value.every(isPlain);
  if (!isJsonObject(value)) return false;
  return Object.entries(value).every(([name, member]) => /^\p{ASCII}*$/u.test(name) && isPlain(member));
}

function isBytes(value: JsonValue | undefined, length: number): value is string {
  if (typeof value !== "string") return false;
  const bytes = decodeBase64url(value);
  return bytes.ok && bytes.value.length === length;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function shown(value: JsonValue | undefined): string {
  return typeof value === "string" ? value.slice(0, 40) : typeof value;
}
