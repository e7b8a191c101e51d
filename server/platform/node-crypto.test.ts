import { expect, test } from "vitest";
import example from "../../public/vectors/worked-example.json" with { type: "json" };
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
