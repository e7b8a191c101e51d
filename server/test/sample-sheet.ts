import { encodeBase64url } from "../domain/record/base64url.ts";
import { thumbprintInput } from "../domain/record/jwk.ts";
import { compact, signingInput } from "../domain/record/public-record.ts";
import { issuerKeyEntry } from "../domain/transparency/entry.ts";
import type { IssuerKeyEntry } from "../domain/transparency/entry.ts";
import type { ResultSheet, SheetRow } from "../domain/verification/result-sheet.ts";
import {
  newestLogState,
  resultSheetHeader,
  resultSheetPayload,
  verdictOnSheet,
} from "../domain/verification/result-sheet.ts";
import { wordsOfSheet } from "../domain/verification/sheet-words.ts";
import { testLog, testNoteKey } from "../domain/verification/test-log.ts";
import { signEs256, testKey } from "../domain/verification/test-signer.ts";
import type { TestKey } from "../domain/verification/test-signer.ts";
import { webCrypto } from "../platform/web-crypto.ts";

/** Result sheets for tests, of a registry whose keys follow from public labels. */
const host = "registry.example";
const logKey = await testNoteKey(`${host}/log`, 1, "cellproof sample sheet log key");
export const samplePolicy = `log ${logKey.text}\nquorum none\n`;

/** Somebody who signs: DID, name of the key, and the key. */
export interface SampleSigner {
  readonly issuer: string;
  readonly kid: string;
  readonly key: TestKey;
}

export async function sampleSigner(issuer: string, label = issuer): Promise<SampleSigner> {
  const key = await testKey(`cellproof sample sheet key ${label}`);
  const print = await webCrypto.sha256(new TextEncoder().encode(thumbprintInput(key.jwk)));
  return { issuer, kid: `${issuer}#${encodeBase64url(print)}`, key };
}

export const sampleRegistry = await sampleSigner(`did:web:${host}:op:registry`);

/** tlog-proofs of what happened to this key, one after the other. */
export async function keyLife(
  { issuer, kid, key }: SampleSigner,
  ...events: readonly (Pick<IssuerKeyEntry, "action" | "since"> & { readonly at: string })[]
): Promise<readonly string[]> {
  const entries = events.map(({ at, ...event }) =>
    issuerKeyEntry({
      ...{ ...event, issuer, alsoKnownAs: [], kid, jwk: key.jwk, custody: "registry" },
      time: new Date(at),
    }),
  );
  const log = testLog(logKey, entries, []);
  return Promise.all(entries.map((_, index) => log.proof(index)));
}

export const sampleProofs = await keyLife(sampleRegistry, { action: "add", at: "2026-11-20T08:00:00Z" });

export const sampleRow: SheetRow = {
  row: 1,
  asked: "/01/09520000010010",
  product: `https://${host}/01/09520000010010`,
  operator: "Voltara Cells GmbH",
  version: 2,
  record: { sha256: "r".repeat(43), bytes: 2345 },
  ...{ file: null, answer: null },
  ...verdictOnSheet({
    overall: "withdrawn",
    parts: [
      { part: "signature", state: "ok", evidence: { kid: "k" } },
      { part: "issuer", state: "ok", evidence: {} },
      { part: "subject", state: "ok", evidence: {} },
      {
        part: "status",
        state: "failed",
        code: "R_STATUS_REVOKED",
        evidence: { asOf: "2026-11-20T11:00:00Z" },
      },
      { part: "log", state: "ok", evidence: { leafIndex: "3", treeSize: "7" } },
      { part: "witnesses", state: "couldNotCheck", code: "C_NO_WITNESS", evidence: {} },
    ],
    demonstration: false,
    checkedAt: "2026-11-20T12:00:00Z",
  }),
};

export const sampleSheet: ResultSheet = {
  ...{ madeBy: "registry", program: "cellproof 0.1.0" },
  ...{ checkedAt: "2026-11-20T12:00:00Z", asOf: "2026-11-20T12:00:00Z", policy: samplePolicy },
  log: newestLogState(sampleProofs),
  list: null,
  checked: [sampleRow],
  words: wordsOfSheet([sampleRow]),
  keyProofs: sampleProofs,
};

export function samplePayload(sheet: ResultSheet = sampleSheet, issuer = sampleRegistry.issuer) {
  return resultSheetPayload(sheet, {
    ...{ issuer, uuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000099" },
    issuedAt: new Date("2026-11-20T12:00:01Z"),
  });
}

/** The compact JWS of a payload. */
export async function signedSheet(
  payload: object = samplePayload(),
  { kid, key }: SampleSigner = sampleRegistry,
  header: object = {},
): Promise<string> {
  const input = signingInput({ ...resultSheetHeader(kid, "ES256"), ...header }, payload);
  return compact(input, await signEs256(key, input));
}
