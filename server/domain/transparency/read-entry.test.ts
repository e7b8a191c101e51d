import fc from "fast-check";
import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import type { JsonObject } from "../record/strict-json.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import { encodeBase64url } from "../record/base64url.ts";
import {
  digestEntry,
  digestKinds,
  issuerKeyEntry,
  maxEntryBytes,
  passportEntry,
  statusChangeEntry,
  statusListEntry,
} from "./entry.ts";
import type { LogEntry } from "./read-entry.ts";
import { readEntry } from "./read-entry.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const objects = example.log.entries.map((entry): JsonObject => JSON.parse(entry));
const [key = {}, passport = {}, list = {}, , change = {}] = objects;
const read = (value: unknown) => readEntry(bytesOf(canonicalJson(value)));
const refusal = (value: unknown) => {
  const parsed = read(value);
  return parsed.ok ? undefined : parsed.problems[0]?.code;
};

/** The writer of each type. */
function written(entry: LogEntry): Uint8Array {
  switch (entry.type) {
    case "passport":
      return passportEntry(entry);
    case "status-change":
      return statusChangeEntry(entry);
    case "status-list":
      return statusListEntry(entry);
    case "issuer-key":
      return issuerKeyEntry(entry);
    case "digest":
      return digestEntry(entry);
  }
}

describe("an entry", () => {
  test.each(example.log.entries.map((entry, index) => [index, entry] as const))(
    "%i of the worked example is read, and written again byte for byte",
    (_, text) => {
      const parsed = readEntry(bytesOf(text));
      expect(parsed.ok && new TextDecoder().decode(written(parsed.value))).toBe(text);
    },
  );

  test("of any content the writers take comes back as it went in", () => {
    const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(encodeBase64url);
    const subject = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(encodeBase64url);
    const version = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    const time = fc.nat({ max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000));
    const entry: fc.Arbitrary<LogEntry> = fc.oneof(
      fc.record({
        type: fc.constant("passport" as const),
        subject,
        version,
        previous: fc.option(digest),
        artifacts: fc.record(
          { "vc+jwt": digest, "dc+sd-jwt": digest, "untp+vc+jwt": digest },
          { requiredKeys: ["vc+jwt"] },
        ),
        time,
      }),
      fc.record(
        {
          type: fc.constant("status-change" as const),
          subject,
          version,
          status: fc.constantFrom("revoked" as const, "superseded" as const),
          reason: fc.stringMatching(/^[A-Za-z0-9]{1,8}(?:[-_.][A-Za-z0-9]{1,8}){0,3}$/),
          time,
        },
        { requiredKeys: ["type", "subject", "version", "status", "time"] },
      ),
      fc.record({
        type: fc.constant("status-list" as const),
        list: fc.constant("http://localhost:3000/op/voltara/status/1"),
        sequence: version,
        artifacts: fc.record({ "vc+jwt": digest, "statuslist+jwt": digest }),
        time,
      }),
      fc.record(
        {
          type: fc.constant("digest" as const),
          what: fc.constantFrom(...digestKinds),
          digest,
          subject,
          version,
          time,
        },
        { requiredKeys: ["type", "what", "digest", "time"] },
      ),
    );
    fc.assert(
      fc.property(entry, (entry) => {
        expect(readEntry(written(entry))).toEqual({ ok: true, value: entry });
      }),
    );
  });

  test("of a compromised key says since when", () => {
    const compromise = {
      ...key,
      action: "compromise",
      since: "2026-11-02T00:00:00Z",
      custody: "registry",
      use: "status",
    };
    expect(read(compromise)).toMatchObject({
      value: {
        action: "compromise",
        since: new Date("2026-11-02T00:00:00Z"),
        custody: "registry",
        use: "status",
      },
    });
    expect(refusal({ ...key, action: "compromise" })).toBe("E_LOG_ENTRY_MEMBER");
    expect(refusal({ ...key, since: "2026-11-02T00:00:00Z" })).toBe("E_LOG_ENTRY_MEMBER");
  });

  test.each([
    ["white space", (text: string) => text.replace(":", ": "), "E_LOG_ENTRY_CANONICAL"],
    ["a line end", (text: string) => `${text}\n`, "E_LOG_ENTRY_CANONICAL"],
    [
      "an escape that is not needed",
      (text: string) => text.replace("passport", "\\u0070assport"),
      "E_LOG_ENTRY_CANONICAL",
    ],
    [
      "a number in another spelling",
      (text: string) => text.replace('"v":1', '"v":1.0'),
      "E_LOG_ENTRY_CANONICAL",
    ],
    [
      "a number beyond 2^53",
      (text: string) => text.replace('"version":1', '"version":9007199254740993'),
      "E_LOG_ENTRY_VALUE",
    ],
    ["a fraction", (text: string) => text.replace('"version":1', '"version":1.5'), "E_LOG_ENTRY_VALUE"],
    ["a truth value", (text: string) => text.replace('"prev":null', '"prev":true'), "E_LOG_ENTRY_VALUE"],
    [
      "members in another order",
      (text: string) => `{"v":1,${text.slice(1, -1).replace(',"v":1', "")}}`,
      "E_LOG_ENTRY_CANONICAL",
    ],
    ["a member twice", (text: string) => text.replace('"v":1', '"v":1,"v":1'), "E_JSON_DUPLICATE"],
    ["a byte order mark", (text: string) => `\uFEFF${text}`, "E_JSON_BOM"],
    ["its end missing", (text: string) => text.slice(0, -1), "E_JSON_SYNTAX"],
  ])("with %s is refused", (_, damage, code) => {
    const text = example.log.entries[1] ?? "";
    expect(damage(text)).not.toBe(text);
    expect(readEntry(bytesOf(damage(text)))).toMatchObject({ problems: [{ code }] });
  });

  const { version: _version, ...withoutVersion } = passport;
  const { alsoKnownAs: _names, ...withoutNames } = key;
  const digestText = encodeBase64url(new Uint8Array(32));
  const jwk = { crv: "P-256", kty: "EC", x: "AAAA", y: "AAAA" };
  test.each([
    ["no type", {}, "E_LOG_ENTRY_TYPE"],
    ["an unknown type", { ...passport, type: "note" }, "E_LOG_ENTRY_TYPE"],
    ["another version of the form", { ...passport, v: 2 }, "E_LOG_ENTRY_MEMBER"],
    ["a missing member", withoutVersion, "E_LOG_ENTRY_MEMBER"],
    ["a member too many", { ...passport, product: "urn:x" }, "E_LOG_ENTRY_MEMBER"],
    ["a name beyond ASCII", { ...passport, é: 1 }, "E_LOG_ENTRY_VALUE"],
    ["version 0", { ...passport, version: 0 }, "E_LOG_ENTRY_MEMBER"],
    ["a version in text", { ...passport, version: "2" }, "E_LOG_ENTRY_MEMBER"],
    ["a short subject", { ...passport, subject: "AAAA" }, "E_LOG_ENTRY_MEMBER"],
    ["a digest with padding", { ...passport, prev: example.log.leafHashes[0] }, "E_LOG_ENTRY_MEMBER"],
    ["no public record", { ...passport, artifacts: { "dc+sd-jwt": passport["prev"] } }, "E_LOG_ENTRY_MEMBER"],
    [
      "an unknown artefact with a digest",
      { ...passport, artifacts: { ...Object(passport["artifacts"]), jwt: digestText } },
      "E_LOG_ENTRY_MEMBER",
    ],
    [
      "an artefact whose digest is none",
      { ...passport, artifacts: { ...Object(passport["artifacts"]), "untp+vc+jwt": "AAAA" } },
      "E_LOG_ENTRY_MEMBER",
    ],
    ["no artefact", { ...passport, artifacts: {} }, "E_LOG_ENTRY_MEMBER"],
    ["half a list", { ...list, artifacts: { "vc+jwt": digestText } }, "E_LOG_ENTRY_MEMBER"],
    ["an empty key name", { ...key, kid: "" }, "E_LOG_ENTRY_MEMBER"],
    ["an empty reason", { ...change, reason: "" }, "E_LOG_ENTRY_MEMBER"],
    ["a reason of 65 characters", { ...change, reason: "a".repeat(65) }, "E_LOG_ENTRY_MEMBER"],
    [
      "other names that are not all text",
      { ...key, alsoKnownAs: ["https://a.example", 1] },
      "E_LOG_ENTRY_MEMBER",
    ],
    ["a truth value in a list", { ...key, alsoKnownAs: [true] }, "E_LOG_ENTRY_VALUE"],
    [
      "an unknown artefact",
      { ...list, artifacts: { ...Object(list["artifacts"]), x: "y" } },
      "E_LOG_ENTRY_MEMBER",
    ],
    ["a list of one form only", { ...list, artifacts: passport["artifacts"] }, "E_LOG_ENTRY_MEMBER"],
    [
      "a list at an open address",
      { ...list, list: "http://registry.example/op/a/status/1" },
      "E_LOG_ENTRY_MEMBER",
    ],
    [
      "a list at a host that only looks local",
      { ...list, list: "http://localhost.example/1" },
      "E_LOG_ENTRY_MEMBER",
    ],
    ["an unknown status", { ...change, status: "valid" }, "E_LOG_ENTRY_MEMBER"],
    ["free text as reason", { ...change, reason: "because we said so" }, "E_LOG_ENTRY_MEMBER"],
    ["a time without zone", { ...change, time: "2026-11-20T12:00:00" }, "E_LOG_ENTRY_MEMBER"],
    ["a time with an offset", { ...change, time: "2026-11-20T12:00:00+00:00" }, "E_LOG_ENTRY_MEMBER"],
    ["a time with a fraction", { ...change, time: "2026-11-20T12:00:00.0Z" }, "E_LOG_ENTRY_MEMBER"],
    ["a day that does not exist", { ...change, time: "2026-02-30T12:00:00Z" }, "E_LOG_ENTRY_MEMBER"],
    ["an unknown action", { ...key, action: "replace" }, "E_LOG_ENTRY_MEMBER"],
    ["a key of another issuer", { ...key, issuer: "did:web:other.example:op:a" }, "E_LOG_ENTRY_MEMBER"],
    ["an issuer that is no DID", { ...key, issuer: "https://a", kid: "https://a#b" }, "E_LOG_ENTRY_MEMBER"],
    ["no other names", withoutNames, "E_LOG_ENTRY_MEMBER"],
    ["a key off its curve", { ...key, jwk }, "E_LOG_ENTRY_MEMBER"],
    ["a private key", { ...key, jwk: { ...Object(key["jwk"]), d: "AAAA" } }, "E_LOG_ENTRY_MEMBER"],
    ["an unknown custody", { ...key, custody: "cloud" }, "E_LOG_ENTRY_MEMBER"],
    ["an unknown use", { ...key, use: "sig" }, "E_LOG_ENTRY_MEMBER"],
    ["an array", [], "E_LOG_ENTRY_TYPE"],
  ])("with %s is refused", (_, value, code) => expect(refusal(value)).toBe(code));

  test("with a reason of 64 characters is read", () => {
    expect(refusal({ ...change, reason: "a".repeat(64) })).toBeUndefined();
  });

  test("of an unknown type is called by what it is", () => {
    expect(read({ ...passport, type: "note" })).toMatchObject({ problems: [{ params: { found: "note" } }] });
    expect(read({ ...passport, type: 7 })).toMatchObject({ problems: [{ params: { found: "number" } }] });
  });

  test("of 65 535 bytes is read", () => {
    const names = (length: number) => ({ ...key, alsoKnownAs: ["a".repeat(length)] });
    const around = bytesOf(canonicalJson(names(0))).length;
    expect(refusal(names(maxEntryBytes - around))).toBeUndefined();
    expect(refusal(names(maxEntryBytes - around + 1))).toBe("E_LOG_ENTRY_SIZE");
  });

  test("of 65 536 bytes is refused unread", () => {
    expect(readEntry(new Uint8Array(maxEntryBytes + 1))).toMatchObject({
      problems: [{ code: "E_LOG_ENTRY_SIZE" }],
    });
  });

  test("is refused or read, never thrown at, whatever arrives; what is read has one spelling", () => {
    const text = example.log.entries.join("");
    fc.assert(
      fc.property(fc.json(), fc.nat({ max: text.length }), fc.nat({ max: text.length }), (json, from, to) => {
        readEntry(bytesOf(json));
        const piece = bytesOf(text.slice(Math.min(from, to), Math.max(from, to)));
        const parsed = readEntry(piece);
        if (parsed.ok) expect(written(parsed.value)).toEqual(piece);
      }),
      { numRuns: 1000 },
    );
  });

  test("with any bit flipped is another entry or none", () => {
    for (const entry of example.log.entries.map(bytesOf)) {
      const before = readEntry(entry);
      for (let bit = 0; bit < entry.length * 8; bit += 3) {
        const changed = entry.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const parsed = readEntry(changed);
        if (parsed.ok) expect(parsed).not.toEqual(before);
      }
    }
  });
});
