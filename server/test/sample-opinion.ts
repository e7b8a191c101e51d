import example from "../../public/vectors/worked-example.json" with { type: "json" };
import { encodeBase64url } from "../domain/record/base64url.ts";
import { didOf } from "../domain/record/did.ts";
import { thumbprintInput } from "../domain/record/jwk.ts";
import { opinionPayload } from "../domain/record/opinion.ts";
import { compact, publicRecordHeader, signingInput } from "../domain/record/public-record.ts";
import { signEs256, testKey } from "../domain/verification/test-signer.ts";
import { webCrypto } from "../platform/web-crypto.ts";
import { exampleSubject } from "./example-evidence.ts";

const publicUrl = "https://registry.example";
const body = { slug: "plumbline", name: "Plumbline Assessment" };
const key = await testKey("cellproof sample opinion key 1");
const print = await webCrypto.sha256(new TextEncoder().encode(thumbprintInput(key.jwk)));

/** Who gives the sample opinion, and the keys a verifier would hold of it. */
export const sampleBody = didOf(publicUrl, body.slug);
const kid = `${sampleBody}#${encodeBase64url(print)}`;
export const sampleBodyKeys = { keys: [{ ...key.jwk, kid, alg: "ES256", use: "sig" }] };

const digest = (letter: string) => letter.repeat(43);

/** Payload of an opinion on version 2 of the worked example's passport. */
export const sampleOpinionPayload = opinionPayload({
  ...{ publicUrl, body, credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000077" },
  issuedAt: new Date("2026-11-20T12:30:00Z"),
  ...{ productUrl: exampleSubject, logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw", version: 2 },
  artefacts: {
    "vc+jwt": await digestOfText(example.vcJwt),
    "dc+sd-jwt": digest("s"),
  },
  previous: null,
  ...{ declarationNumber: 1, requestDigest: digest("q"), resultDigest: digest("r") },
  ...{ outcome: "confirmed", remarks: null },
  recomputation: {
    at: new Date("2026-11-20T12:29:00Z"),
    ...{ agreement: "same", kgCO2ePerKWh: "71.9", resultDigest: digest("r") },
  },
});

/** The compact JWS of an opinion with these members in place of the sample's. */
export async function signedOpinion(members: object = {}): Promise<string> {
  const input = signingInput(publicRecordHeader(kid), { ...sampleOpinionPayload, ...members });
  return compact(input, await signEs256(key, input));
}

async function digestOfText(text: string): Promise<string> {
  return encodeBase64url(await webCrypto.sha256(new TextEncoder().encode(text)));
}
