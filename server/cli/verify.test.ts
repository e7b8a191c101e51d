import { describe, expect, test } from "vitest";
import example from "../../public/vectors/worked-example.json" with { type: "json" };
import type { CliIo } from "./io.ts";
import { runVerify } from "./verify.ts";

const at = ["--at", "2026-11-20T13:00:00Z"];
const files: Readonly<Record<string, string>> = {
  "record.jwt": example.vcJwt,
  "line-end.jwt": `${example.vcJwt}\r\n`,
  "two-line-ends.jwt": `${example.vcJwt}\n\n`,
  "changed.jwt": example.vcJwt.replace("eyJ", "eyK"),
  "keys.json": JSON.stringify(example.jwks),
  "no-keys.json": "{}",
  "-": `${example.vcJwt}\n`,
};

async function run(...args: readonly string[]) {
  let out = "";
  let err = "";
  const io: CliIo = {
    readInput: (name) => {
      const text = files[name];
      return text === undefined
        ? Promise.reject(new Error(`no file ${name}`))
        : Promise.resolve(Buffer.from(text));
    },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  };
  return { code: await runVerify(args, io), out, err };
}

describe("cellproof verify", () => {
  test("says part by part, in words, that the worked example holds, and exits 0", async () => {
    const { code, out, err } = await run("--record", "record.jwt", "--jwks", "keys.json", ...at);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(
      "The signature holds. Whether the record is current and in the public log could not be checked.",
    );
    expect(out).toContain("Signature: holds");
    expect(out).toContain("Issuer: not asked");
    expect(out).toContain("Current: could not check");
    expect(out).toContain("[C_NO_STATUS_LIST]");
  });

  test.each([
    ["standard input", []],
    ["a dash", ["--record", "-"]],
    ["a file without its option", ["record.jwt"]],
    ["a file that ends its line", ["--record", "line-end.jwt"]],
  ])("reads the record from %s", async (_, record) => {
    expect((await run(...record, "--jwks", "keys.json", ...at)).code).toBe(0);
  });

  test("writes the verdict as JSON, and compares issuer and product", async () => {
    const expected = [
      "--issuer",
      "did:web:registry.example:op:voltara",
      "--subject",
      "https://registry.example/p/01/09520123456788/21/VLT-000042",
    ];
    const { code, out } = await run("record.jwt", "--jwks", "keys.json", "--json", ...expected, ...at);
    expect(code).toBe(0);
    const verdict: { overall: string; parts: { part: string; state: string }[] } = JSON.parse(out);
    expect(verdict.overall).toBe("holds");
    expect(verdict.parts.map(({ part, state }) => `${part} ${state}`)).toEqual([
      "signature ok",
      "issuer ok",
      "subject ok",
      "status couldNotCheck",
      "log couldNotCheck",
      "witnesses couldNotCheck",
    ]);
  });

  test.each([
    ["a changed record", ["changed.jwt"], "R_"],
    ["two line ends, of which one is not the file's", ["two-line-ends.jwt"], "R_BASE64URL"],
    [
      "another issuer",
      ["record.jwt", "--issuer", "did:web:registry.example:op:other"],
      "R_ISSUER_UNEXPECTED",
    ],
    ["another product", ["record.jwt", "--subject", "https://registry.example/01/1"], "R_SUBJECT_UNEXPECTED"],
  ])("exits 1 for %s and says why", async (_, args, code) => {
    const result = await run(...args, "--jwks", "keys.json", ...at);
    expect(result.code).toBe(1);
    expect(result.out).toContain("Do not rely on this record.");
    expect(result.out).toContain(code);
  });

  test("exits 3 without keys: nothing was checked, and it is not called good", async () => {
    const { code, out } = await run("record.jwt", ...at);
    expect(code).toBe(3);
    expect(out).toContain("Not everything that was asked could be checked.");
    expect(out).toContain("[C_NO_KEYS]");
  });

  test.each(["--bundle", "--status-list", "--token-status-list", "--proof", "--policy"])(
    "exits 3 for %s, which is never silently ignored",
    async (option) => {
      const { code, out, err } = await run("record.jwt", "--jwks", "keys.json", option, "file");
      expect([code, out]).toEqual([3, ""]);
      expect(err).toContain(`cannot check ${option} yet`);
    },
  );

  test.each([
    ["two records", ["record.jwt", "changed.jwt"], "one record at a time"],
    [
      "two records by their option, of which one would be ignored",
      ["--record", "changed.jwt", "--record", "record.jwt", "--jwks", "keys.json"],
      "--record was given more than once",
    ],
    ["a missing file", ["missing.jwt"], "no file missing.jwt"],
    ["keys that are none", ["record.jwt", "--jwks", "no-keys.json"], "E_JWKS_FORMAT"],
    ["both inputs from standard input", ["-", "--jwks", "-"], "cannot both"],
    ["a time without offset", ["record.jwt", "--at", "2026-11-20T13:00:00"], "--at needs"],
    ["an unknown option", ["record.jwt", "--sure"], "--sure"],
  ])("exits 3 for %s, with a message and nothing on standard output", async (_, args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([3, ""]);
    expect(err).toContain(message);
  });

  test("lets no control character of a record reach the terminal", async () => {
    const { out } = await run("record.jwt", "--jwks", "keys.json", "--issuer", "\u001b[31mred", ...at);
    expect(out).not.toContain("\u001b");
  });

  test("explains itself", async () => {
    expect(await run("--help")).toMatchObject({ code: 0, err: "" });
  });
});
