import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import {
  publicRecordHeader,
  publicRecordPayload,
  signingInput,
  compact,
} from "../domain/record/public-record.ts";
import { keyStore } from "../platform/key-store.ts";
import { createSigner } from "../platform/signer.ts";
import type { Ratio } from "./measure.ts";
import { compareCosts, milliseconds } from "./measure.ts";

/** Making a signed record (payload, serialisation, signature) against node:crypto signing bytes of the same length. */
export async function signingRatios(quick: boolean): Promise<readonly Ratio[]> {
  const keys = keyStore(new Uint8Array(randomBytes(32)));
  const { kid, publicJwk, encryptedPrivateKey } = keys.create("did:web:bench.example:op:bench");
  const stored = {
    state: "active",
    publicJwk,
    signer: "process",
    signerKey: null,
    encryptedPrivateKey,
  } as const;
  const signer = createSigner(keys, () => Promise.resolve(stored));
  const oneRecord = async (version: number) => {
    const input = signingInput(publicRecordHeader(kid), payload(version));
    return compact(input, await signer.sign(kid, new TextEncoder().encode(input)));
  };
  const length = (await oneRecord(1)).length;
  const bareKey = createPrivateKey(
    generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "pem", type: "pkcs8" }),
  );
  const bytes = randomBytes(length);
  const repeats = quick ? 500 : 3000;
  const ours = () =>
    milliseconds(async () => {
      for (let version = 1; version <= repeats; version += 1) await oneRecord(version);
    });
  const peer = () =>
    milliseconds(() => {
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        sign("sha256", bytes, { key: bareKey, dsaEncoding: "ieee-p1363" });
      }
    });
  return [
    {
      name: "sign-record-per-node-crypto-signature",
      ratio: await compareCosts(quick ? 5 : 9, ours, peer),
      ours: "payload, JSON, base64url, ES256 through the signer interface, compact JWS",
      peer: "node:crypto ES256 over as many bytes",
      limit: 2,
    },
  ];
}

function payload(version: number) {
  return publicRecordPayload({
    publicUrl: "https://bench.example",
    operator: { slug: "bench", name: "Bench operator" },
    credentialUuid: "00000000-0000-4000-8000-000000000000",
    issuedAt: new Date(0),
    status: { list: 1, index: version },
    logSubject: "AAAAAAAAAAAAAAAAAAAAAA",
    version,
    previous: null,
    subject: {
      id: `https://bench.example/01/09520000000004/21/${version}`,
      type: "Battery",
      granularity: "item",
      statutory: {
        batteryModelPassport: "https://bench.example/01/09520000000004",
        batterySerialNumber: String(version),
        manufacturingDate: "2026-11",
      },
    },
  });
}
