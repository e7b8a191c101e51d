import { parseOperatorSlug } from "../../server/domain/identifier/operator-slug.ts";
import { didOf } from "../../server/domain/record/did.ts";
import { parseJwkSet } from "../../server/domain/record/jwk-set.ts";
import type { CandidateKey } from "../../server/domain/record/jws.ts";
import { readDateTimeStamp } from "../../server/domain/record/time.ts";
import type { CheckedRecord } from "../../server/domain/verification/verify-record.ts";
import { claimedIssuerOf, verifyRecord } from "../../server/domain/verification/verify-record.ts";
import { webCrypto } from "../../server/platform/web-crypto.ts";

/** The fields as a person filled them in. */
export interface Asked {
  readonly record: string;
  readonly keys: string;
  readonly issuer: string;
  readonly subject: string;
  readonly at: string;
}

/** Where the keys came from that the signature was checked with, or why there were none. */
export interface KeySource {
  readonly from: "given" | "registry" | "needed" | "unreachable";
  readonly address: string;
}

/** What is wrong with a field: the name of its sentence, and the code behind it. */
export type FieldFaults = Partial<
  Readonly<
    Record<
      "record" | "keys" | "at",
      { readonly text: "recordMissing" | "keysBroken" | "atBroken"; readonly code: string }
    >
  >
>;

export type Outcome =
  | { readonly ok: true; readonly checked: CheckedRecord; readonly keys: KeySource }
  | { readonly ok: false; readonly faults: FieldFaults };

/**
 * Checks what a person entered, in this browser. White space around pasted text is dropped; nothing else is forgiven.
 *
 * @param origin of this page: for an issuer of this registry, and without given keys, its published keys are fetched.
 * @param fetchText the text at a path of this origin, or null when it cannot be had; never sees the record.
 */
export async function checkInBrowser(
  asked: Asked,
  now: Date,
  origin: string,
  fetchText: (path: string) => Promise<string | null>,
): Promise<Outcome> {
  const record = asked.record.trim();
  const atText = asked.at.trim();
  const atMs = atText === "" ? now.getTime() : readDateTimeStamp(atText);
  const given = asked.keys.trim() === "" ? null : parseJwkSet(asked.keys.trim());
  const faults: FieldFaults = {
    ...(record === "" ? { record: { text: "recordMissing", code: "" } } : {}),
    ...(given !== null && !given.ok
      ? { keys: { text: "keysBroken", code: given.problems[0]?.code ?? "" } }
      : {}),
    ...(atMs === null ? { at: { text: "atBroken", code: "" } } : {}),
  };
  if (record === "" || atMs === null || (given !== null && !given.ok)) return { ok: false, faults };

  const found =
    given === null
      ? await keysOfThisRegistry(claimedIssuerOf(record), origin, fetchText)
      : { keys: given.value, source: { from: "given", address: "" } as const };
  const checked = await verifyRecord(
    { record },
    {
      keys: found.keys,
      at: new Date(atMs),
      ...(asked.issuer.trim() === "" ? {} : { issuer: asked.issuer.trim() }),
      ...(asked.subject.trim() === "" ? {} : { subject: asked.subject.trim() }),
    },
    webCrypto,
  );
  return { ok: true, checked, keys: found.source };
}

interface FoundKeys {
  readonly keys: readonly CandidateKey[] | null;
  readonly source: KeySource;
}

/** Keys this registry publishes for one of its operators. A record cannot send us to any other address. */
async function keysOfThisRegistry(
  did: string | null,
  origin: string,
  fetchText: (path: string) => Promise<string | null>,
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
