import { parseOperatorSlug } from "../../server/domain/identifier/operator-slug.ts";
import { parseProductPath } from "../../server/domain/identifier/product-url.ts";
import { didOf } from "../../server/domain/record/did.ts";
import { parseJwkSet } from "../../server/domain/record/jwk-set.ts";
import type { CandidateKey } from "../../server/domain/record/jws.ts";
import { readDateTimeStamp } from "../../server/domain/record/time.ts";
import { parsePolicy } from "../../server/domain/transparency/policy.ts";
import { evidenceOf, parseBundle } from "../../server/domain/verification/bundle.ts";
import type { Evidence } from "../../server/domain/verification/evidence.ts";
import { kindOfMaterial } from "../../server/domain/verification/material.ts";
import type { ResultSheet } from "../../server/domain/verification/result-sheet.ts";
import type { CheckedRecord } from "../../server/domain/verification/verify-record.ts";
import { claimedIssuerOf, verifyRecord } from "../../server/domain/verification/verify-record.ts";
import { isResultSheet, verifySheet } from "../../server/domain/verification/verify-sheet.ts";
import { webCrypto } from "../../server/platform/web-crypto.ts";

/** The fields as a person filled them in. */
export interface Asked {
  /** A record, a bundle, or the address of a product here. */
  readonly record: string;
  readonly keys: string;
  /** Further files, in any order: lists, proofs, keys, a policy, and the record or bundle where the field is empty. */
  readonly files: readonly string[];
  readonly policy: string;
  readonly issuer: string;
  readonly subject: string;
  readonly at: string;
}

/** What this page knows of the registry that serves it. */
export interface ThisRegistry {
  readonly origin: string;
  /** The policy it goes by itself; null where it has none. */
  readonly policy: string | null;
  /** The text at a path of this origin, or null when it cannot be had; never sees the record. */
  readonly fetchText: (path: string) => Promise<string | null>;
}

/** Where the keys or the bundle came from that the record was checked with, or why there were none. */
export interface KeySource {
  readonly from: "given" | "registry" | "log" | "bundle" | "needed" | "unreachable";
  readonly address: string;
}

/** The texts that a verdict rests on. */
export interface JudgedMaterial {
  readonly record: string;
  /** The bundle the record came in; null when it came alone. */
  readonly bundle: string | null;
  readonly proofs: readonly string[];
  readonly policy: string | null;
}

/** What is wrong with a field: the name of its sentence, and the code behind it. */
export type FieldFaults = Partial<
  Readonly<
    Record<
      "record" | "keys" | "policy" | "at",
      {
        readonly text:
          | "recordMissing"
          | "recordUnknown"
          | "recordElsewhere"
          | "bundleBroken"
          | "keysBroken"
          | "policyBroken"
          | "atBroken";
        readonly code: string;
      }
    >
  >
>;

export type Outcome =
  | {
      readonly ok: true;
      readonly checked: CheckedRecord;
      /** What was judged, to be stated on a result sheet; null for a result sheet itself. */
      readonly material: JudgedMaterial | null;
      /** What a result sheet says, as far as it can be read; null for records. */
      readonly sheet: ResultSheet | null;
      readonly keys: KeySource;
      /** Whose log was pinned: the one given, this registry's own, or none. */
      readonly pinned: "given" | "registry" | "none";
    }
  | { readonly ok: false; readonly faults: FieldFaults };

/**
 * Checks what a person entered, in this browser. White space around pasted text is dropped; nothing else is forgiven.
 *
 * Fetched is nothing but: the bundle of a product of this registry whose address was entered, and the published keys of one
 * of its operators, where none were given and none is in the log's proofs.
 */
export async function checkInBrowser(asked: Asked, now: Date, registry: ThisRegistry): Promise<Outcome> {
  const atText = asked.at.trim();
  const atMs = atText === "" ? now.getTime() : readDateTimeStamp(atText);
  // Of two files of one kind the one chosen later counts.
  const files = sorted(asked.files.map((text) => text.trimEnd()).toReversed());
  const entered = asked.record.trim();
  const address = productPathIn(entered, registry.origin);
  const fetched =
    address === null || atMs === null ? null : await registry.fetchText(bundlePath(address, atText));
  const chosen = files.bundle[0] ?? files.record[0] ?? files.resultSheet[0] ?? "";
  const record = fetched ?? (entered === "" ? chosen : entered);
  const isSheet = isResultSheet(record);
  const keysText = asked.keys.trim() === "" ? files.keys[0] : asked.keys.trim();
  const given = keysText === undefined ? null : parseJwkSet(keysText);
  const policyText = asked.policy.trim() === "" ? files.policy[0] : asked.policy.trim();
  const ownPolicy = registry.policy === null ? null : parsePolicy(registry.policy);
  const policy = policyText === undefined ? ownPolicy : parsePolicy(`${policyText}\n`);
  const bundle = record.startsWith("{") && !isSheet ? parseBundle(record) : null;
  const faults: FieldFaults = {
    ...(record === "" ? { record: { text: "recordMissing", code: "" } } : {}),
    ...(address === null && /^(https?:\/\/|\/)/.test(record)
      ? { record: { text: "recordElsewhere", code: "" } }
      : {}),
    ...(address !== null && fetched === null && atMs !== null
      ? { record: { text: "recordUnknown", code: "" } }
      : {}),
    ...(bundle?.ok === false ? { record: { text: "bundleBroken", code: codeOf(bundle) } } : {}),
    ...(given?.ok === false ? { keys: { text: "keysBroken", code: codeOf(given) } } : {}),
    ...(policyText !== undefined && policy?.ok === false
      ? { policy: { text: "policyBroken", code: codeOf(policy) } }
      : {}),
    ...(atMs === null ? { at: { text: "atBroken", code: "" } } : {}),
  };
  if (Object.keys(faults).length > 0 || atMs === null) return { ok: false, faults };

  const pinnedPolicy = policy?.ok === true ? policy.value : null;
  const whose = policyText !== undefined ? "given" : pinnedPolicy === null ? "none" : "registry";
  if (isSheet) {
    const keys = given?.ok === true ? given.value : null;
    const trust = {
      ...{ keys, policy: pinnedPolicy, at: new Date(atMs), proofs: files.proof.map((proof) => `${proof}\n`) },
      ...(asked.issuer.trim() === "" ? {} : { issuer: asked.issuer.trim() }),
      ...(asked.subject.trim() === "" ? {} : { subject: asked.subject.trim() }),
    };
    const { verdict, sheet } = await verifySheet(record, trust, webCrypto);
    return {
      ...{ ok: true, checked: { verdict, header: null, credential: null }, material: null, sheet },
      ...{ keys: { from: keys === null ? "log" : "given", address: "" }, pinned: whose },
    };
  }
  const carried: Evidence = bundle?.ok === true ? evidenceOf(bundle.value) : { record };
  const [statusList, tokenStatusList] = [files.statusList[0], files.tokenStatusList[0]];
  const evidence: Evidence = {
    ...carried,
    ...(statusList === undefined ? {} : { statusList }),
    ...(tokenStatusList === undefined ? {} : { tokenStatusList }),
    proofs: [...(carried.proofs ?? []), ...files.proof.map((proof) => `${proof}\n`)],
  };
  const isBundle = bundle?.ok === true;
  const hasProofs = (evidence.proofs ?? []).length > 0;
  const found = await keysFor(evidence, given?.ok === true ? given.value : null, isBundle, fetched, registry);
  const at = new Date(atMs);
  const checked = await verifyRecord(
    evidence,
    {
      keys: found.keys,
      policy: pinnedPolicy,
      at,
      now: now > at ? now : at,
      ...(asked.issuer.trim() === "" ? {} : { issuer: asked.issuer.trim() }),
      ...expectedSubject(asked.subject.trim(), address, registry.origin),
      asks: {
        status: isBundle || evidence.statusList !== undefined || evidence.tokenStatusList !== undefined,
        log: isBundle || hasProofs,
      },
      wantsLoggedLists: isBundle,
    },
    webCrypto,
  );
  const pinned = whose === "registry" && !hasProofs ? "none" : whose;
  const material = {
    record: typeof evidence.record === "string" ? evidence.record : "",
    ...{ bundle: isBundle ? record : null, proofs: evidence.proofs ?? [] },
    policy: policyText === undefined ? registry.policy : `${policyText}\n`,
  };
  return { ok: true, checked, keys: found.source, pinned, material, sheet: null };
}

/** Whoever asks for a product by its address expects it to be the one the record speaks of. */
function expectedSubject(
  entered: string,
  path: string | null,
  origin: string,
): { readonly subject?: string } {
  if (entered !== "") return { subject: entered };
  return path === null ? {} : { subject: origin + path };
}

/** Path of a product of this registry; null for anything else. */
function productPathIn(text: string, origin: string): string | null {
  const path = text.startsWith(`${origin}/`) ? text.slice(origin.length) : text;
  if (!path.startsWith("/")) return null;
  const product = parseProductPath(path.split(/[?#]/, 1)[0] ?? "");
  return product.ok ? product.value.productPath : null;
}

function bundlePath(productPath: string, at: string): string {
  return `${productPath}/bundle.json${at === "" ? "" : `?at=${encodeURIComponent(at)}`}`;
}

type Sorted = Readonly<Record<NonNullable<ReturnType<typeof kindOfMaterial>>, readonly string[]>>;

function sorted(texts: readonly string[]): Sorted {
  const of = (kind: keyof Sorted) => texts.filter((text) => (kindOfMaterial(text) ?? "record") === kind);
  return {
    record: of("record"),
    bundle: of("bundle"),
    keys: of("keys"),
    statusList: of("statusList"),
    tokenStatusList: of("tokenStatusList"),
    proof: of("proof"),
    policy: of("policy"),
    resultSheet: of("resultSheet"),
  };
}

interface FoundKeys {
  readonly keys: readonly CandidateKey[] | null;
  readonly source: KeySource;
}

async function keysFor(
  evidence: Evidence,
  given: readonly CandidateKey[] | null,
  isBundle: boolean,
  fetched: string | null,
  registry: ThisRegistry,
): Promise<FoundKeys> {
  if (given !== null) return { keys: given, source: { from: "given", address: "" } };
  if (isBundle) return { keys: null, source: { from: fetched === null ? "log" : "bundle", address: "" } };
  const record = typeof evidence.record === "string" ? evidence.record : "";
  return keysOfThisRegistry(claimedIssuerOf(record), registry);
}

/** Keys this registry publishes for one of its operators. A record cannot send us to any other address. */
async function keysOfThisRegistry(
  did: string | null,
  { origin, fetchText }: ThisRegistry,
): Promise<FoundKeys> {
  const slug = parseOperatorSlug(did?.slice(did.lastIndexOf(":") + 1) ?? "");
  if (!slug.ok || didOf(origin, slug.value) !== did)
    return { keys: null, source: { from: "needed", address: "" } };
  const path = `/op/${slug.value}/jwks.json`;
  const text = await fetchText(path);
  const set = text === null ? null : parseJwkSet(text);
  return set !== null && set.ok
    ? { keys: set.value, source: { from: "registry", address: path } }
    : { keys: null, source: { from: "unreachable", address: path } };
}

function codeOf(read: { readonly problems: readonly { readonly code: string }[] }): string {
  return read.problems[0]?.code ?? "";
}
