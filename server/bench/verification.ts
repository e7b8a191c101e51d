import { createHash, createPublicKey, verify } from "node:crypto";
import example from "../../public/vectors/worked-example.json" with { type: "json" };
import { parsePolicy } from "../domain/transparency/policy.ts";
import { parseBundle, verifyBundle } from "../domain/verification/bundle.ts";
import { verifyRecord } from "../domain/verification/verify-record.ts";
import { nodeCrypto } from "../platform/node-crypto.ts";
import { exampleAt, exampleBundle, examplePolicy } from "../test/example-evidence.ts";
import type { Ratio } from "./measure.ts";
import { compareCosts, milliseconds } from "./measure.ts";

/**
 * Checking records one after the other on one core, as the command line does, against nothing but the signatures by
 * node:crypto: what strict reading and judging cost on top of them. Key objects are made once on both sides.
 */
export async function verificationRatios(quick: boolean): Promise<readonly Ratio[]> {
  const trust = { keys: example.jwks.keys, at: new Date(exampleAt) };
  const policy = parsePolicy(examplePolicy);
  const bundleText = await exampleBundle();
  const bundle = parseBundle(bundleText);
  if (!policy.ok || !bundle.ok) throw new Error("The worked example cannot be read.");
  const pinned = { policy: policy.value, at: new Date(exampleAt) };
  const records = quick ? 1000 : 3000;
  const rounds = quick ? 7 : 11;

  const times = (count: number, work: () => Promise<unknown>) => () =>
    milliseconds(async () => {
      for (let repeat = 0; repeat < count; repeat += 1) await work();
    });
  const checked = (record: string) => async () => {
    const { verdict } = await verifyRecord({ record }, trust, nodeCrypto);
    if (verdict.parts[0]?.state !== "ok") throw new Error("The worked example does not verify.");
  };
  const bundleChecked = async () => {
    const read = parseBundle(bundleText);
    const found = read.ok ? await verifyBundle(read.value, pinned, nodeCrypto) : null;
    if (found?.verdict.overall !== "holds")
      throw new Error("The bundle of the worked example does not hold.");
  };
  const signatures = [example.vcJwt, example.statusListVc, example.tokenStatusList].map((token) =>
    bareCheck(token),
  );
  const notes = Array.from({ length: 6 }, noteCheck);
  const all = [...signatures, ...notes];

  // A customs office checks thousands: what the just-in-time compiler takes at the start is left out.
  for (const work of [checked(example.vcJwt), checked(example.sdJwtAuthority), bundleChecked])
    await times(quick ? 500 : 2000, work)();

  return [
    {
      name: "verify-public-record-per-node-crypto-verify",
      ratio: await compareCosts(
        rounds,
        times(records, checked(example.vcJwt)),
        times(records, bareCheck(example.vcJwt)),
      ),
      ours: "vc+jwt: strict JSON and JWS, key found, ES256, rules of the credential, digest",
      peer: "node:crypto ES256 verify of the same bytes; 1.67 is 0.6 of its records per second",
      limit: 1 / 0.6,
    },
    {
      name: "verify-full-record-per-node-crypto-verify",
      ratio: await compareCosts(
        rounds,
        times(records, checked(example.sdJwtAuthority)),
        times(records, bareCheck(example.sdJwtIssuerSigned, example.sdJwtAuthority)),
      ),
      ours: "dc+sd-jwt with the disclosures of an authority: the same, and every digest put in its place",
      peer: "node:crypto ES256 verify of the signed part, SHA-256 of each disclosure",
      limit: 2.5,
    },
    {
      name: "verify-bundle-per-node-crypto-verify",
      ratio: await compareCosts(
        rounds,
        times(Math.ceil(records / 10), bundleChecked),
        times(Math.ceil(records / 10), async () => {
          for (const check of all) await check();
        }),
      ),
      ours: "bundle from its text: record, both lists unpacked, three proofs with cosignatures, under a policy",
      peer: "node:crypto verify of the three ES256 and six Ed25519 signatures in it",
      limit: 4,
    },
  ];
}

/** The signature of a JWS and the digests of what is disclosed beside it, by node:crypto alone. */
function bareCheck(token: string, presented = token): () => Promise<void> {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const { kid } = headerOf(header);
  const jwk = example.jwks.keys.find((one) => one.kid === kid);
  if (jwk === undefined) throw new Error("The worked example has no such key.");
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const input = Buffer.from(`${header}.${payload}`);
  const bytes = Buffer.from(signature, "base64url");
  const disclosures = presented.split("~").slice(1, -1);
  return () => {
    if (!verify("sha256", input, { key, dsaEncoding: "ieee-p1363" }, bytes)) throw new Error("no signature");
    for (const text of disclosures) createHash("sha256").update(text).digest();
    return Promise.resolve();
  };
}

function headerOf(part: string): { readonly kid?: unknown } {
  const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  return typeof value === "object" && value !== null ? value : {};
}

/** One Ed25519 signature: that of the log under the checkpoint that every proof of the bundle carries. */
function noteCheck(): () => Promise<void> {
  const [body = "", lines = ""] = example.log.checkpoint7.split("\n\n");
  const signature = Buffer.from(lines.split("\n")[0]?.split(" ")[2] ?? "", "base64").subarray(4);
  const x = Buffer.from(example.log.publicKeyHex, "hex").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const bytes = Buffer.from(`${body}\n`);
  return () => {
    if (!verify(null, bytes, key, signature)) throw new Error("no signature");
    return Promise.resolve();
  };
}
