import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { readJws, readPayload } from "./jws.ts";
import type { StatusPlace, StatusPointer } from "./status-list.ts";
import {
  bitstringListPayload,
  bitstringOf,
  readBitstringStatus,
  readTokenStatus,
  statusListLength,
  statusListUrl,
  statusUnknownCodes,
  tokenListOf,
  tokenListHeader,
  tokenListPayload,
  tokenListUrl,
} from "./status-list.ts";
import type { JsonObject, JsonValue } from "./strict-json.ts";
import { isJsonObject, parseStrictJson } from "./strict-json.ts";
import eightBits from "./token-status-list-example.json" with { type: "json" };

const at = new Date("2026-11-20T13:00:00Z");
const publicUrl = "https://registry.example";
const list = statusListUrl(publicUrl, "voltara", 1);
const did = "did:web:registry.example:op:voltara";
const issuer = "https://registry.example/op/voltara";
const input = {
  publicUrl,
  slug: "voltara",
  list: 1,
  issuedAt: new Date("2026-11-20T12:00:00Z"),
  validUntil: new Date("2026-11-27T12:00:00Z"),
};
const bitPointer = (index: number | string): StatusPointer => ({ list, index: String(index), issuer: did });
const tokenPointer = (index: number | string): StatusPointer => ({
  list: tokenListUrl(list),
  index: String(index),
  issuer,
});

/** As it travels: text, read strictly. */
function read(payload: object): JsonObject {
  const json = parseStrictJson(JSON.stringify(payload));
  if (!json.ok || !isJsonObject(json.value)) throw new Error("not an object");
  return json.value;
}

/** A text inside an object inside a payload. */
function innerText(payload: JsonObject, member: string, name: string): string {
  const inner = payload[member];
  const text = isJsonObject(inner) ? inner[name] : null;
  if (typeof text !== "string") throw new Error(`no ${name}`);
  return text;
}

function payloadOf(token: string, typ: string): JsonObject {
  const jws = readJws(token, typ);
  const payload = jws.ok ? readPayload(jws.value) : jws;
  if (!payload.ok) throw new Error("unreadable example");
  return payload.value;
}

const bitList = (places: readonly StatusPlace[]) =>
  read(bitstringListPayload(input, gzipSync(bitstringOf(places))));
const tokenList = (places: readonly StatusPlace[]) =>
  read(tokenListPayload(input, deflateSync(tokenListOf(places))));

/** The value, or the codes of the problems. */
const bit = (payload: JsonObject, index: number | string, when = at, purpose = "revocation") => {
  const status = readBitstringStatus(payload, bitPointer(index), purpose, when);
  return status.ok ? status.value.value : status.problems.map(({ code }) => code).join();
};
const token = (payload: JsonObject, index: number | string, when = at) => {
  const status = readTokenStatus(payload, tokenPointer(index), when);
  return status.ok ? status.value.value : status.problems.map(({ code }) => code).join();
};

const places = fc.uniqueArray(
  fc.record({
    index: fc.integer({ min: 0, max: statusListLength - 1 }),
    value: fc.constantFrom<0 | 1 | 3>(0, 1, 3),
  }),
  { selector: ({ index }) => index, maxLength: 60 },
);

describe("the worked example of the record format", () => {
  const superseded: readonly StatusPlace[] = [
    { index: 94_567, value: 3 },
    { index: 21_330, value: 0 },
  ];

  test("packs to the same bytes", () => {
    const bits = payloadOf(example.statusListVc, "vc+jwt");
    const encoded = innerText(bits, "credentialSubject", "encodedList");
    expect(gunzipSync(Buffer.from(encoded.slice(1), "base64url")).equals(bitstringOf(superseded))).toBe(true);
    const tokens = payloadOf(example.tokenStatusList, "statuslist+jwt");
    const lst = innerText(tokens, "status_list", "lst");
    expect(inflateSync(Buffer.from(lst, "base64url")).equals(tokenListOf(superseded))).toBe(true);
  });

  test("is built member by member, and before anything was set as well", () => {
    for (const [seq, bits, tokens, set] of [
      [1, example.statusListVcSeq1, example.tokenStatusListSeq1, []],
      [2, example.statusListVc, example.tokenStatusList, superseded],
    ] as const) {
      const bitPayload = payloadOf(bits, "vc+jwt");
      const tokenPayload = payloadOf(tokens, "statuslist+jwt");
      const issuedAt = new Date(Number(bitPayload["iat"]) * 1000);
      const own = { ...input, issuedAt, validUntil: new Date(issuedAt.getTime() + 7 * 86_400_000) };
      const encoded = innerText(bitPayload, "credentialSubject", "encodedList").slice(1);
      const lst = innerText(tokenPayload, "status_list", "lst");
      // Compressed bytes may differ between versions of zlib: those of the example are handed in.
      expect({
        seq,
        payload: JSON.stringify(bitstringListPayload(own, Buffer.from(encoded, "base64url"))),
      }).toEqual({
        seq,
        payload: JSON.stringify(bitPayload),
      });
      expect(JSON.stringify(tokenListPayload(own, Buffer.from(lst, "base64url")))).toBe(
        JSON.stringify(tokenPayload),
      );
      expect(gunzipSync(Buffer.from(encoded, "base64url")).equals(bitstringOf(set))).toBe(true);
    }
    const header = readJws(example.tokenStatusList, "statuslist+jwt");
    expect(header.ok && header.value.header).toEqual(tokenListHeader(header.ok ? header.value.kid : ""));
  });

  test("reads: version 1 replaced, version 2 valid", () => {
    const bits = payloadOf(example.statusListVc, "vc+jwt");
    const tokens = payloadOf(example.tokenStatusList, "statuslist+jwt");
    expect([bit(bits, 94_567), bit(bits, 21_330)]).toEqual([1, 0]);
    expect([token(tokens, 94_567), token(tokens, 21_330)]).toEqual([3, 0]);
  });
});

describe("the test vectors of the Token Status List draft", () => {
  /** Appendix "Test vectors for Status List encoding" and section 4.1: bits, list, and every place that is set. */
  const vectors: readonly (readonly [bits: number, lst: string, set: Readonly<Record<number, number>>])[] = [
    [1, "eNrbuRgAAhcBXQ", { 0: 1, 3: 1, 4: 1, 5: 1, 7: 1, 8: 1, 9: 1, 13: 1, 15: 1 }],
    [2, "eNo76fITAAPfAgc", { 0: 1, 1: 2, 3: 3, 5: 1, 7: 1, 8: 1, 9: 2, 10: 3, 11: 3 }],
    [
      1,
      "eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogEAAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAAA7KpLAAAAAAAAAAAAAAAAAAAAAJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAAACAZC8L2AEb",
      {
        ...{ 0: 1, 1993: 1, 25_460: 1, 159_495: 1, 495_669: 1, 554_353: 1, 645_645: 1, 723_232: 1 },
        ...{ 854_545: 1, 934_534: 1, 1_000_345: 1 },
      },
    ],
    [
      2,
      "eNrt2zENACEQAEEuoaBABP5VIO01fCjIHTMStt9ovGVIAAAAAABAbiEBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEB5WwIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAID0ugQAAAAAAAAAAAAAAAAAQG12SgAAAAAAAAAAAAAAAAAAAAAAAAAAAOCSIQEAAAAAAAAAAAAAAAAAAAAAAAD8ExIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAwJEuAQAAAAAAAAAAAAAAAAAAAAAAAMB9SwIAAAAAAAAAAAAAAAAAAACoYUoAAAAAAAAAAAAAAEBqH81gAQw",
      {
        ...{ 0: 1, 1993: 2, 25_460: 1, 159_495: 3, 495_669: 1, 554_353: 1, 645_645: 2, 723_232: 1 },
        ...{ 854_545: 1, 934_534: 2, 1_000_345: 3 },
      },
    ],
    [
      4,
      "eNrt0EENgDAQADAIHwImkIIEJEwCUpCEBBQRHOy35Li1EjoOQGabAgAAAAAAAAAAAAAAAAAAACC1SQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABADrsCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADoxaEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIIoCgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACArpwKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGhqVkAzlwIAAAAAiGVRAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABx3AoAgLpVAQAAAAAAAAAAAAAAwM89rwMAAAAAAAAAAAjsA9xMBMA",
      {
        ...{ 0: 1, 1993: 2, 35_460: 3, 459_495: 4, 595_669: 5, 754_353: 6, 845_645: 7, 923_232: 8 },
        ...{
          924_445: 9,
          934_534: 10,
          1_004_534: 11,
          1_000_345: 12,
          1_030_203: 13,
          1_030_204: 14,
          1_030_205: 15,
        },
      },
    ],
  ];

  test.each(vectors)("read: %i bits a place, %s", (bits, lst, set) => {
    const payload = { ...tokenList([]), status_list: { bits, lst } };
    const length = (inflateSync(Buffer.from(lst, "base64url")).length * 8) / bits;
    for (const [index, value] of Object.entries(set)) {
      expect(token(payload, index)).toBe(value);
      // The places beside it as well: an order turned round would show there.
      for (const beside of [Number(index) - 1, Number(index) + 1]) {
        if (beside >= 0 && beside < length) expect(token(payload, beside)).toBe(set[beside] ?? 0);
      }
    }
    expect(token(payload, length)).toBe("C_LIST_INDEX");
  });

  test("pack: the two-bit list of a million places", () => {
    const [, , , vector] = vectors;
    const [, lst, set] = vector ?? [0, "", {}];
    const isOurs = (value: number): value is 1 | 3 => value === 1 || value === 3;
    const set13 = Object.entries(set).flatMap(([index, value]) =>
      isOurs(value) ? [{ index: Number(index), value }] : [],
    );
    const theirs = inflateSync(Buffer.from(lst, "base64url"));
    // The vector also sets places to 2, which we never write.
    for (const [index, value] of Object.entries(set)) {
      if (value === 2)
        theirs[Number(index) >> 2] = (theirs[Number(index) >> 2] ?? 0) & ~(3 << ((Number(index) & 3) * 2));
    }
    expect(theirs.equals(tokenListOf(set13, 2 ** 20))).toBe(true);
  });

  test("read: eight bits a place, a million places", () => {
    const { lst, places: positions } = eightBits;
    const payload = { ...tokenList([]), status_list: { bits: 8, lst } };
    // One in eight, and 255: each reading expands the whole list.
    const looked = [...positions.entries()].filter(([value]) => value % 8 === 1 || value === 255);
    expect(looked.map(([, place]) => token(payload, place))).toEqual(looked.map(([value]) => value));
    // The places beside some of them as well: a place taken for another would show there.
    const beside = looked.slice(0, 5).flatMap(([, place]) => [place - 1, place + 1]);
    expect(beside.filter((place) => token(payload, place) !== 0)).toEqual([]);
  });
});

describe("both lists", () => {
  test("say of every place what the one table says", () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: statusListLength - 1 }), (table, other) => {
        const bits = bitList(table);
        const tokens = tokenList(table);
        for (const { index, value } of table) {
          expect([bit(bits, index), token(tokens, index)]).toEqual([value === 0 ? 0 : 1, value]);
        }
        const there = table.find(({ index }) => index === other)?.value ?? 0;
        expect([bit(bits, other), token(tokens, other)]).toEqual([there === 0 ? 0 : 1, there]);
      }),
      { numRuns: 25 },
    );
  });

  test("have their ends where the standards put them", () => {
    expect(bitstringOf([{ index: 0, value: 1 }])[0]).toBe(0b1000_0000);
    expect(bitstringOf([{ index: statusListLength - 1, value: 3 }]).at(-1)).toBe(1);
    expect(tokenListOf([{ index: 0, value: 3 }])[0]).toBe(0b0000_0011);
    expect(tokenListOf([{ index: statusListLength - 1, value: 1 }]).at(-1)).toBe(0b0100_0000);
    expect([bitstringOf([]).length, tokenListOf([]).length]).toEqual([16_384, 32_768]);
  });

  test.each([-1, statusListLength, 0.5, Number.NaN])("are not packed with a place %d", (index) => {
    expect(() => bitstringOf([{ index, value: 1 }])).toThrow(RangeError);
    expect(() => tokenListOf([{ index, value: 1 }])).toThrow(RangeError);
  });
});

describe("a list leaves the status unknown", () => {
  const bits = bitList([{ index: 7, value: 1 }]);
  const tokens = tokenList([{ index: 7, value: 1 }]);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  const withSubject = (changes: Readonly<Record<string, JsonValue>>): JsonObject => {
    const subject = bits["credentialSubject"];
    return { ...bits, credentialSubject: { ...(isJsonObject(subject) ? subject : {}), ...changes } };
  };
  const packedBits = (bytes: Uint8Array) => withSubject({ encodedList: `u${base64(bytes)}` });
  const packedTokens = (bytes: Uint8Array): JsonObject => ({
    ...tokens,
    status_list: { bits: 2, lst: base64(bytes) },
  });
  const without = (payload: JsonObject, member: string): JsonObject =>
    Object.fromEntries(Object.entries(payload).filter(([name]) => name !== member));
  const twice = (bytes: Uint8Array) => new Uint8Array(Buffer.concat([bytes, bytes]));

  test("but not when nothing is wrong with it", () => {
    expect([bit(bits, 7), bit(bits, 8), token(tokens, 7), token(tokens, 8)]).toEqual([1, 0, 1, 0]);
    expect(bit(withSubject({ statusPurpose: ["suspension", "revocation"] }), 7)).toBe(1);
    expect(bit({ ...bits, issuer: { id: did, name: "Voltara Cells GmbH" } }, 7)).toBe(1);
  });

  test.each<[string, JsonObject, string]>([
    ["without a subject", without(bits, "credentialSubject"), "C_LIST_TYPE"],
    ["whose subject is null", { ...bits, credentialSubject: null }, "C_LIST_TYPE"],
    ["without its type", { ...bits, type: ["VerifiableCredential"] }, "C_LIST_TYPE"],
    ["that is no bitstring", withSubject({ type: "Battery" }), "C_LIST_TYPE"],
    ["of several subjects", { ...bits, credentialSubject: [] }, "C_LIST_TYPE"],
    ["with the next number", { ...bits, id: `${list}0` }, "C_LIST_ID"],
    ["named almost alike", { ...bits, id: `${list}/` }, "C_LIST_ID"],
    ["without a name", without(bits, "id"), "C_LIST_ID"],
    ["of another operator", { ...bits, issuer: "did:web:registry.example:op:other" }, "C_LIST_ISSUER"],
    ["with two issuers", { ...bits, iss: "did:web:registry.example:op:other" }, "C_LIST_ISSUER"],
    ["without iss", without(bits, "iss"), "C_LIST_ISSUER"],
    ["for another purpose", withSubject({ statusPurpose: "suspension" }), "C_LIST_PURPOSE"],
    ["without a purpose", withSubject({ statusPurpose: [] }), "C_LIST_PURPOSE"],
    ["without an end", without(bits, "validUntil"), "C_LIST_TIME"],
    ["without a beginning", without(bits, "validFrom"), "C_LIST_TIME"],
    ["with a date for an end", { ...bits, validUntil: "2026-11-27" }, "C_LIST_TIME"],
    ["that ends before it begins", { ...bits, validUntil: "2026-11-19T12:00:00Z" }, "C_LIST_TIME"],
    [
      "without the multibase prefix",
      withSubject({ encodedList: base64(gzipSync(bitstringOf([]))) }),
      "C_LIST_ENCODING",
    ],
    ["with a number for a list", withSubject({ encodedList: 7 }), "C_LIST_ENCODING"],
    [
      "with padding",
      withSubject({ encodedList: `u${base64(gzipSync(bitstringOf([])))}==` }),
      "C_LIST_ENCODING",
    ],
    ["in zlib", packedBits(deflateSync(bitstringOf([]))), "C_LIST_STREAM"],
    ["not compressed", packedBits(bitstringOf([])), "C_LIST_STREAM"],
    ["empty", packedBits(new Uint8Array(0)), "C_LIST_STREAM"],
    ["of two streams", packedBits(twice(gzipSync(bitstringOf([])))), "C_LIST_STREAM"],
    ["that is a bomb", packedBits(gzipSync(new Uint8Array(16_777_217))), "C_LIST_BOMB"],
    ["a byte too short", packedBits(gzipSync(new Uint8Array(16_383))), "C_LIST_SHORT"],
  ])("as credentials have it, %s", (_, payload, code) => {
    expect(bit(payload, 7)).toBe(code);
  });

  test("but not for an end at its beginning, or at the end of all time", () => {
    const moment = at.getTime() / 1000;
    expect(token({ ...tokens, iat: moment, exp: moment }, 7)).toBe(1);
    expect(token({ ...tokens, exp: 8.64e12 }, 7)).toBe(1);
  });

  test("as credentials have it, at exactly the limits it is read", () => {
    expect(bit(packedBits(gzipSync(new Uint8Array(16_777_216))), 7)).toBe(0);
    expect(bit(packedBits(gzipSync(new Uint8Array(16_384))), statusListLength - 1)).toBe(0);
  });

  test.each<[string, JsonObject, string]>([
    ["with another subject", { ...tokens, sub: list }, "C_LIST_ID"],
    ["without a subject", without(tokens, "sub"), "C_LIST_ID"],
    ["of another operator", { ...tokens, iss: "https://registry.example/op/other" }, "C_LIST_ISSUER"],
    ["of the DID", { ...tokens, iss: did }, "C_LIST_ISSUER"],
    ["without an end", without(tokens, "exp"), "C_LIST_TIME"],
    ["without a beginning", without(tokens, "iat"), "C_LIST_TIME"],
    ["with a text for a time", { ...tokens, exp: "1795780800" }, "C_LIST_TIME"],
    ["that ends before it begins", { ...tokens, exp: 1 }, "C_LIST_TIME"],
    ["that ends after all time", { ...tokens, exp: 8.64e12 + 1 }, "C_LIST_TIME"],
    ["without its list", without(tokens, "status_list"), "C_LIST_TYPE"],
    ["of three bits", { ...tokens, status_list: { bits: 3, lst: "eNrbuRgAAhcBXQ" } }, "C_LIST_BITS"],
    ["of a text of bits", { ...tokens, status_list: { bits: "2", lst: "eNrbuRgAAhcBXQ" } }, "C_LIST_BITS"],
    ["of no bits", { ...tokens, status_list: { lst: "eNrbuRgAAhcBXQ" } }, "C_LIST_BITS"],
    ["without its bytes", { ...tokens, status_list: { bits: 2 } }, "C_LIST_ENCODING"],
    ["in gzip", packedTokens(gzipSync(tokenListOf([]))), "C_LIST_STREAM"],
    ["of two streams", packedTokens(twice(deflateSync(tokenListOf([])))), "C_LIST_STREAM"],
    ["that is a bomb", packedTokens(deflateSync(new Uint8Array(16_777_217))), "C_LIST_BOMB"],
  ])("as tokens have it, %s", (_, payload, code) => {
    expect(token(payload, 7)).toBe(code);
  });

  test.each([
    "131072",
    "2147483648",
    "2147483655",
    "4294967303",
    "9007199254740993",
    "1e3",
    "07",
    "+7",
    "-7",
    "7.0",
    "0x7",
    " 7",
    "7 ",
    "",
    "７",
  ])("for the place %j", (index) => {
    expect([bit(bits, index), token(tokens, index)]).toEqual(["C_LIST_INDEX", "C_LIST_INDEX"]);
  });

  test("before it begins and after it ends, five minutes forgiven", () => {
    const [begin, end] = [input.issuedAt.getTime(), input.validUntil.getTime()];
    const judged = (ms: number) => [bit(bits, 7, new Date(ms)), token(tokens, 7, new Date(ms))];
    expect(judged(begin - 300_000)).toEqual([1, 1]);
    expect(judged(begin - 300_001)).toEqual(["C_LIST_NOT_YET", "C_LIST_NOT_YET"]);
    expect(judged(end + 300_000)).toEqual([1, 1]);
    expect(judged(end + 300_001)).toEqual(["C_LIST_STALE", "C_LIST_STALE"]);
  });

  test("that is stale, and then says what it last said and when", () => {
    const status = readTokenStatus(tokens, tokenPointer(7), new Date("2027-01-01T00:00:00Z"));
    expect(status.ok ? null : status.problems[0]?.params).toEqual({
      value: "1",
      asOf: "2026-11-20T12:00:00.000Z",
      until: "2026-11-27T12:00:00.000Z",
      at: "2027-01-01T00:00:00.000Z",
    });
  });

  /** Any JSON in the place of any member, any cut, flip or addition in the compressed bytes. */
  const anyJson = fc.jsonValue({ maxDepth: 2 });
  const paths = [
    ...["id", "type", "issuer", "iss", "validFrom", "validUntil", "credentialSubject"].map((name) => [name]),
    ...["type", "statusPurpose", "encodedList"].map((name) => ["credentialSubject", name]),
  ];

  test("whatever stands in the place of one of its members, it is refused by a code or says the same", () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), anyJson, (path, value) => {
        const [member = "", inner] = path;
        const changed = read(
          inner === undefined ? { ...bits, [member]: value } : withSubjectOf(bits, inner, value),
        );
        const result = bit(changed, 7);
        expect(result === 1 || statusUnknownCodes.some((code) => code === result)).toBe(true);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom("iss", "sub", "iat", "exp", "status_list", "bits", "lst"),
        anyJson,
        (member, value) => {
          const inner = tokens["status_list"];
          const changed = read(
            member === "bits" || member === "lst"
              ? { ...tokens, status_list: { ...(isJsonObject(inner) ? inner : {}), [member]: value } }
              : { ...tokens, [member]: value },
          );
          const result = token(changed, 7);
          const isCode = statusUnknownCodes.some((code) => code === result);
          // Another width of places is another list, and may be read as one.
          expect(isCode || result === 1 || member === "bits" || member === "iat" || member === "exp").toBe(
            true,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test("its compressed bytes cut, prolonged or changed anywhere, it never says another thing", () => {
    const [gzip, zlib] = [
      gzipSync(bitstringOf([{ index: 7, value: 1 }])),
      deflateSync(tokenListOf([{ index: 7, value: 1 }])),
    ];
    const damage = fc.record({
      kind: fc.constantFrom("cut", "add", "flip"),
      place: fc.nat(),
      byte: fc.integer({ min: 1, max: 255 }),
    });
    const damaged = (
      bytes: Uint8Array,
      { kind, place, byte }: { kind: string; place: number; byte: number },
    ) => {
      const cut = place % bytes.length;
      if (kind === "cut") return bytes.slice(0, cut);
      if (kind === "add")
        return new Uint8Array(Buffer.concat([bytes, bytes.slice(cut), Uint8Array.of(byte)]));
      return bytes.map((value, index) => (index === cut ? value ^ byte : value));
    };
    fc.assert(
      fc.property(damage, (how) => {
        expect([1, "C_LIST_STREAM"]).toContain(bit(packedBits(damaged(gzip, how)), 7));
        expect([1, "C_LIST_STREAM"]).toContain(token(packedTokens(damaged(zlib, how)), 7));
        if (how.kind !== "flip") expect(bit(packedBits(damaged(gzip, how)), 7)).toBe("C_LIST_STREAM");
      }),
      { numRuns: 400 },
    );
  });
});

function withSubjectOf(payload: JsonObject, member: string, value: unknown): object {
  const subject = payload["credentialSubject"];
  return { ...payload, credentialSubject: { ...(isJsonObject(subject) ? subject : {}), [member]: value } };
}
