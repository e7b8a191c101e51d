import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import { webCrypto } from "../../platform/web-crypto.ts";
import {
  keyLife,
  samplePayload,
  samplePolicy,
  sampleProofs,
  sampleRegistry,
  sampleRow,
  sampleSheet,
  sampleSigner,
  signedSheet,
} from "../../test/sample-sheet.ts";
import { parsePolicy } from "../transparency/policy.ts";
import { programVersion, readResultSheet, resultSheetPayload } from "./result-sheet.ts";
import { resultSheetSchema } from "./result-sheet-schema.ts";
import { wordsOfSheet } from "./sheet-words.ts";
import { isResultSheet, verifySheet } from "./verify-sheet.ts";
import type { SheetTrust } from "./verify-sheet.ts";
import { verifyRecord } from "./verify-record.ts";
import { headlineOf } from "./words.ts";

const parsed = parsePolicy(samplePolicy);
const policy = parsed.ok ? parsed.value : null;
const at = new Date("2026-11-21T09:00:00Z");
const pinned: SheetTrust = { policy, at };

async function check(text: string, trust: SheetTrust = pinned) {
  const { verdict, sheet } = await verifySheet(text, trust, webCrypto);
  const codes = verdict.parts.flatMap(({ code }) => code ?? []);
  const states = verdict.parts.map(({ state }) => state);
  return { overall: verdict.overall, headline: headlineOf(verdict), codes, states, sheet, verdict };
}

const member = (changes: object) => signedSheet({ ...samplePayload(), ...changes });

describe("a result sheet of a registry", () => {
  test("holds under the pinned log by what it carries itself, and says what was found", async () => {
    const { overall, headline, states, sheet, verdict } = await check(await signedSheet());
    expect([overall, headline]).toEqual(["holds", "sheet"]);
    expect(states).toEqual(["ok", ...Array.from({ length: 5 }, () => "notAsked")]);
    expect(verdict.parts[0]?.evidence).toMatchObject({ keyIndex: "0", signedAt: "2026-11-20T12:00:01.000Z" });
    expect(sheet).toEqual(sampleSheet);
  });

  test("compares issuer and product when they are asked for", async () => {
    const token = await signedSheet();
    const issuer = sampleRegistry.issuer;
    const subject = "https://registry.example/01/09520000010010";
    expect((await check(token, { ...pinned, issuer, subject })).states.slice(0, 3)).toEqual([
      "ok",
      "ok",
      "ok",
    ]);
    expect((await check(token, { ...pinned, issuer: `${issuer}1` })).codes).toEqual(["R_ISSUER_UNEXPECTED"]);
    expect((await check(token, { ...pinned, subject: `${subject}1` })).codes).toEqual([
      "R_SUBJECT_UNEXPECTED",
    ]);
  });

  test("is wrong once a letter of it was changed", async () => {
    const [header = "", , signature = ""] = (await signedSheet()).split(".");
    const changed = {
      ...samplePayload(),
      checked: [{ ...sampleRow, outcome: "holds", headline: "verified" }],
    };
    const text = Buffer.from(JSON.stringify(changed)).toString("base64url");
    const { overall, headline, codes, sheet } = await check([header, text, signature].join("."));
    expect([overall, headline, codes[0], sheet]).toEqual(["wrong", "sheetWrong", "R_SIGNATURE", null]);
  });

  test("is wrong when another key signed it, and when the key is not logged cannot be checked", async () => {
    const other = await sampleSigner(sampleRegistry.issuer, "somebody else's");
    const { codes } = await check(await signedSheet(samplePayload(), { ...other, kid: sampleRegistry.kid }));
    expect(codes[0]).toBe("R_SIGNATURE");
    const unknown = await check(await signedSheet(samplePayload(), other));
    expect([unknown.overall, unknown.codes[0]]).toEqual(["couldNotCheck", "C_NO_KEYS"]);
    const nothingPinned = await check(await signedSheet(), { at });
    expect([nothingPinned.overall, nothingPinned.headline]).toEqual(["couldNotCheck", "sheetOpen"]);
  });

  test("is not believed of an operator's logged key, nor of the registry of another log", async () => {
    const operator = await sampleSigner("did:web:registry.example:op:voltara");
    const keyProofs = await keyLife(operator, { action: "add", at: "2026-11-20T08:00:00Z" });
    const forged = samplePayload({ ...sampleSheet, keyProofs }, operator.issuer);
    expect((await check(await signedSheet(forged, operator))).codes).toEqual(["R_SHEET_ISSUER"]);
    const elsewhere = await sampleSigner("did:web:other.example:op:registry");
    const others = samplePayload(
      {
        ...sampleSheet,
        keyProofs: await keyLife(elsewhere, { action: "add", at: "2026-11-20T08:00:00Z" }),
      },
      elsewhere.issuer,
    );
    expect((await check(await signedSheet(others, elsewhere))).codes).toEqual(["R_SHEET_ISSUER"]);
  });

  test.each([
    ["R_KEY_LATER", [{ action: "add", at: "2026-11-20T13:00:00Z" }]],
    [
      "R_KEY_RETIRED",
      [
        { action: "add", at: "2026-11-20T08:00:00Z" },
        { action: "retire", at: "2026-11-20T11:00:00Z" },
      ],
    ],
    [
      "R_KEY_COMPROMISED",
      [
        { action: "add", at: "2026-11-20T08:00:00Z" },
        { action: "compromise", at: "2026-11-20T15:00:00Z", since: new Date("2026-11-20T14:00:00Z") },
      ],
    ],
  ] as const)("is wrong with %s by the life of its key in the log", async (code, life) => {
    const keyProofs = await keyLife(sampleRegistry, ...life);
    const { codes, overall } = await check(await signedSheet(samplePayload({ ...sampleSheet, keyProofs })));
    expect([overall, codes]).toEqual(["wrong", [code]]);
  });

  test("stays good when its key is retired later", async () => {
    const life = await keyLife(
      sampleRegistry,
      { action: "add", at: "2026-11-20T08:00:00Z" },
      { action: "retire", at: "2026-11-20T16:00:00Z" },
    );
    expect((await check(await signedSheet(samplePayload({ ...sampleSheet, keyProofs: life })))).overall).toBe(
      "holds",
    );
  });

  test("is wrong when a proof it carries does not hold", async () => {
    const keyProofs = sampleProofs.map((proof) => proof.replace("index 0", "index 1"));
    const { codes } = await check(await signedSheet(samplePayload({ ...sampleSheet, keyProofs })));
    expect(codes).toContain("R_LOG_PROOF");
  });

  test.each([
    ["R_TIME_FUTURE", { iat: 1_900_000_000 }],
    ["R_TIME_FORMAT", { iat: "today" }],
    ["R_ISSUER", { iss: 7 }],
    ["R_ISSUER_KID", { iss: "did:web:registry.example:op:other" }],
    ["R_SHEET_MEMBER", { resultSheet: "2.0.0" }],
    ["R_SHEET_MEMBER", { madeBy: "somebody" }],
    ["R_SHEET_MEMBER", { checkedAt: "yesterday" }],
    ["R_SHEET_MEMBER", { checked: [{ ...sampleRow, parts: sampleRow.parts.slice(1) }] }],
    ["R_SHEET_MEMBER", { checked: [{ ...sampleRow, record: { sha256: "short", bytes: 1 } }] }],
    ["R_SHEET_MEMBER", { checked: [{ ...sampleRow, outcome: null, headline: null, parts: [] }] }],
    ["R_SHEET_MEMBER", { words: { en: {} } }],
  ])("is wrong with %s where it says %j", async (code, changes) => {
    expect((await check(await member(changes))).codes).toEqual([code]);
  });

  test("is no record, and a record is no result sheet", async () => {
    const token = await signedSheet();
    const record = await signedSheet(samplePayload(), sampleRegistry, { typ: "vc+jwt" });
    expect([isResultSheet(token), isResultSheet(record), isResultSheet("{}")]).toEqual([true, false, false]);
    const { verdict } = await verifyRecord({ record: token }, { at }, webCrypto);
    expect(verdict.parts[0]?.code).toBe("R_TYP");
    expect((await check(record)).codes[0]).toBe("R_TYP");
  });
});

describe("a result sheet made offline", () => {
  test("is checked with its maker's key, and may not pose as a registry's", async () => {
    const reader = await sampleSigner("customs-hamburg");
    const own = { ...sampleSheet, madeBy: "reader", keyProofs: [] } as const;
    const keys = [{ ...reader.key.jwk, kid: reader.kid }];
    const token = await signedSheet(samplePayload(own, reader.issuer), reader);
    expect((await check(token, { keys, at })).overall).toBe("holds");
    expect((await check(token)).codes[0]).toBe("C_NO_KEYS");
    const posing = await signedSheet(samplePayload({ ...own, madeBy: "registry" }, reader.issuer), reader);
    expect((await check(posing, { keys, at })).codes).toEqual(["R_SHEET_ISSUER"]);
    const hidden = await signedSheet(samplePayload(own));
    expect(
      (await check(hidden, { keys: [{ ...sampleRegistry.key.jwk, kid: sampleRegistry.kid }], at })).codes,
    ).toEqual(["R_SHEET_ISSUER"]);
  });

  test("says plainly that nobody has signed it", async () => {
    const text = JSON.stringify(resultSheetPayload({ ...sampleSheet, madeBy: "reader" }, null), null, 2);
    const { overall, codes, sheet } = await check(text);
    expect(isResultSheet(text)).toBe(true);
    expect([overall, codes]).toEqual(["couldNotCheck", ["C_SHEET_UNSIGNED"]]);
    expect(sheet?.checked).toEqual([sampleRow]);
    const broken = await check(text.replace('"reader"', '"nobody"'));
    expect([broken.overall, broken.codes]).toEqual(["wrong", ["R_SHEET_MEMBER"]]);
  });
});

describe("what a result sheet says", () => {
  test("keeps to its published schema, signed and unsigned", () => {
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(resultSheetSchema);
    const unsigned = resultSheetPayload(sampleSheet, null);
    expect([validate(samplePayload()), validate(unsigned)], JSON.stringify(validate.errors)).toEqual([
      true,
      true,
    ]);
    expect(validate({ ...unsigned, iss: "did:web:registry.example:op:registry" })).toBe(false);
    expect(validate({ ...samplePayload(), checked: [{ ...sampleRow, outcome: "fine" }] })).toBe(false);
  });

  test("reads back as it was written, for any member left out it is refused", () => {
    const payload = JSON.parse(JSON.stringify(samplePayload()));
    expect(readResultSheet(payload)).toEqual({ ok: true, value: sampleSheet });
    for (const name of resultSheetSchema.required) {
      const { [name]: _, ...rest } = payload;
      expect([name, readResultSheet(rest).ok]).toEqual([name, false]);
    }
  });

  test("names the version of this program", () => {
    expect(programVersion).toBe(`cellproof ${packageJson.version}`);
  });

  test("has words in both languages for every code that occurs", () => {
    const { en, zh } = wordsOfSheet([sampleRow]);
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    expect(en).toMatchObject({
      "headline.withdrawn": "This record is genuine, and its issuer has withdrawn it.",
      "part.status": "Current",
      "state.failed": "wrong",
      R_STATUS_REVOKED: "The issuer has withdrawn this record.",
    });
    expect(zh["state.couldNotCheck"]).toBe("无法核验");
  });
});
