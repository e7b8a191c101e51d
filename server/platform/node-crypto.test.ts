import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import example from "../../public/vectors/worked-example.json" with { type: "json" };
import { parsePublicJwk } from "../domain/record/jwk.ts";
import { verifyRecord } from "../domain/verification/verify-record.ts";
import { nodeCrypto } from "./node-crypto.ts";
import { webCrypto } from "./web-crypto.ts";

const trust = { keys: example.jwks.keys, at: new Date("2026-11-20T13:00:00Z") };

test.each([
  ["a sound record", example.vcJwt],
  ["a changed one", `${example.vcJwt.slice(0, -6)}AAAAAA`],
  ["a full record", example.sdJwtAuthority],
])("both ways to compute come to one verdict on %s", async (_, record) => {
  const [one, other] = [
    await verifyRecord({ record }, trust, nodeCrypto),
    await verifyRecord({ record }, trust, webCrypto),
  ];
  expect(one).toEqual(other);
});

test("the other point of a key's x is another key", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const parsed = parsePublicJwk({ ...publicKey.export({ format: "jwk" }) });
  if (!parsed.ok || parsed.value.kty !== "EC") throw new Error("no key");
  const jwk = parsed.value;
  const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
  const y = prime - BigInt(`0x${Buffer.from(jwk.y, "base64url").toString("hex")}`);
  const mirrored = { ...jwk, y: Buffer.from(y.toString(16).padStart(64, "0"), "hex").toString("base64url") };
  const data = new TextEncoder().encode("signed");
  const signature = new Uint8Array(sign("sha256", data, { key: privateKey, dsaEncoding: "ieee-p1363" }));
  const answers = [jwk, mirrored, jwk].map((key) => nodeCrypto.verify(key, data, signature));
  expect(await Promise.all(answers)).toEqual([true, false, true]);
});
