import { describe, expect, test } from "vitest";
import { exampleBundle } from "../../test/example-evidence.ts";
import { maxJwsBytes } from "../record/jws.ts";
import { evidenceOf, formatBundle, parseBundle } from "./bundle.ts";

const text = await exampleBundle();
const whole = JSON.parse(text);

const codeAndPath = (input: string | Uint8Array) => {
  const read = parseBundle(input);
  return read.ok ? "read" : read.problems.map(({ code, path }) => `${code} ${path}`.trim()).join();
};
const changed = (members: object) => codeAndPath(JSON.stringify({ ...whole, ...members }));
const withProofs = (members: object) => changed({ proofs: { ...whole.proofs, ...members } });

describe("a bundle", () => {
  test("comes out as it went in, from text and from bytes", () => {
    for (const input of [text, new TextEncoder().encode(text)]) {
      const read = parseBundle(input);
      expect(read.ok && formatBundle(read.value)).toBe(text);
    }
  });

  test("needs a record alone: null and absence are the same, and what it does not know is left unread", () => {
    const nothing = { statusList: null, tokenStatusList: null };
    const proofs = { passport: null, issuerKey: null, statusList: null };
    const alone = { record: whole.record, jwks: { keys: [] }, ...nothing, proofs: { ...proofs, more: [] } };
    for (const given of [
      { v: 1, record: whole.record },
      { v: 1, record: whole.record, ...nothing, proofs, jwks: undefined },
      { v: 1, record: whole.record, remark: 1, proofs: { later: 1 } },
    ]) {
      expect(parseBundle(JSON.stringify(given))).toEqual({ ok: true, value: alone });
    }
    const written = JSON.parse(formatBundle(alone));
    expect(written).toEqual({ v: 1, record: whole.record, jwks: { keys: [] }, proofs: {} });
    expect(evidenceOf(alone)).toEqual({ record: whole.record, proofs: [], hints: [] });
  });

  test("larger than any honest one is refused unread", () => {
    expect(codeAndPath(" ".repeat(16 * maxJwsBytes))).toBe("E_JSON_SYNTAX");
    expect(codeAndPath(" ".repeat(16 * maxJwsBytes + 1))).toBe("E_BUNDLE_SIZE");
  });

  test("that can be read in two ways, or is of another kind, is refused", () => {
    expect(codeAndPath(text.replace('{"v":1', '{"v":1,"v":1'))).toBe("E_JSON_DUPLICATE");
    for (const other of ["[]", "null", '"x"', '{"v":1}']) expect(codeAndPath(other)).toBe("E_BUNDLE_FORM");
    expect(changed({ v: 2 })).toBe("E_BUNDLE_FORM");
    expect(changed({ v: "1" })).toBe("E_BUNDLE_FORM");
    expect(changed({ record: 1 })).toBe("E_BUNDLE_FORM");
  });

  test("with a member of another kind is refused for it", () => {
    for (const value of [1, [], true, { text: "x" }]) {
      expect(changed({ statusList: value })).toBe("E_BUNDLE_MEMBER statusList");
      expect(changed({ tokenStatusList: value })).toBe("E_BUNDLE_MEMBER tokenStatusList");
      expect(withProofs({ passport: value })).toBe("E_BUNDLE_MEMBER proofs.passport");
      expect(withProofs({ issuerKey: value })).toBe("E_BUNDLE_MEMBER proofs.issuerKey");
      expect(withProofs({ statusList: value })).toBe("E_BUNDLE_MEMBER proofs.statusList");
    }
    for (const value of [[], "x", 1, null]) {
      expect(changed({ jwks: value })).toBe("E_BUNDLE_MEMBER jwks");
      expect(changed({ proofs: value })).toBe("E_BUNDLE_MEMBER proofs");
    }
    for (const more of ["x", { 0: "x" }, ["x", 1], [null]]) {
      expect(withProofs({ more })).toBe("E_BUNDLE_MEMBER proofs.more");
    }
  });

  test("whose key set holds anything but keys brings no such key along", () => {
    const keysOf = (keys: unknown) => {
      const read = parseBundle(JSON.stringify({ ...whole, jwks: { keys } }));
      return read.ok ? evidenceOf(read.value).hints : read;
    };
    expect(keysOf(whole.jwks.keys)).toEqual(whole.jwks.keys);
    expect(keysOf([1, null, [], "x", { kid: "k" }])).toEqual([{ kid: "k" }]);
    expect(keysOf("all")).toEqual([]);
  });
});
