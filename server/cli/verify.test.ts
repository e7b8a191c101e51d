import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import example from "../../public/vectors/worked-example.json" with { type: "json" };
import {
  exampleBundle,
  exampleIssuer,
  exampleIssuerUrl,
  examplePolicy,
  exampleProof,
  exampleSubject,
} from "../test/example-evidence.ts";
import { sampleBodyKeys, signedOpinion } from "../test/sample-opinion.ts";
import { samplePolicy, sampleRegistry, sampleSigner, signedSheet } from "../test/sample-sheet.ts";
import type { CliIo } from "./io.ts";
import { runVerify } from "./verify.ts";

const reader = await sampleSigner("customs-hamburg");
const secret = Buffer.from(reader.key.secret.toString(16).padStart(64, "0"), "hex").toString("base64url");
const withoutName = { ...reader.key.jwk, d: secret };

const at = ["--at", "2026-11-20T13:00:00Z"];
const files: Readonly<Record<string, string>> = {
  "record.jwt": example.vcJwt,
  "line-end.jwt": `${example.vcJwt}\r\n`,
  "two-line-ends.jwt": `${example.vcJwt}\n\n`,
  "changed.jwt": example.vcJwt.replace("eyJ", "eyK"),
  "keys.json": JSON.stringify(example.jwks),
  "no-keys.json": "{}",
  "-": `${example.vcJwt}\n`,
  policy: examplePolicy,
  "v1.jwt": example.vcJwtV1,
  "list.jwt": example.statusListVc,
  "token-list.jwt": example.tokenStatusList,
  "first-list.jwt": example.statusListVcSeq1,
  "first-token-list.jwt": example.tokenStatusListSeq1,
  "key.tlog-proof": await exampleProof(0),
  "v1.tlog-proof": await exampleProof(1),
  "first-list.tlog-proof": await exampleProof(2),
  "v2.tlog-proof": await exampleProof(3),
  "superseded.tlog-proof": await exampleProof(4),
  "bundle.json": await exampleBundle(),
  "bundle-v1.json": await exampleBundle(example.vcJwtV1, 1),
  "full-bundle.json": await exampleBundle(example.sdJwtLegitimate),
  "changed-bundle.json": await exampleBundle(`${example.vcJwt.slice(0, -4)}AAAA`),
  "folder/a.json": await exampleBundle(),
  "folder/b.json": await exampleBundle(example.vcJwtV1, 1),
  "opinion.jwt": await signedOpinion(),
  "body.json": JSON.stringify(sampleBodyKeys),
  "chain/opinion.jwt": await signedOpinion(),
  "chain/v1.jwt": example.vcJwtV1,
  "chain/v2.jwt": example.vcJwt,
  "apart/opinion.jwt": await signedOpinion(),
  "apart/v1.jwt": example.vcJwtV1,
  "all-keys.json": JSON.stringify({ keys: [...example.jwks.keys, ...sampleBodyKeys.keys] }),
  "sheet.jwt": `${await signedSheet()}\n`,
  "sheet-policy": samplePolicy,
  "reader.json": JSON.stringify({ ...withoutName, kid: reader.kid }),
  "nameless.json": JSON.stringify(withoutName),
  "public.json": JSON.stringify({ ...reader.key.jwk, kid: reader.kid }),
  "mixed-up.json": JSON.stringify({ ...sampleRegistry.key.jwk, d: secret }),
  "reader-keys.json": JSON.stringify({ keys: [{ ...reader.key.jwk, kid: reader.kid }] }),
  "sheets/a.jwt": await signedSheet(),
  "sheets/b.jwt": example.vcJwt,
  "records.txt": `${example.vcJwt}\n${example.vcJwtV1}\n`,
  "names.txt": "record.jwt\nv1.jwt\n",
};

const folders: Readonly<Record<string, readonly string[]>> = {
  folder: ["folder/a.json", "folder/b.json"],
  chain: ["chain/opinion.jwt", "chain/v1.jwt", "chain/v2.jwt"],
  apart: ["apart/opinion.jwt", "apart/v1.jwt"],
  sheets: ["sheets/a.jwt", "sheets/b.jwt"],
  empty: [],
};

/** What was written in a test, by name. */
const written = new Map<string, string>();

const run = (...args: readonly string[]) => runFor(false, ...args);

async function runFor(isWatched: boolean, ...args: readonly string[]) {
  let out = "";
  let err = "";
  const io: CliIo = {
    isWatched,
    listFolder: (name) => Promise.resolve(folders[name] ?? null),
    readInput: (path) => {
      const name = path.replace(`${process.cwd()}/`, "");
      const text = written.get(name) ?? files[name];
      return text === undefined
        ? Promise.reject(new Error(`no file ${name}`))
        : Promise.resolve(Buffer.from(text));
    },
    writeFile: (name, text) => {
      if (written.has(name)) return Promise.reject(new Error(`${name} is there already`));
      written.set(name, text);
      return Promise.resolve();
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

  test.each(["--bundle", "--status-list", "--token-status-list", "--proof", "--policy", "--jwks"])(
    "exits 3 when the file of %s cannot be read, with a message and nothing on standard output",
    async (option) => {
      const { code, out, err } = await run("record.jwt", option, "no-such-file");
      expect([code, out]).toEqual([3, ""]);
      expect(err).toContain("no-such-file");
    },
  );

  test.each([
    ["a missing file", ["missing.jwt"], "no file missing.jwt"],
    ["an option it does not know", ["record.jwt", "--fast"], "--fast"],
    ["an option without its value", ["record.jwt", "--policy", ""], "--policy"],
    ["an issuer given twice", ["record.jwt", "--issuer", "a", "--issuer", "b"], "--issuer"],
    ["a time it cannot read", ["record.jwt", "--at", "yesterday"], "yesterday"],
    ["a key set that is none", ["record.jwt", "--jwks", "no-keys.json"], "E_JWKS_FORMAT"],
    ["a policy that is none", ["record.jwt", "--policy", "keys.json"], "E_POLICY_LINE"],
    ["a bundle that is none", ["--bundle", "keys.json"], "E_BUNDLE_FORM"],
    ["an object that is no bundle", ["keys.json"], "E_BUNDLE_FORM"],
    ["two inputs from standard input", ["-", "--jwks", "-"], "standard input"],
    ["a folder without files", ["empty"], "no record"],
  ])("exits 3 for %s, with a message and nothing on standard output", async (_, args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([3, ""]);
    expect(err).toContain(message);
  });

  test("lets no control character of a record reach the terminal", async () => {
    const { out } = await run("record.jwt", "--jwks", "keys.json", "--issuer", "\u001b[31mred", ...at);
    expect(out).toContain("R_ISSUER_UNEXPECTED");
    expect(out).not.toContain("\u001b");
  });

  test("explains itself", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    expect(out).toContain("--token-status-list");
  });
});

const states = (out: string) => {
  const verdict: { parts: { part: string; state: string; code?: string }[] } = JSON.parse(out);
  return verdict.parts.map(({ part, state, code }) => [part, state, code].filter(Boolean).join(" "));
};

describe("cellproof verify --bundle", () => {
  test("finds every part of the worked example to hold under its policy, and says when and where", async () => {
    const asked = ["--issuer", exampleIssuer, "--subject", exampleSubject];
    const { code, out } = await run("--bundle", "bundle.json", "--policy", "policy", ...asked, ...at);
    expect(code).toBe(0);
    expect(out).toContain("The signature holds; the record is current and part of the public log.");
    expect(out).toContain("Current: holds, as of 2026-11-20T12:00:00.000Z");
    expect(out).toContain("Public log: holds, entry 3 of 7");
    expect(out).toContain("Witnesses: holds, at 2026-11-20T12:01:00.000Z");
  });

  test("without a policy checks neither log nor witnesses nor whose the key is, and exits 3", async () => {
    const { code, out } = await run("--bundle", "bundle.json", "--json", ...at);
    expect(code).toBe(3);
    expect(states(out)).toEqual([
      "signature couldNotCheck C_KEY_NOT_LOGGED",
      "issuer notAsked",
      "subject notAsked",
      "status couldNotCheck C_LIST_KEY",
      "log couldNotCheck C_NO_POLICY",
      "witnesses couldNotCheck C_NO_WITNESS",
    ]);
  });

  test("without a policy still finds a changed record wrong, by the key that came with it", async () => {
    const { code, out } = await run("--bundle", "changed-bundle.json", "--json", ...at);
    expect(code).toBe(1);
    expect(states(out)[0]).toBe("signature failed R_SIGNATURE");
  });

  test("calls the first version superseded, which exits 1", async () => {
    const { code, out } = await run("--bundle", "bundle-v1.json", "--policy", "policy", ...at);
    expect(code).toBe(1);
    expect(out).toContain("a newer version has taken its place");
  });

  test("judges the first version as it stood on a day before the second: the list then in force is missing", async () => {
    const before = ["--at", "2026-11-19T00:00:00Z"];
    const { code, out } = await run("--bundle", "bundle-v1.json", "--policy", "policy", "--json", ...before);
    expect([code, states(out)[3]]).toEqual([3, "status couldNotCheck C_LIST_LATER"]);
    const lists = ["--status-list", "first-list.jwt", "--token-status-list", "first-token-list.jwt"];
    const proof = ["--proof", "first-list.tlog-proof"];
    const then = await run("--bundle", "bundle-v1.json", "--policy", "policy", ...lists, ...proof, ...before);
    expect([then.code, then.err]).toEqual([0, ""]);
  });

  test("takes the log's word for when a version ended", async () => {
    const alone = ["v1.jwt", "--policy", "policy", "--proof", "key.tlog-proof", "--proof", "v1.tlog-proof"];
    const change = ["--proof", "superseded.tlog-proof", "--status-list", "list.jwt"];
    expect((await run(...alone, ...change, ...at)).code).toBe(1);
    expect((await run(...alone, ...change, "--at", "2026-11-20T11:00:00Z")).code).toBe(0);
  });

  test("reads the full record in a bundle as well, under both names of its issuer", async () => {
    for (const issuer of [exampleIssuer, exampleIssuerUrl]) {
      const asked = ["--policy", "policy", "--issuer", issuer, ...at];
      expect((await run("--bundle", "full-bundle.json", ...asked)).code).toBe(0);
    }
  });
});

describe("cellproof verify with its parts given separately", () => {
  test("checks what is asked by what is given", async () => {
    const parts = ["--status-list", "list.jwt", "--token-status-list", "token-list.jwt"];
    const log = ["--proof", "v2.tlog-proof", "--policy", "policy"];
    const { code, out } = await run("record.jwt", "--jwks", "keys.json", ...parts, ...log, "--json", ...at);
    expect(code).toBe(0);
    expect(states(out).filter((state) => state.endsWith(" ok"))).toHaveLength(4);
  });

  test("needs no key set when the key is in the pinned log", async () => {
    const proofs = ["--proof", "key.tlog-proof", "--proof", "v2.tlog-proof"];
    expect((await run("record.jwt", "--policy", "policy", ...proofs, ...at)).code).toBe(0);
  });

  test("a policy without a proof asks for the log, which could not be checked", async () => {
    expect((await run("record.jwt", "--jwks", "keys.json", "--policy", "policy", ...at)).code).toBe(3);
  });

  test("the proof of another record is wrong, not missing", async () => {
    const proof = ["--proof", "v1.tlog-proof", "--policy", "policy"];
    const { code, out } = await run("record.jwt", "--jwks", "keys.json", ...proof, ...at);
    expect(code).toBe(1);
    expect(out).toContain("R_LOG_ARTEFACT");
  });
});

describe("cellproof verify of many records", () => {
  test("takes a folder, and exits with the worst of it", async () => {
    const { code, out, err } = await run("folder", "--policy", "policy", ...at);
    expect(code).toBe(1);
    expect(out.split("\n").slice(0, 2)).toEqual([
      "holds          folder/a.json",
      "superseded     folder/b.json  status wrong R_STATUS_SUPERSEDED",
    ]);
    expect(out).toContain("2 checked: 1 holds, 1 superseded");
    expect(err).toBe("");
  });

  test("takes a list of records or of file names, each proof for the record it speaks of", async () => {
    const proofs = ["v1", "v2", "key"].flatMap((name) => ["--proof", `${name}.tlog-proof`]);
    for (const list of ["records.txt", "names.txt"]) {
      const { code, out } = await run(list, "--policy", "policy", ...proofs, "--json", ...at);
      const verdicts: { file: string; overall: string }[] = JSON.parse(out);
      expect([code, verdicts.map(({ overall }) => overall)]).toEqual([0, ["holds", "holds"]]);
    }
  });

  test("draws its progress for whoever watches, on standard error alone", async () => {
    const { out, err } = await runFor(true, "folder", "--policy", "policy", ...at);
    expect(err).toMatch(/^\r\[#{15}\.{15}\] 1\/2\r\[#{30}\] 2\/2\n$/);
    expect(out).not.toContain("[#");
  });
});

describe("an opinion", () => {
  const opinion = ["--record", "opinion.jwt", "--jwks", "body.json", ...at];

  test("is held against the record it must speak of", async () => {
    const good = await run(...opinion, "--about", "record.jwt");
    expect([good.code, good.err]).toEqual([0, ""]);
    expect(good.out).toContain("Product: holds");
    const other = await run(...opinion, "--about", "v1.jwt");
    expect(other.code).toBe(1);
    expect(other.out).toContain("[R_OPINION_VERSION]");
    expect((await run(...opinion, "--about", "bundle.json")).code).toBe(0);
  });

  test("finds its record among many by itself, and another version is none", async () => {
    const chain = await run("chain", "--jwks", "all-keys.json", ...at);
    expect([chain.code, chain.err]).toEqual([0, ""]);
    const apart = await run("apart", "--jwks", "all-keys.json", ...at);
    expect(apart.code).toBe(1);
    expect(apart.out).toContain("R_OPINION_VERSION");
  });

  test("is what --about asks for: a passport in its place is wrong, a missing file ends it", async () => {
    const passport = await run(
      "--record",
      "record.jwt",
      "--jwks",
      "keys.json",
      "--about",
      "record.jwt",
      ...at,
    );
    expect(passport.out).toContain("[R_OPINION_KIND]");
    expect((await run(...opinion, "--about", "missing.jwt")).code).toBe(3);
    expect((await run(...opinion, "--about", "record.jwt", "--about", "v1.jwt")).code).toBe(3);
  });
});

describe("cellproof verify and result sheets", () => {
  beforeEach(() => written.clear());
  const now = ["--at", "2026-11-21T09:00:00Z"];
  const hash = (text: string) => createHash("sha256").update(text).digest("base64url");

  test("checks a registry's sheet under the pinned log, and tells what it says", async () => {
    const { code, out } = await run("sheet.jwt", "--policy", "sheet-policy", ...now);
    expect(code).toBe(0);
    expect(out).toContain("This result sheet is as it was signed.");
    expect(out).toContain("The sheet says (made by the registry with cellproof 0.1.0):");
    expect(out).toContain("Current: wrong [R_STATUS_REVOKED] The issuer has withdrawn this record.");
    expect((await run("sheet.jwt", ...now)).code).toBe(3);
    expect((await run("sheets", "--policy", "sheet-policy", ...now)).out).toContain(
      "holds          sheets/a.jwt",
    );
  });

  test("writes what it found to a file that says that nobody signed it", async () => {
    const { code } = await run("bundle.json", "--policy", "policy", ...at, "--sheet", "out.json");
    expect(code).toBe(0);
    const sheet = JSON.parse(written.get("out.json") ?? "");
    expect(sheet).toMatchObject({
      ...{ signed: false, resultSheet: "1.0.0", madeBy: "reader", asOf: "2026-11-20T13:00:00.000Z" },
      ...{
        policy: examplePolicy,
        log: { origin: "registry.example/log", size: 7 },
        list: null,
        keyProofs: [],
      },
      checked: [
        {
          ...{ row: 1, asked: "bundle.json", product: exampleSubject, version: 2, outcome: "holds" },
          record: { sha256: hash(example.vcJwt), bytes: example.vcJwt.length },
          file: {
            sha256: hash(files["bundle.json"] ?? ""),
            bytes: Buffer.byteLength(files["bundle.json"] ?? ""),
          },
        },
      ],
    });
    expect(sheet.words.zh["part.signature"]).toBe("签名");
    const again = await run("out.json", ...at);
    expect(again.code).toBe(3);
    expect(again.out).toContain("Nobody has signed this result sheet: anybody could have changed it.");
  });

  test("signs it with the reader's key, under which it can be checked later, and not once changed", async () => {
    const wanted = ["--sheet", "own.jwt", "--sign-with", "reader.json"];
    expect((await run("v1.jwt", "record.jwt", "--jwks", "keys.json", ...at, ...wanted)).code).toBe(0);
    const { code, out } = await run("own.jwt", "--jwks", "reader-keys.json", "--issuer", "customs-hamburg");
    expect([code, out.includes("Issuer: holds")]).toEqual([0, true]);
    expect(out).toContain("made by a reader");
    expect(out).toContain(`record of ${example.vcJwt.length} bytes, SHA-256 ${hash(example.vcJwt)}`);
    const [header = "", payload = "", signature = ""] = (written.get("own.jwt") ?? "").split(".");
    const changed = Buffer.from(payload, "base64url").toString().replace("v1.jwt", "v2.jwt");
    written.set("own.jwt", [header, Buffer.from(changed).toString("base64url"), signature].join("."));
    const wrong = await run("own.jwt", "--jwks", "reader-keys.json");
    expect([wrong.code, wrong.out.includes("[R_SIGNATURE]")]).toEqual([1, true]);
  });

  test("names a key without a name by its thumbprint", async () => {
    await run(
      "record.jwt",
      "--jwks",
      "keys.json",
      ...at,
      "--sheet",
      "own.jwt",
      "--sign-with",
      "nameless.json",
    );
    const { out } = await run("own.jwt", ...at);
    expect(out).toContain("kid: urn:ietf:params:oauth:jwk-thumbprint:sha-256:");
  });

  test.each([
    ["a public key", ["--sign-with", "public.json"], "signing needs the private one"],
    ["parts of two keys", ["--sign-with", "mixed-up.json"], "holds parts of two keys"],
    ["what is no key", ["--sign-with", "record.jwt"], "is not a JSON Web Key"],
    ["a sheet among the records", ["sheet.jwt"], "--sheet is for records"],
  ])("exits 3 for %s, and writes nothing", async (_, args, message) => {
    const { code, err } = await run(
      "record.jwt",
      "--jwks",
      "keys.json",
      ...at,
      "--sheet",
      "own.jwt",
      ...args,
    );
    expect(code).toBe(3);
    expect(err).toContain(message);
    expect(written.size).toBe(0);
  });

  test("overwrites nothing, and signs nothing without a place for it", async () => {
    written.set("own.jwt", "kept");
    const { code, err } = await run("record.jwt", "--jwks", "keys.json", ...at, "--sheet", "own.jwt");
    expect([code, err]).toEqual([3, "The result sheet was not written: own.jwt is there already\n"]);
    expect(written.get("own.jwt")).toBe("kept");
    expect((await run("record.jwt", "--sign-with", "reader.json")).err).toContain("--sheet was not given");
  });
});
