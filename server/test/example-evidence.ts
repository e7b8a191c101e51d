import example from "../../public/vectors/worked-example.json" with { type: "json" };
import { inclusionPath } from "../domain/transparency/tree.ts";
import { leafHash } from "../domain/transparency/leaf-hash.ts";
import { formatTlogProof } from "../domain/transparency/tlog-proof.ts";
import { formatBundle } from "../domain/verification/bundle.ts";
import type { BundleProofs } from "../domain/verification/bundle.ts";

/** The worked example with all that belongs to it, for tests and published vectors: its keys follow from public labels. */
export const exampleAt = "2026-11-20T13:00:00Z";
export const exampleIssuer = "did:web:registry.example:op:voltara";
export const exampleIssuerUrl = "https://registry.example/op/voltara";
export const exampleSubject = "https://registry.example/p/01/09520123456788/21/VLT-000042";

/** Pins the log of the example and asks for its witness. */
export const examplePolicy = `log ${example.log.vkey}\nwitness w1 ${example.log.witnessVkey}\nquorum w1\n`;

/** tlog-proof of an entry of the example's log in its checkpoint of size 7. */
export async function exampleProof(index: number, checkpoint = example.log.checkpoint7): Promise<string> {
  const entries = example.log.entries.map((entry) => new TextEncoder().encode(entry));
  const leaves = await Promise.all(entries.map((entry) => leafHash(entry, sha256)));
  const hashes = await inclusionPath(index, entries.length, (level, n) => subtree(leaves, level, n), sha256);
  return formatTlogProof({ index, hashes, entry: entries[index] ?? new Uint8Array(), checkpoint });
}

/** The bundle of the second version, or of another record of the example, with the proofs of that record. */
export async function exampleBundle(
  record: string = example.vcJwt,
  passportEntry = 3,
  more: Partial<BundleProofs> = {},
): Promise<string> {
  return formatBundle({
    record,
    jwks: example.jwks,
    statusList: example.statusListVc,
    tokenStatusList: example.tokenStatusList,
    proofs: {
      passport: await exampleProof(passportEntry),
      issuerKey: await exampleProof(0),
      statusList: await exampleProof(5),
      more: [],
      ...more,
    },
  });
}

async function subtree(leaves: readonly Uint8Array[], level: number, n: number): Promise<Uint8Array> {
  if (level === 0) return leaves[n] ?? new Uint8Array();
  const [left, right] = [
    await subtree(leaves, level - 1, 2 * n),
    await subtree(leaves, level - 1, 2 * n + 1),
  ];
  return sha256(Uint8Array.of(1, ...left, ...right));
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
}
