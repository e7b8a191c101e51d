import { createHash, createPrivateKey, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Parsed } from "../problem.ts";
import {
  checkpointBody,
  cosignatureLine,
  cosignatureMessage,
  parseCheckpoint,
  verifyCheckpoint,
  verifyCosignature,
  verifyCosignatures,
  verifyLogSignature,
} from "./checkpoint.ts";
import { formatNote, formatVkey, maxNoteBytes, parseNote, parseVkey, signatureLine, vkeyOf } from "./note.ts";
import type { Vkey } from "./note.ts";
import type { LogPolicy } from "./policy.ts";
import { policyOf } from "./policy.ts";

const sha256 = (bytes: Uint8Array | string) => new Uint8Array(createHash("sha256").update(bytes).digest());
const { log } = example;
const root7 = new Uint8Array(Buffer.from(log.roots[7], "base64"));
const body7 = checkpointBody(log.origin, 7, root7);

function right<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

/** The keys of the example are made from public labels. */
function keyOf(label: string) {
  const seed = sha256(label);
  const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
  return createPrivateKey({ key: Buffer.concat([prefix, seed]), format: "der", type: "pkcs8" });
}
const logKey = keyOf("verifiable-records example log key");
const witnessKey = keyOf("verifiable-records example witness key");
const logVkey = right(parseVkey(log.vkey));
const witnessVkey = right(parseVkey(log.witnessVkey));
const policy: LogPolicy = right(policyOf([log.vkey], [log.witnessVkey], 1));
const logLine = (body: string) =>
  signatureLine(log.origin, logVkey.keyId, sign(null, Buffer.from(body), logKey));
const witnessLine = (body: string, time: number, key = witnessKey) =>
  cosignatureLine(witnessVkey, time, sign(null, cosignatureMessage(body, time), key));

/** The second the witness of the example states. */
const witnessedAt = Date.parse("2026-11-20T12:00:28Z") / 1000;

describe("a verifier key", () => {
  test("of the worked example is read and written alike, and its identifier is its own", () => {
    for (const text of [log.vkey, log.witnessVkey]) {
      const vkey = right(parseVkey(text));
      expect(formatVkey(vkey)).toBe(text);
      expect(vkeyOf(vkey.name, vkey.type, vkey.publicKey, sha256)).toEqual(vkey);
    }
  });

  test.each([
    ["", "E_VKEY_FORM"],
    ["registry.example/log", "E_VKEY_FORM"],
    [log.vkey.replace("d7554689", "D7554689"), "E_VKEY_FORM"],
    [log.vkey.replace("d7554689", "d755468"), "E_VKEY_FORM"],
    [log.vkey.slice(0, -4), "E_VKEY_FORM"],
    [`${log.vkey}=`, "E_VKEY_FORM"],
    [log.vkey.replace("registry.example/log", ""), "E_VKEY_NAME"],
    [log.vkey.replace("registry.example/log", "two words"), "E_VKEY_NAME"],
    [log.vkey.replace("+A", "+B"), "E_VKEY_TYPE"],
  ])("%j is refused", (text, code) => expect(parseVkey(text)).toMatchObject({ problems: [{ code }] }));

  test.each(["", "two words", "a+b"])("is never made for the name %j", (name) =>
    expect(() => vkeyOf(name, 1, logVkey.publicKey, sha256)).toThrow(RangeError),
  );

  test("whose identifier is another's is of no use", async () => {
    const wrong: Vkey = { ...logVkey, keyId: witnessVkey.keyId };
    expect(await verifyCheckpoint(log.checkpoint7, wrong, webCrypto)).toMatchObject({
      problems: [{ code: "E_VKEY_ID" }],
    });
    const { note } = right(parseCheckpoint(log.checkpoint7));
    const wrongWitness: Vkey = { ...witnessVkey, keyId: logVkey.keyId };
    expect(await verifyCosignature(note, wrongWitness, webCrypto)).toMatchObject({
      problems: [{ code: "E_VKEY_ID" }],
    });
  });

  test("of a log is none of a witness, and the other way round", async () => {
    const { note } = right(parseCheckpoint(log.checkpoint7));
    const refused = { problems: [{ code: "E_VKEY_TYPE" }] };
    expect(await verifyLogSignature(note, witnessVkey, webCrypto)).toMatchObject(refused);
    expect(await verifyCosignature(note, logVkey, webCrypto)).toMatchObject(refused);
  });
});

describe("a checkpoint", () => {
  test("of the worked example is byte for byte what log and witness sign here", () => {
    const body3 = checkpointBody(log.origin, 3, new Uint8Array(Buffer.from(log.roots[3], "base64")));
    expect(formatNote(body3, [logLine(body3)])).toBe(log.checkpoint3);
    const [, , , , , cosignature = ""] = log.checkpoint7.split("\n");
    const time = Buffer.from(cosignature.split(" ")[2] ?? "", "base64").readBigUInt64BE(4);
    expect(formatNote(body7, [logLine(body7), witnessLine(body7, Number(time))])).toBe(log.checkpoint7);
  });

  test("of the worked example verifies and says origin, size and root", async () => {
    const verified = right(await verifyCheckpoint(log.checkpoint7, logVkey, webCrypto));
    expect(verified).toMatchObject({ origin: log.origin, size: 7, root: root7, extensions: [] });
    const { cosignatures, quorum, time } = right(await verifyCosignatures(verified, policy, webCrypto));
    expect(cosignatures).toEqual([{ witness: "w1", keyName: "witness.example/w1", time }]);
    expect(quorum).toBe("met");
    expect(new Date((time ?? 0) * 1000).toISOString().slice(0, 10)).toBe("2026-11-20");
  });

  test("is read from bytes as from text", async () => {
    const bytes = new TextEncoder().encode(log.checkpoint7);
    expect((await verifyCheckpoint(bytes, logVkey, webCrypto)).ok).toBe(true);
  });

  test("with any bit of body or signatures flipped does not verify", async () => {
    const bytes = new TextEncoder().encode(log.checkpoint7);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length * 8 - 1 }), async (bit) => {
        const changed = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const verified = await verifyCheckpoint(changed, logVkey, webCrypto);
        const witnessed = verified.ok
          ? await verifyCosignatures(verified.value, policy, webCrypto)
          : verified;
        // A changed name or identifier makes the signature one of a stranger, which counts for nothing.
        expect(witnessed.ok && witnessed.value.quorum === "met").toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  const signed = (body: string) => formatNote(body, [logLine(body)]);
  const shared = log.checkpoint7;
  test.each([
    ["another size under the same signature", shared.replace("\n7\n", "\n8\n"), "E_LOG_SIGNATURE"],
    ["no signature of the log", formatNote(body7, [witnessLine(body7, witnessedAt)]), "E_LOG_UNSIGNED"],
    [
      "a second, false signature of the log",
      formatNote(body7, [logLine(body7), logLine("x\n")]),
      "E_LOG_SIGNATURE",
    ],
    ["another log", signed(body7.replace("registry", "other")), "E_LOG_ORIGIN"],
    ["a further line", signed(`${body7}more\n`), "E_LOG_EXTENSION"],
    ["an empty line in the body", signed(`${body7}\n`), "E_CHECKPOINT_FORM"],
    ["two lines", signed("registry.example/log\n7\n"), "E_CHECKPOINT_FORM"],
    ["a leading zero", signed(body7.replace("\n7\n", "\n07\n")), "E_CHECKPOINT_SIZE"],
    ["a sign", signed(body7.replace("\n7\n", "\n+7\n")), "E_CHECKPOINT_SIZE"],
    ["a size beyond 2^53", signed(body7.replace("\n7\n", "\n9007199254740992\n")), "E_CHECKPOINT_SIZE"],
    ["a root without padding", signed(body7.replace("=\n", "\n")), "E_CHECKPOINT_ROOT"],
    ["a root with loose bits", signed(body7.replace("HKeg=", "HKeh=")), "E_CHECKPOINT_ROOT"],
    ["a short root", signed(checkpointBody(log.origin, 7, root7.subarray(1))), "E_CHECKPOINT_ROOT"],
    ["Windows line ends", shared.replaceAll("\n", "\r\n"), "E_NOTE_CONTROL"],
    ["a tab", shared.replace("— ", "—\t"), "E_NOTE_CONTROL"],
    ["no last newline", shared.slice(0, -1), "E_NOTE_FORM"],
    ["no signature", `${body7}\n`, "E_NOTE_FORM"],
    ["no blank line", shared.replace("\n\n", "\n"), "E_NOTE_FORM"],
    ["a blank line at the end", `${shared}\n`, "E_NOTE_FORM"],
    ["a hyphen for the dash", shared.replace("— ", "- "), "E_NOTE_SIGNATURE_LINE"],
    ["two spaces", shared.replace("— ", "—  "), "E_NOTE_SIGNATURE_LINE"],
    ["a space at the end of a line", shared.replace(/\n$/, " \n"), "E_NOTE_SIGNATURE_LINE"],
    ["a signature of four bytes", `${shared}— a.example AAAAAA==\n`, "E_NOTE_SIGNATURE_LINE"],
    ["a key name with a plus sign", `${shared}— a+b AAAAAAAA\n`, "E_NOTE_SIGNATURE_LINE"],
    ["half a character", shared.replace("registry", "\uD800"), "E_NOTE_UTF8"],
    ["too many signatures", shared + "— a.example AAAAAAAA\n".repeat(99), "E_NOTE_SIGNATURES"],
    ["too many bytes", signed(`${body7}${"x".repeat(65_500)}\n`), "E_NOTE_SIZE"],
    ["nothing", "", "E_NOTE_FORM"],
  ])("with %s is refused", async (_, note, code) => {
    expect(await verifyCheckpoint(note, logVkey, webCrypto)).toMatchObject({ problems: [{ code }] });
  });

  test("in bytes that are no UTF-8 is refused", () => {
    const bytes = new TextEncoder().encode(log.checkpoint7);
    bytes[0] = 0xff;
    expect(parseCheckpoint(bytes)).toMatchObject({ problems: [{ code: "E_NOTE_UTF8" }] });
  });

  test("of 64 KiB and a hundred signatures is read, whatever its characters; more is not", () => {
    const line = "— stranger.example/key AAAAAAAA\n";
    const many = log.checkpoint7 + line.repeat(98);
    expect(parseCheckpoint(many).ok).toBe(true);
    expect(parseCheckpoint(many + line)).toMatchObject({ problems: [{ code: "E_NOTE_SIGNATURES" }] });
    const full = (bytes: number) => {
      const known = new TextEncoder().encode(log.checkpoint7).length;
      const left = bytes - known - 1;
      return `${"€".repeat(Math.floor(left / 3))}${"x".repeat(left % 3)}\n${log.checkpoint7}`;
    };
    for (const inForm of [(text: string) => text, (text: string) => new TextEncoder().encode(text)]) {
      expect(parseNote(inForm(full(maxNoteBytes))).ok).toBe(true);
      expect(parseNote(inForm(full(maxNoteBytes + 1)))).toMatchObject({
        problems: [{ code: "E_NOTE_SIZE" }],
      });
    }
  });

  test("with a false line says which; one byte of signature is a signature", () => {
    const lines = "— a.example AAAAAAA=\n— a.example AAAA\n";
    expect(parseNote(log.checkpoint7 + lines)).toMatchObject({
      problems: [{ code: "E_NOTE_SIGNATURE_LINE", params: { line: "4" } }],
    });
  });

  test("is not signed by another's line under the identifier of the log's key", async () => {
    const foreign = logLine(body7).replace(log.origin, "other.example/log");
    expect(await verifyCheckpoint(formatNote(body7, [foreign]), logVkey, webCrypto)).toMatchObject({
      problems: [{ code: "E_LOG_UNSIGNED" }],
    });
    const beside = formatNote(body7, [logLine(body7), foreign.replace(/.$/, "A")]);
    expect((await verifyCheckpoint(beside, logVkey, webCrypto)).ok).toBe(true);
  });

  test("with a signature of another length is refused before any key is asked", async () => {
    const long = signatureLine(
      log.origin,
      logVkey.keyId,
      new Uint8Array([...sign(null, Buffer.from(body7), logKey), 0]),
    );
    const credulous = { ...webCrypto, verify: async () => true };
    expect(await verifyCheckpoint(formatNote(body7, [long]), logVkey, credulous)).toMatchObject({
      problems: [{ code: "E_LOG_SIGNATURE" }],
    });
  });

  test("parts text and signatures at the last blank line, and may carry sixteen strangers", async () => {
    const strangers = "— stranger.example/key AAAAAAAA\n".repeat(16);
    expect((await verifyCheckpoint(log.checkpoint7 + strangers, logVkey, webCrypto)).ok).toBe(true);
    const [, text] = ["", `first\n\n${body7}`];
    expect(parseCheckpoint(formatNote(text, [logLine(text)])).ok).toBe(false);
  });

  test("is refused or read, never thrown at, whatever arrives", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 400 }),
          fc
            .tuple(
              fc.nat({ max: shared.length }),
              fc.string({ unit: "binary", maxLength: 8 }),
              fc.nat({ max: 8 }),
            )
            .map(([at, inserted, removed]) => shared.slice(0, at) + inserted + shared.slice(at + removed)),
        ),
        (text) => {
          const parsed = parseCheckpoint(text);
          if (parsed.ok)
            expect(
              formatNote(
                parsed.value.note.text,
                parsed.value.note.signatures.map(({ line }) => line),
              ),
            ).toBe(text);
          parseCheckpoint(new TextEncoder().encode(text));
          parseVkey(text);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("cosignatures", () => {
  const note = (...lines: readonly string[]) => formatNote(body7, [logLine(body7), ...lines]);
  const of = async (text: string, by: LogPolicy = policy) =>
    verifyCosignatures(right(await verifyCheckpoint(text, logVkey, webCrypto)), by, webCrypto);

  test("of one witness at two times count once, with the earlier time", async () => {
    const twice = note(witnessLine(body7, witnessedAt + 60), witnessLine(body7, witnessedAt));
    expect(right(await of(twice)).cosignatures).toEqual([
      { witness: "w1", keyName: "witness.example/w1", time: witnessedAt },
    ]);
  });

  test.each([
    ["of another key", witnessLine(body7, witnessedAt, logKey)],
    ["for another body", witnessLine(body7.replace("7", "8"), witnessedAt)],
    [
      "without a time",
      signatureLine(witnessVkey.name, witnessVkey.keyId, sign(null, Buffer.from(body7), witnessKey)),
    ],
    ["at a time no calendar reaches", cosignatureLine(witnessVkey, 2 ** 53, new Uint8Array(64))],
    [
      "for another time than it states",
      cosignatureLine(
        witnessVkey,
        witnessedAt,
        sign(null, cosignatureMessage(body7, witnessedAt + 1), witnessKey),
      ),
    ],
  ])("%s spoil the checkpoint", async (_, line) => {
    expect(await of(note(line))).toMatchObject({ problems: [{ code: "E_LOG_COSIGNATURE" }] });
    expect(await of(note(witnessLine(body7, witnessedAt), line))).toMatchObject({ ok: false });
  });

  test("have one length and a time of some calendar, whatever the key would say", async () => {
    const credulous = { ...webCrypto, verify: async () => true };
    const checked = async (line: string) =>
      verifyCosignature(right(parseNote(formatNote(body7, [line]))), witnessVkey, credulous);
    const at = (time: bigint, bytes = 64) => {
      const stamp = new Uint8Array(8);
      new DataView(stamp.buffer).setBigUint64(0, time);
      return signatureLine(
        witnessVkey.name,
        witnessVkey.keyId,
        Uint8Array.from([...stamp, ...new Uint8Array(bytes)]),
      );
    };
    const last = BigInt(Number.MAX_SAFE_INTEGER);
    expect(await checked(at(last))).toEqual({ ok: true, value: [Number(last)] });
    for (const line of [at(last + 1n), at(1n, 63), at(1n, 65)])
      expect(await checked(line)).toMatchObject({ problems: [{ code: "E_LOG_COSIGNATURE" }] });
  });

  test("of three witnesses count from the second earliest where two are enough", async () => {
    const made = [2, 3, 4].map((n) => {
      const key = keyOf(`witness number ${n}`);
      const publicKey = new Uint8Array(Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url"));
      return { key, vkey: vkeyOf(`witness.example/w${n}`, 4, publicKey, sha256) };
    });
    const times = [witnessedAt + 300, witnessedAt + 100, witnessedAt + 200];
    const lines = made.map(({ key, vkey }, at) => {
      const time = times[at] ?? 0;
      return cosignatureLine(vkey, time, sign(null, cosignatureMessage(body7, time), key));
    });
    const two = right(
      policyOf(
        [log.vkey],
        made.map(({ vkey }) => formatVkey(vkey)),
        2,
      ),
    );
    expect(right(await of(note(...lines), two))).toMatchObject({ quorum: "met", time: witnessedAt + 200 });
  });

  test("that are missing are said, not refused", async () => {
    expect(right(await of(note()))).toEqual({ cosignatures: [], quorum: "notMet" });
    const none = right(policyOf([log.vkey], [log.witnessVkey], 0));
    expect(right(await of(note(), none))).toEqual({ cosignatures: [], quorum: "none" });
    expect(right(await of(log.checkpoint7, none)).cosignatures).toHaveLength(1);
  });

  test("give the second in which the last witness of a quorum had signed", async () => {
    const other = keyOf("another witness");
    const publicKey = new Uint8Array(Buffer.from(other.export({ format: "jwk" }).x ?? "", "base64url"));
    const otherVkey = vkeyOf("witness.example/w2", 4, publicKey, sha256);
    const both = right(policyOf([log.vkey], [log.witnessVkey, formatVkey(otherVkey)], 2));
    const later = witnessedAt + 3600;
    const line = cosignatureLine(otherVkey, later, sign(null, cosignatureMessage(body7, later), other));
    expect(right(await of(note(line, witnessLine(body7, witnessedAt)), both))).toMatchObject({
      quorum: "met",
      time: later,
    });
    expect(right(await of(note(line), both))).toMatchObject({
      quorum: "notMet",
      cosignatures: [{ witness: "w2" }],
    });
  });
});
