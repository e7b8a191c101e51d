import fc from "fast-check";
import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { webCrypto } from "../../platform/web-crypto.ts";
import { maxJwsBytes } from "../record/jws.ts";
import type { VerificationCrypto } from "./crypto.ts";
import { isDemonstration } from "./credential-rules.ts";
import { couldNotCheckCodes } from "./refusal-codes.ts";
import type { Trust } from "./evidence.ts";
import type { PartVerdict } from "./verdict.ts";
import { claimedIssuerOf, verifyRecord } from "./verify-record.ts";

const issuer = "did:web:registry.example:op:voltara";
const subject = "https://registry.example/p/01/09520123456788/21/VLT-000042";
const trust = { keys: example.jwks.keys, at: new Date("2026-11-20T13:00:00Z") };
const token = example.vcJwt;

const judge = async (
  input: string | Uint8Array,
  more: Partial<Trust> = {},
  crypto: VerificationCrypto = webCrypto,
) => {
  const checked = await verifyRecord({ record: input }, { ...trust, ...more }, crypto);
  return { ...checked, ...checked.verdict };
};
const stateAndCode = (parts: readonly PartVerdict[]) =>
  parts.map(({ state, code }) => (code === undefined ? state : `${state} ${code}`));

describe("the worked example", () => {
  test("verifies, for the issuer and the product expected", async () => {
    const checked = await judge(token, { issuer, subject });
    expect(checked.overall).toBe("holds");
    expect(stateAndCode(checked.parts)).toEqual([
      "ok",
      "ok",
      "ok",
      "couldNotCheck C_NO_STATUS_LIST",
      "couldNotCheck C_NOT_IN_A_CHECKPOINT",
      "couldNotCheck C_NO_WITNESS",
    ]);
    expect(checked.parts[0]?.evidence).toEqual({
      kid: example.jwks.keys[0]?.kid,
      alg: "ES256",
      digest: "k_egTvz-1O0vuWS97f0TJt71YkHaMYi2LkTw8H6K1tE",
      signedAt: "2026-11-20T12:00:00.000Z",
    });
    expect(checked.parts[1]?.evidence).toEqual({ issuer, name: "Voltara Cells GmbH" });
    expect(checked.parts[2]?.evidence).toEqual({ subject });
    expect(checked.credential?.["iss"]).toBe(issuer);
    expect(checked).toMatchObject({ demonstration: false, checkedAt: "2026-11-20T13:00:00.000Z" });
  });

  test("verifies as bytes as well, and its first version too", async () => {
    expect((await judge(new TextEncoder().encode(token))).overall).toBe("holds");
    expect((await judge(example.vcJwtV1)).overall).toBe("holds");
  });

  test("names its issuer to whoever looks for the keys", () => {
    expect(claimedIssuerOf(token)).toBe(issuer);
    expect(claimedIssuerOf("a.b.c")).toBeNull();
  });
});

describe("a changed record", () => {
  test("fails, wherever one character was changed", async () => {
    const places = fc.nat(token.length - 1);
    const characters = fc.constantFrom(..."ABCXYZabcxyz0189-_.=~ ");
    await fc.assert(
      fc.asyncProperty(places, characters, async (place, character) => {
        fc.pre(token[place] !== character);
        const checked = await judge(token.slice(0, place) + character + token.slice(place + 1));
        expect([checked.overall, checked.parts[0]?.state, checked.credential]).toEqual([
          "wrong",
          "failed",
          null,
        ]);
      }),
      { numRuns: 300 },
    );
  });

  test("fails, wherever one bit of its bytes was flipped", async () => {
    const bytes = new TextEncoder().encode(token);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (place, bit) => {
        const flipped = bytes.map((byte, at) => (at === place ? byte ^ (1 << bit) : byte));
        expect((await judge(flipped)).overall).toBe("wrong");
      }),
      { numRuns: 300 },
    );
  });

  test("never makes the check throw, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.uint8Array()), async (input) => {
        expect((await judge(input)).overall).toBe("wrong");
      }),
    );
  });

  test("that is too large is refused unread", async () => {
    const large = await judge("a".repeat(maxJwsBytes + 1));
    expect(stateAndCode(large.parts)[0]).toBe("failed R_SIZE");
    expect(stateAndCode((await judge("a".repeat(maxJwsBytes))).parts)[0]).toBe("failed R_PARTS");
  });

  test("says nothing that can be relied on", async () => {
    const checked = await judge(`${token.slice(0, -6)}AAAAAA`, { issuer, subject });
    expect(stateAndCode(checked.parts)).toEqual([
      "failed R_SIGNATURE",
      ...Array.from({ length: 5 }, () => "couldNotCheck C_SIGNATURE_FAILED"),
    ]);
    expect(checked.credential).toBeNull();
  });
});

describe("what is not asked", () => {
  test("is never ok, and does not decide", async () => {
    const checked = await judge(token);
    expect(stateAndCode(checked.parts).slice(0, 3)).toEqual(["ok", "notAsked", "notAsked"]);
    expect(checked.overall).toBe("holds");
  });

  test.each([
    { status: true, log: false },
    { status: false, log: true },
  ])("differs from what is asked and could not be checked: %j", async (asks) =>
    expect((await judge(token, { asks })).overall).toBe("couldNotCheck"),
  );

  test("a wrong part outweighs one that could not be checked", async () => {
    const checked = await judge(token, {
      asks: { status: true, log: true },
      issuer: "did:web:other.example",
    });
    expect(checked.overall).toBe("wrong");
    expect(checked.parts[1]).toMatchObject({
      state: "failed",
      code: "R_ISSUER_UNEXPECTED",
      evidence: { expected: "did:web:other.example", issuer },
    });
    expect(checked.parts[0]?.state).toBe("ok");
  });
});

describe("what could not be checked", () => {
  test("without keys is the signature, and with it whatever the record says of itself", async () => {
    const checked = await judge(token, { keys: null, issuer, subject });
    expect(checked.overall).toBe("couldNotCheck");
    expect(stateAndCode(checked.parts).slice(0, 3)).toEqual([
      "couldNotCheck C_NO_KEYS",
      "couldNotCheck C_SIGNATURE_NOT_CHECKED",
      "couldNotCheck C_SIGNATURE_NOT_CHECKED",
    ]);
    expect(checked.credential).toBeNull();
  });

  test("without keys does not hide what is plainly wrong", async () => {
    const checked = await judge(token, { keys: null, subject: `${subject}X` });
    expect(checked.overall).toBe("wrong");
    expect(checked.parts[2]?.code).toBe("R_SUBJECT_UNEXPECTED");
  });

  test("is the signature where the runtime cannot compute it", async () => {
    const broken: VerificationCrypto = {
      sha256: () => Promise.reject(new Error("no such algorithm")),
      verify: () => Promise.reject(new Error("no such algorithm")),
      inflate: () => Promise.reject(new Error("no such algorithm")),
    };
    const checked = await judge(token, {}, broken);
    expect(checked.overall).toBe("couldNotCheck");
    expect(stateAndCode(checked.parts)[0]).toBe("couldNotCheck C_CRYPTO");
    expect(checked.parts[0]?.evidence).not.toHaveProperty("digest");
  });

  test("is the status of a record that names no status list", async () => {
    const checked = await judge(example.statusListVc);
    expect(stateAndCode(checked.parts)[3]).toBe("couldNotCheck C_NO_STATUS_ENTRY");
  });

  test("always says why, by a code of the list", async () => {
    const known: readonly string[] = couldNotCheckCodes;
    for (const keys of [null, [], example.jwks.keys]) {
      for (const { state, code } of (await judge(token, { keys, issuer, subject })).parts) {
        if (state === "couldNotCheck") expect(known).toContain(code);
      }
    }
  });
});

test("a record that names a host of one's own machine anywhere is a demonstration's", () => {
  const named = "http://localhost:3000/x";
  expect(isDemonstration({ issuer, credentialSubject: { id: subject } })).toBe(false);
  expect(isDemonstration({ issuer: "https://registry.example/op/localhost" })).toBe(false);
  for (const payload of [
    { issuer: "did:web:localhost%3A3000:op:voltara" },
    { issuer: { id: named } },
    { "@context": ["https://www.w3.org/ns/credentials/v2", named] },
    { credentialSchema: { id: named } },
    { credentialSchema: [{ id: "https://registry.example/s" }, { id: named }] },
    { credentialSubject: { id: named } },
    { credentialStatus: { statusListCredential: named } },
  ]) {
    expect(isDemonstration({ issuer, ...payload })).toBe(true);
  }
});
