import type { Parsed, Problem } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { decodeBase64 } from "../record/base64.ts";
import { didOfKey } from "../record/did.ts";
import type { CandidateKey } from "../record/jws.ts";
import { readJws } from "../record/jws.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../record/strict-json.ts";
import { readDateTimeStamp } from "../record/time.ts";
import { verifyCheckpoint, verifyCosignatures } from "../transparency/checkpoint.ts";
import { leafHash } from "../transparency/leaf-hash.ts";
import { policyOf } from "../transparency/policy.ts";
import { parseTlogProof, verifyTlogProof } from "../transparency/tlog-proof.ts";
import { verifyConsistency, verifyInclusion } from "../transparency/verify-proof.ts";
import { memberFault } from "./check-log.ts";
import { readList } from "./check-status.ts";
import { claimedIssuer } from "./credential-rules.ts";
import type { VerificationCrypto } from "./crypto.ts";
import { nothingLogged } from "./log-evidence.ts";
import { digestOf } from "./read-record.ts";
import type { StatusEntry } from "./status-entry.ts";
import { readStatusEntry } from "./status-entry.ts";
import { verifyRecord } from "./verify-record.ts";

/** Our verdict on one test vector. */
export interface Judgement {
  /** As in the line; null where it has none. */
  readonly id: JsonValue;
  readonly verdict: "accept" | "reject";
  /** Why it is rejected. */
  readonly code?: string;
  /** Where, and what was found. */
  readonly reason?: string;
  /** What the status list says of the place asked for. */
  readonly status?: number;
  /** What a full record says, with its disclosures in place. */
  readonly claims?: JsonObject;
}

/**
 * Judges one line `{id, kind, trust, input}` of test vectors with the checks that records go through. A line that cannot
 * be read, of an unknown kind or without what its kind needs is rejected; an optional field that is absent or null is not
 * asked for. Never throws on any input.
 *
 * A `vcjwt` that is an opinion may come with `about`, the record it must speak of.
 *
 * Kinds: `vcjwt`, `sdjwt`, `status`, `token-status`, `log`, `checkpoint`, `inclusion`, `consistency`.
 *
 * Source: README, command line, `conformance`; record format, sections 4 to 6.
 *
 * @param now judging time of a line that names none.
 */
export async function judgeLine(line: string, now: Date, crypto: VerificationCrypto): Promise<Judgement> {
  const json = parseStrictJson(line);
  if (!json.ok || !isJsonObject(json.value)) {
    return rejected(null, json.ok ? [problemOf("E_CONFORMANCE_LINE")] : json.problems);
  }
  const { id = null, kind, trust = {}, input } = json.value;
  const judge = typeof kind === "string" ? judges.get(kind) : undefined;
  if (judge === undefined) return rejected(id, [problemOf("E_CONFORMANCE_KIND")]);
  if (!isJsonObject(input) || !isJsonObject(trust))
    return rejected(id, [problemOf("E_CONFORMANCE_INPUT", "input")]);
  try {
    const judged = await judge(new Fields(input), new Fields(trust), now, crypto);
    return judged.ok ? { id, verdict: "accept", ...judged.value } : rejected(id, judged.problems);
  } catch (cause) {
    if (cause instanceof Missing) return rejected(id, [problemOf("E_CONFORMANCE_INPUT", cause.message)]);
    throw cause;
  }
}

type Found = Pick<Judgement, "status" | "claims">;
type Judge = (input: Fields, trust: Fields, now: Date, crypto: VerificationCrypto) => Promise<Parsed<Found>>;

const judges: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ["vcjwt", judgeRecord],
  ["sdjwt", judgeFullRecord],
  ["status", judgeStatus],
  ["token-status", judgeTokenStatus],
  ["log", judgeLog],
  ["checkpoint", judgeCheckpoint],
  ["inclusion", judgeInclusion],
  ["consistency", judgeConsistency],
]);

async function judgeRecord(
  input: Fields,
  trust: Fields,
  now: Date,
  crypto: VerificationCrypto,
): Promise<Parsed<Found>> {
  const token = input.text("token");
  if (token.includes("~")) return reject("R_BASE64URL");
  const judged = await recordVerdict(token, input, trust, "issuer", now, crypto);
  return judged.ok ? accept({}) : judged;
}

async function judgeFullRecord(
  input: Fields,
  trust: Fields,
  now: Date,
  crypto: VerificationCrypto,
): Promise<Parsed<Found>> {
  const token = input.text("token");
  if (!token.includes("~")) return reject("R_SD_TILDE");
  const judged = await recordVerdict(token, input, trust, "sdIssuer", now, crypto);
  return judged.ok ? accept({ claims: judged.value }) : judged;
}

/** The claims of a record none of whose parts fails and whose signature holds. */
async function recordVerdict(
  token: string,
  input: Fields,
  trust: Fields,
  issuerOfTrust: "issuer" | "sdIssuer",
  now: Date,
  crypto: VerificationCrypto,
): Promise<Parsed<JsonObject>> {
  const issuer = input.expected("issuer", trust, issuerOfTrust);
  const subject = input.optionalText("subject");
  const about = input.optionalText("about");
  const kidPrefix =
    issuerOfTrust === "sdIssuer" ? input.expected("kidPrefix", trust, "kidPrefix") : undefined;
  const { verdict, credential } = await verifyRecord(
    { record: token },
    {
      keys: trust.keys(),
      at: trust.time(now),
      ...(issuer === undefined ? {} : { issuer }),
      ...(subject === undefined ? {} : { subject }),
      ...(about === undefined ? {} : { about }),
      ...(kidPrefix === undefined ? {} : { kidPrefix }),
    },
    crypto,
  );
  const open = verdict.parts.find(({ part, state }) => part === "signature" && state !== "ok");
  const wrong = verdict.parts.find(({ state }) => state === "failed") ?? open;
  if (wrong !== undefined) return reject(wrong.code ?? "", "", wrong.evidence);
  return credential === null ? reject("C_NO_KEYS") : accept(credential);
}

async function judgeStatus(
  input: Fields,
  trust: Fields,
  now: Date,
  crypto: VerificationCrypto,
): Promise<Parsed<Found>> {
  const credential = input.object("credential");
  const entry = readStatusEntry(credential);
  if (!entry.ok) return entry;
  if (entry.value === null) return reject("C_NO_STATUS_ENTRY");
  // The payload of a full record names its operator by URL, lists by DID.
  const claimed = claimedIssuer(credential);
  const operator =
    input.optionalText("issuer") ??
    (claimed?.startsWith("did:") === true ? claimed : (trust.optionalText("issuer") ?? claimed));
  if (operator === null) return reject("R_ISSUER");
  const list = { kind: "bitstring", text: input.text("list") } as const;
  return statusIn(list, entry.value, operator, trust, now, crypto);
}

async function judgeTokenStatus(
  input: Fields,
  trust: Fields,
  now: Date,
  crypto: VerificationCrypto,
): Promise<Parsed<Found>> {
  const token = input.text("token");
  const jws = readJws(token, "statuslist+jwt");
  if (!jws.ok) return jws;
  const uri = input.text("uri");
  const entry = { list: uri, tokenList: uri, index: input.decimal("idx"), purpose: "" };
  const operator = trust.optionalText("kidPrefix")?.replace(/#$/, "") ?? didOfKey(jws.value.kid);
  return statusIn({ kind: "token", text: token }, entry, operator, trust, now, crypto);
}

async function statusIn(
  list: { readonly kind: "bitstring" | "token"; readonly text: string },
  entry: StatusEntry,
  operator: string,
  trust: Fields,
  now: Date,
  crypto: VerificationCrypto,
): Promise<Parsed<Found>> {
  const ring = { given: trust.keys(), logged: [], hints: [] };
  const sdIssuer = trust.optionalText("sdIssuer");
  const question = {
    ...{ entry, operator, ring, log: nothingLogged, trust: { at: trust.time(now) } },
    ...(sdIssuer === undefined ? {} : { operatorUrl: sdIssuer }),
  };
  const { fault, value } = await readList(list, question, crypto);
  // A foreign list may hold values that our lists do not use; what it says is said.
  if (fault !== null && fault.code !== "C_LIST_VALUE") return { ok: false, problems: [fault] };
  return accept({ status: Number(value) });
}

async function judgeLog(
  input: Fields,
  trust: Fields,
  _now: Date,
  crypto: VerificationCrypto,
): Promise<Parsed<Found>> {
  const proof = parseTlogProof(input.text("proof"));
  if (!proof.ok) return proof;
  const witnesses = trust.texts("witnessVkeys");
  const quorum = input.optionalCount("quorum") ?? trust.optionalCount("quorum") ?? 0;
  const policy = policyOf([trust.text("logVkey")], witnesses, quorum);
  if (!policy.ok) return policy;
  const logged = await verifyTlogProof(proof.value, policy.value, crypto);
  if (!logged.ok) return logged;
  if (logged.value.quorum === "notMet") return reject("C_WITNESS_QUORUM");

  const artifact = input.optionalText("artifact");
  const { entry } = logged.value;
  if (artifact !== undefined) {
    const digest = await digestOf(artifact, crypto);
    const committed = "artifacts" in entry ? Object.values(entry.artifacts) : [];
    if (!committed.includes(digest) && !(entry.type === "digest" && entry.digest === digest)) {
      return reject("R_LOG_ARTEFACT", "", { digest });
    }
  }
  const payload = input.optionalObject("payload");
  if (payload !== undefined) {
    const { passport } = payload;
    const member = isJsonObject(passport) ? passport : payload;
    if (entry.type !== "passport") return reject("R_LOG_MEMBERS");
    const fault = memberFault(logged.value, { passport: member });
    if (fault !== null) return { ok: false, problems: [fault] };
  }
  return accept({});
}

async function judgeCheckpoint(
  input: Fields,
  trust: Fields,
  _now: Date,
  crypto: VerificationCrypto,
): Promise<Parsed<Found>> {
  const policy = policyOf([trust.text("logVkey")], trust.texts("witnessVkeys"), 0);
  if (!policy.ok) return policy;
  const [log] = policy.value.logs;
  if (log === undefined) return reject("E_LOG_UNKNOWN");
  const read = async (text: string) => {
    const checkpoint = await verifyCheckpoint(text, log.vkey, crypto);
    if (!checkpoint.ok) return checkpoint;
    const witnessed = await verifyCosignatures(checkpoint.value, policy.value, crypto);
    return witnessed.ok ? checkpoint : witnessed;
  };
  const newer = await read(input.text("checkpoint"));
  if (!newer.ok) return newer;
  const oldText = input.optionalText("oldCheckpoint");
  if (oldText === undefined) return accept({});
  const older = await read(oldText);
  if (!older.ok) return older;
  const { size: oldSize, root: oldRoot } = older.value;
  const { size, root } = newer.value;
  const claim = { oldSize, oldRoot, size, root, proof: input.optionalHashes("consistency") ?? [] };
  const consistent = await verifyConsistency(claim, crypto);
  return consistent.ok ? accept({}) : consistent;
}

async function judgeInclusion(
  input: Fields,
  _trust: Fields,
  _now: Date,
  crypto: VerificationCrypto,
): Promise<Parsed<Found>> {
  const leafData = new TextEncoder().encode(input.text("leafData"));
  const included = await verifyInclusion(
    {
      leafHash: await leafHash(leafData, (bytes) => crypto.sha256(bytes)),
      index: input.number("index"),
      size: input.number("size"),
      proof: input.hashes("proof"),
      root: input.hash("root"),
    },
    crypto,
  );
  return included.ok ? accept({}) : included;
}

async function judgeConsistency(
  input: Fields,
  _trust: Fields,
  _now: Date,
  crypto: VerificationCrypto,
): Promise<Parsed<Found>> {
  const consistent = await verifyConsistency(
    {
      oldSize: input.number("size1"),
      oldRoot: input.hash("root1"),
      size: input.number("size2"),
      root: input.hash("root2"),
      proof: input.hashes("proof"),
    },
    crypto,
  );
  return consistent.ok ? accept({}) : consistent;
}

/** A member that a line needs and lacks; its message is the name. */
class Missing extends Error {}

/** The members of a line's input or trust, each of the kind it has to be; `null` says the same as leaving it out. */
class Fields {
  readonly #members: JsonObject;

  constructor(members: JsonObject) {
    this.#members = members;
  }

  text(name: string): string {
    const value = this.#members[name];
    if (typeof value !== "string") throw new Missing(name);
    return value;
  }

  optionalText(name: string): string | undefined {
    return this.#has(name) ? this.text(name) : undefined;
  }

  /** What is expected: of the input, or of the trust where the input does not speak of it; `null` expects nothing. */
  expected(name: string, trust: Fields, nameInTrust: string): string | undefined {
    if (Object.hasOwn(this.#members, name)) return this.optionalText(name);
    return trust.optionalText(nameInTrust);
  }

  texts(name: string): readonly string[] {
    return this.#list(name).map((value) => {
      if (typeof value !== "string") throw new Missing(name);
      return value;
    });
  }

  object(name: string): JsonObject {
    const value = this.#members[name];
    if (!isJsonObject(value)) throw new Missing(name);
    return value;
  }

  optionalObject(name: string): JsonObject | undefined {
    return this.#has(name) ? this.object(name) : undefined;
  }

  number(name: string): number {
    const value = this.#members[name];
    if (typeof value !== "number") throw new Missing(name);
    return value;
  }

  optionalCount(name: string): number | undefined {
    if (!this.#has(name)) return undefined;
    const count = this.number(name);
    if (!Number.isSafeInteger(count) || count < 0) throw new Missing(name);
    return count;
  }

  /** A place on a list, as a number or in decimal. */
  decimal(name: string): string {
    const value = this.#members[name];
    if (typeof value !== "number" && typeof value !== "string") throw new Missing(name);
    return String(value);
  }

  hash(name: string): Uint8Array {
    return bytesIn(this.text(name), name);
  }

  hashes(name: string): readonly Uint8Array[] {
    if (!Array.isArray(this.#members[name])) throw new Missing(name);
    return this.texts(name).map((text) => bytesIn(text, name));
  }

  optionalHashes(name: string): readonly Uint8Array[] | undefined {
    return this.#has(name) ? this.hashes(name) : undefined;
  }

  /** The trusted keys; null when there are none. */
  keys(): readonly CandidateKey[] | null {
    if (!this.#has("jwks")) return null;
    const { keys } = this.object("jwks");
    if (!isList(keys) || !keys.every(isJsonObject)) throw new Missing("jwks");
    return keys;
  }

  time(now: Date): Date {
    const text = this.optionalText("now");
    const milliseconds = text === undefined ? now.getTime() : readDateTimeStamp(text);
    if (milliseconds === null) throw new Missing("now");
    return new Date(milliseconds);
  }

  #has(name: string): boolean {
    return this.#members[name] !== undefined && this.#members[name] !== null;
  }

  #list(name: string): readonly JsonValue[] {
    const value = this.#members[name] ?? [];
    if (!isList(value)) throw new Missing(name);
    return value;
  }
}

function bytesIn(text: string, name: string): Uint8Array {
  const bytes = decodeBase64(text);
  if (!bytes.ok) throw new Missing(name);
  return bytes.value;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function problemOf(code: string, path = ""): Problem {
  return { code, path };
}

function rejected(id: JsonValue, [problem]: readonly Problem[]): Judgement {
  const { code, path, params } = problem ?? problemOf("E_CONFORMANCE_LINE");
  const details = Object.entries(params ?? {}).map(([name, value]) => `${name}: ${value}`);
  const reason = [...(path === "" ? [] : [path]), ...details].join("; ");
  return { id, verdict: "reject", code, ...(reason === "" ? {} : { reason }) };
}
