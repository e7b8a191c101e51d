import type { KeyObject } from "node:crypto";
import { createHash, createPrivateKey, randomUUID, sign } from "node:crypto";
import { encodeBase64url } from "../domain/record/base64url.ts";
import { didOfKey } from "../domain/record/did.ts";
import type { PublicJwk } from "../domain/record/jwk.ts";
import { algorithmOf, parsePublicJwk, thumbprintInput } from "../domain/record/jwk.ts";
import { compact, signingInput } from "../domain/record/public-record.ts";
import { isJsonObject, parseStrictJson } from "../domain/record/strict-json.ts";
import type { Trust } from "../domain/verification/evidence.ts";
import type { SheetRow } from "../domain/verification/result-sheet.ts";
import {
  newestLogState,
  programVersion,
  resultSheetHeader,
  resultSheetPayload,
} from "../domain/verification/result-sheet.ts";
import { wordsOfSheet } from "../domain/verification/sheet-words.ts";
import { nodeCrypto } from "../platform/node-crypto.ts";
import type { CliIo } from "./io.ts";
import { textIn } from "./verify-input.ts";

/** What was found, under which policy, and from which proofs. */
interface Finding {
  readonly trust: Trust;
  /** Text of the policy that was pinned. */
  readonly policy: string | null;
  readonly rows: readonly SheetRow[];
  readonly proofs: readonly string[];
}

/**
 * Writes what was found to a new file, to be kept: signed with the reader's own key, or as JSON that says that nobody
 * signed it. No registry has a part in it. Throws `Error` with a sentence.
 */
export async function writeSheet(
  { file, signWith }: { readonly file: string; readonly signWith: string | null },
  { trust, policy, rows, proofs }: Finding,
  io: CliIo,
): Promise<void> {
  const now = new Date();
  const sheet = {
    ...({ madeBy: "reader", program: programVersion } as const),
    ...{ checkedAt: now.toISOString(), asOf: trust.at.toISOString(), policy },
    ...{ log: newestLogState(proofs), list: null, checked: rows, words: wordsOfSheet(rows), keyProofs: [] },
  };
  if (io.writeFile === undefined) throw new Error("this place takes no files.");
  if (signWith === null) {
    await io.writeFile(file, `${JSON.stringify(resultSheetPayload(sheet, null), null, 2)}\n`);
    return;
  }
  const { kid, jwk, key } = readKey(signWith, await textIn(signWith, io));
  const signer = { issuer: didOfKey(kid), issuedAt: now, uuid: randomUUID() };
  const input = signingInput(resultSheetHeader(kid, algorithmOf(jwk)), resultSheetPayload(sheet, signer));
  const bytes = new TextEncoder().encode(input);
  const signature =
    jwk.kty === "EC" ? sign("sha256", bytes, { key, dsaEncoding: "ieee-p1363" }) : sign(null, bytes, key);
  // A private part beside the public part of another key signs what nobody can check.
  if (!(await nodeCrypto.verify(jwk, bytes, signature)))
    throw new Error(`${signWith} holds parts of two keys.`);
  await io.writeFile(file, `${compact(input, new Uint8Array(signature))}\n`);
}

interface OwnKey {
  readonly kid: string;
  readonly jwk: PublicJwk;
  readonly key: KeyObject;
}

/** A private JSON Web Key. Its name is its `kid`, else its thumbprint as a URI (RFC 9278). */
function readKey(file: string, bytes: Uint8Array): OwnKey {
  const json = parseStrictJson(bytes);
  if (!json.ok || !isJsonObject(json.value)) throw new Error(`${file} is not a JSON Web Key.`);
  const { kid } = json.value;
  const jwk = parsePublicJwk(json.value);
  if (!jwk.ok) throw new Error(`${file} is not a key for signatures (${jwk.problems[0]?.code ?? ""}).`);
  if (typeof json.value["d"] !== "string")
    throw new Error(`${file} is a public key; signing needs the private one.`);
  let key;
  try {
    key = createPrivateKey({ key: { ...json.value }, format: "jwk" });
  } catch (cause) {
    throw new Error(`${file} is not a private key.`, { cause });
  }
  const print = encodeBase64url(
    new Uint8Array(createHash("sha256").update(thumbprintInput(jwk.value)).digest()),
  );
  const name =
    typeof kid === "string" && kid !== "" ? kid : `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${print}`;
  return { kid: name, jwk: jwk.value, key };
}
