import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatVkey, vkeyOf } from "./note.ts";
import type { LogPolicy } from "./policy.ts";
import { isQuorumMet, parsePolicy, policyOf } from "./policy.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const keyOf = (name: string, type: 1 | 4, byte: number) =>
  formatVkey(vkeyOf(name, type, new Uint8Array(32).fill(byte), sha256));
const log = keyOf("registry.example/log", 1, 1);
const witness = (n: number) => keyOf(`witness.example/w${n}`, 4, 10 + n);

function policy(...lines: readonly string[]): LogPolicy {
  const parsed = parsePolicy(lines.map((line) => `${line}\n`).join(""));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

const met = ({ quorum }: LogPolicy, ...names: readonly string[]) => isQuorumMet(quorum, new Set(names));

describe("a policy", () => {
  const nested = [
    "# two organisations",
    `log ${log}`,
    "",
    `witness X1 ${witness(1)}`,
    ` \twitness\tX2   ${witness(2)} https://witness.example/x2 `,
    `witness X3 ${witness(3)}`,
    "group X-witnesses 2 X1 X2 X3",
    `witness Y1 ${witness(4)}`,
    `witness Ÿ2 ${witness(5)}`,
    "group Y-witnesses any Y1 Ÿ2",
    "group X-and-Y all X-witnesses Y-witnesses",
    "quorum X-and-Y",
  ];

  test("with groups in groups is met by enough of each, as in the specification", () => {
    const read = policy(...nested);
    expect(read.logs.map(({ vkey }) => vkey.name)).toEqual(["registry.example/log"]);
    expect(read.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ["X1", undefined],
      ["X2", "https://witness.example/x2"],
      ["X3", undefined],
      ["Y1", undefined],
      ["Ÿ2", undefined],
    ]);
    expect(met(read, "X1", "X3", "Ÿ2")).toBe(true);
    expect(met(read, "X1", "X2", "X3", "Y1", "Ÿ2")).toBe(true);
    expect(met(read, "X1", "X2", "X3")).toBe(false);
    expect(met(read, "X1", "Y1", "Ÿ2")).toBe(false);
    expect(met(read)).toBe(false);
  });

  test("may ask for all by their number, and name addresses", () => {
    const both = policy(
      ...[`log ${log} https://registry.example/log`, `witness A ${witness(1)}`, `witness B ${witness(2)}`],
      ...["group G 2 A B", "quorum G"],
    );
    expect([met(both, "A"), met(both, "A", "B")]).toEqual([false, true]);
    expect(both.logs.map(({ url }) => url)).toEqual(["https://registry.example/log"]);
    expect(policy(`log ${log}`, "quorum none").logs).toEqual([{ vkey: both.logs[0]?.vkey }]);
  });

  test("may ask for one witness, or for none", () => {
    const one = policy(`witness W ${witness(1)}`, "quorum W");
    expect([met(one), met(one, "W")]).toEqual([false, true]);
    const none = policy(`log ${log}`, "quorum none");
    expect([none.quorum.kind, met(none)]).toEqual(["none", true]);
  });

  test("is the same from bytes, and without the last line end", () => {
    const text = nested.join("\n");
    expect(parsePolicy(new TextEncoder().encode(text))).toEqual(parsePolicy(`${text}\n`));
  });

  test("of 32 logs, witnesses and groups is read", () => {
    const each = (make: (n: number) => string) => Array.from({ length: 32 }, (_, n) => make(n));
    const read = policy(
      ...each((n) => `log ${keyOf(`log${n}.example`, 1, 100 + n)}`),
      ...each((n) => `witness W${n} ${keyOf(`w${n}.example`, 4, 200 + n)}`),
      ...each((n) => `group G${n} any W${n} ${n === 0 ? "" : `G${n - 1}`}`),
      "quorum G31",
    );
    expect([read.logs.length, read.witnesses.length]).toEqual([32, 32]);
    expect(met(read, "W0")).toBe(true);
  });

  const [w1, w2] = [`witness W1 ${witness(1)}`, `witness W2 ${witness(2)}`];
  test.each([
    ["no quorum", [w1], "E_POLICY_QUORUM"],
    ["nothing", [], "E_POLICY_QUORUM"],
    ["two quorums", [w1, "quorum W1", "quorum W1"], "E_POLICY_DUPLICATE"],
    ["an unknown word", ["logs none"], "E_POLICY_LINE"],
    ["a keyword in capitals", ["Quorum none"], "E_POLICY_LINE"],
    ["a log without key", ["log"], "E_POLICY_LINE"],
    ["a log with too much", [`log ${log} https://a.example more`], "E_POLICY_LINE"],
    ["a witness without key", ["witness W"], "E_POLICY_LINE"],
    ["a witness with too much", [`${w1} https://a.example more`], "E_POLICY_LINE"],
    ["a quorum of nobody", [w1, "quorum"], "E_POLICY_LINE"],
    ["a quorum of two", [w1, w2, "quorum W1 W2"], "E_POLICY_LINE"],
    ["half a character", ["# \uD800"], "E_POLICY_CHARACTER"],
    ["a broken key of a witness", ["witness W witness.example"], "E_VKEY_FORM"],
    ["a broken key", ["log registry.example/log"], "E_VKEY_FORM"],
    ["a witness's key for a log", [`log ${witness(1)}`], "E_POLICY_KEY_TYPE"],
    ["a log's key for a witness", [`witness W ${log}`], "E_POLICY_KEY_TYPE"],
    ["a log named twice", [`log ${log}`, `log ${keyOf("other.example", 1, 1)}`], "E_POLICY_DUPLICATE"],
    ["a witness key named twice", [w1, `witness W2 ${keyOf("w.example", 4, 11)}`], "E_POLICY_DUPLICATE"],
    ["a name given twice", [w1, w2.replace("W2", "W1")], "E_POLICY_DUPLICATE"],
    ["a group with the name of a witness", [w1, w2, "group W1 any W2"], "E_POLICY_DUPLICATE"],
    ["a witness called none", [`witness none ${witness(1)}`], "E_POLICY_NAME"],
    ["a group called none", [w1, "group none any W1"], "E_POLICY_NAME"],
    ["the member none", ["group G any none"], "E_POLICY_NAME"],
    ["a group of itself", ["group G any G"], "E_POLICY_NAME"],
    ["a member defined below", ["group G any W1", w1], "E_POLICY_NAME"],
    ["a quorum defined below", ["quorum W1", w1], "E_POLICY_NAME"],
    ["a member of two groups", [w1, "group G any W1", "group H any W1"], "E_POLICY_MEMBER"],
    ["a member named twice", [w1, "group G 1 W1 W1"], "E_POLICY_MEMBER"],
    ["a group without members", ["group G any"], "E_POLICY_LINE"],
    ["a threshold of none", [w1, "group G 0 W1"], "E_POLICY_THRESHOLD"],
    ["a threshold beyond the members", [w1, "group G 2 W1"], "E_POLICY_THRESHOLD"],
    ["a threshold with a leading zero", [w1, "group G 01 W1"], "E_POLICY_THRESHOLD"],
    ["a threshold in words", [w1, "group G most W1"], "E_POLICY_THRESHOLD"],
    ["Windows line ends", [`${w1}\r`, "quorum W1"], "E_POLICY_CHARACTER"],
    ["a delete character in a comment", ["# \u007F"], "E_POLICY_CHARACTER"],
  ])("with %s is refused", (_, lines, code) => {
    expect(parsePolicy(lines.join("\n"))).toMatchObject({ problems: [{ code }] });
  });

  test("says which line is wrong", () => {
    expect(parsePolicy("quorum none\n\nwhat")).toMatchObject({ problems: [{ params: { line: "3" } }] });
  });

  test("that is no UTF-8, or too large, is refused", () => {
    expect(parsePolicy(Uint8Array.of(0x23, 0xff))).toMatchObject({
      problems: [{ code: "E_POLICY_CHARACTER" }],
    });
    expect(parsePolicy("#".repeat(300_000))).toMatchObject({ problems: [{ code: "E_POLICY_SIZE" }] });
  });

  test("made of keys and a number is met by that number", () => {
    const made = policyOf([log], [witness(1), witness(2), witness(3)], 2);
    expect(made.ok && [met(made.value, "w1"), met(made.value, "w1", "w3")]).toEqual([false, true]);
    expect(policyOf([log], [], 1).ok).toBe(false);
    expect(policyOf([log], [], 0).ok).toBe(true);
    expect(policyOf(["not a key"], [], 0).ok).toBe(false);
  });

  test("is refused or read, never thrown at, whatever arrives", () => {
    const word = fc.oneof(
      fc.constantFrom("log", "witness", "group", "quorum", "none", "all", "any", "1", "2", "W1", "W2", "G"),
      fc.constantFrom(log, witness(1), witness(2)),
      fc.string({ unit: "binary", maxLength: 6 }),
    );
    const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const parsed = parsePolicy(lines.join("\n"));
        if (parsed.ok) expect(lines.some((text) => text.includes("quorum"))).toBe(true);
        else expect(parsed.problems).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });
});
