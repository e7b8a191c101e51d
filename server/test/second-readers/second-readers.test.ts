import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createHash } from "node:crypto";
import { SDJwtInstance } from "@sd-jwt/core";
import { decodeList } from "@digitalbazaar/vc-bitstring-status-list";
import { getListFromStatusListJWT } from "@sd-jwt/jwt-status-list";
import { compactVerify, createLocalJWKSet, decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { encodeBase64 } from "../../domain/record/base64.ts";
import { parseTlogProof } from "../../domain/transparency/tlog-proof.ts";
import { describeLog } from "../../services/log/status.ts";
import { proofOf } from "../../services/log/proof-of.ts";
import { readCheckpoint } from "../../services/log/read-checkpoint.ts";
import { readTile } from "../../services/log/read-tile.ts";
import { restrictedAt } from "../../domain/passport/restricted-attributes.ts";
import { issueItem } from "../../services/passport/issue-item.ts";
import { readBundle } from "../../services/passport/read-bundle.ts";
import { readFullRecord } from "../../services/passport/read-full-record.ts";
import { revokeVersion } from "../../services/status/revoke-version.ts";
import type { Fixture, TestOperator } from "../fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../fixture.ts";

/** Programs of others read what this one signs: each knows only the public formats. */

const here = import.meta.dirname;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-readers-"));
const python = "/usr/bin/python3";
const goEnvironment = {
  GO111MODULE: "off",
  GOPATH: "/usr/share/gocode",
  GOFLAGS: "",
  GOCACHE: path.join(folder, "go"),
};

const isThere = {
  jose: spawnSync("jose", ["alg"]).status === 0,
  jwcrypto: spawnSync(python, ["-c", "import jwcrypto"]).status === 0,
  go:
    fs.existsSync("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog") &&
    spawnSync("go", ["version"]).status === 0,
};

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
/** What a verifier is given: a valid record and a withdrawn one, each with its lists and keys. */
let given: Readonly<Record<"valid" | "withdrawn", { readonly folder: string; readonly index: number }>>;
let oldCheckpoint: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  const { model, draft } = await declaredModel(operator);
  oldCheckpoint = (await readCheckpoint(operator.author))?.note ?? "";
  await releaseReviewed(operator, draft);
  const order = { modelId: model.id, serial: "A1", manufacturedOn: "2026-10" };
  const { productUrl } = await issueItem(operator.signer, order);
  await revokeVersion(operator.signer, { productUrl, version: 1, reason: "wrongData" });
  given = { valid: await give("valid", model.productUrl), withdrawn: await give("withdrawn", productUrl) };
});
afterAll(async () => {
  await database.end();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function give(name: string, productUrl: string) {
  const { bundle } = await readBundle(operator.author, { productUrl });
  const into = path.join(folder, name);
  fs.mkdirSync(into);
  const files = {
    "jwks.json": JSON.stringify(bundle.jwks),
    "record.jwt": bundle.record,
    "list.jwt": bundle.statusList ?? "",
    "token-list.jwt": bundle.tokenStatusList ?? "",
    "full.sd-jwt": (await readFullRecord(operator.signer, { productUrl })).token,
  };
  for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(into, file), text);
  const claims = recordClaims.parse(decodeJwt(bundle.record));
  return { folder: into, index: Number(claims.credentialStatus.statusListIndex) };
}

const recordClaims = z.object({ credentialStatus: z.object({ statusListIndex: z.string() }) });
const fullClaims = z.object({
  credentialSubject: z.object({ restricted: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
const readFull = z.object({
  full: z.object({ digests: z.number(), shown: z.array(z.string()) }),
});
const jwkSet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const listClaims = z.object({ credentialSubject: z.object({ encodedList: z.string() }) });

function read(name: "valid" | "withdrawn", file: string): string {
  return fs.readFileSync(path.join(given[name].folder, file), "utf8");
}

describe.each(["valid", "withdrawn"] as const)("the status of a %s record", (name) => {
  const isWithdrawn = name === "withdrawn";

  test("is read from the bitstring list by Digital Bazaar's package", async () => {
    const { credentialSubject } = listClaims.parse(decodeJwt(read(name, "list.jwt")));
    const list = await decodeList(credentialSubject);
    expect(list.length).toBe(131_072);
    expect(list.getStatus(given[name].index)).toBe(isWithdrawn);
  });

  test("is read from the token list by the package of the OpenWallet Foundation", () => {
    const list = getListFromStatusListJWT(read(name, "token-list.jwt"));
    expect(list.getBitsPerStatus()).toBe(2);
    expect(list.getStatus(given[name].index)).toBe(isWithdrawn ? 1 : 0);
  });
});

describe.each(["valid", "withdrawn"] as const)("the full record (%s)", (name) => {
  test("is verified and disclosed by the package of the OpenWallet Foundation", async () => {
    const keys = createLocalJWKSet(jwkSet.parse(JSON.parse(read(name, "jwks.json"))));
    const reader = new SDJwtInstance({
      hasher: (data, alg) => createHash(alg.replace("-", "")).update(hashable(data)).digest(),
      hashAlg: "sha-256",
      verifier: async (data, signature) => {
        await compactVerify(`${data}.${signature}`, keys);
        return true;
      },
    });
    const { payload } = await reader.verify(read(name, "full.sd-jwt"));
    const { credentialSubject } = fullClaims.parse(payload);
    const level = name === "valid" ? "model" : "item";
    const shown = Object.values(credentialSubject.restricted).flatMap((section) => Object.keys(section));
    expect(shown.toSorted()).toEqual(
      restrictedAt(level)
        .map(({ id }) => id)
        .toSorted(),
    );
  });
});

/** The package hands over text or a buffer. */
function hashable(data: string | ArrayBuffer): string | Uint8Array {
  return typeof data === "string" ? data : new Uint8Array(data);
}

describe.skipIf(!isThere.jwcrypto)("jwcrypto, in Python", () => {
  const run = (from: string) =>
    spawnSync(python, [path.join(here, "read-record.py"), from], { encoding: "utf8" });

  test.each(["valid", "withdrawn"] as const)(
    "verifies a %s record and both lists, and reads them",
    (name) => {
      const { stdout, stderr } = run(given[name].folder);
      expect(stderr).toBe("");
      const value = name === "withdrawn" ? 1 : 0;
      const answer: unknown = JSON.parse(stdout);
      expect(answer).toMatchObject({ bytes: 16_384, bit: value, value });
      const full = readFull.parse(answer).full;
      expect(full.shown.length).toBe(full.digests);
    },
  );

  test("refuses a changed record", () => {
    const changed = path.join(folder, "changed");
    fs.cpSync(given.valid.folder, changed, { recursive: true });
    const [header = "", payload = "", signature = ""] = read("valid", "record.jwt").split(".");
    const other = Buffer.from(payload, "base64url").toString("utf8").replace("Operator", "0perator");
    const forged = [header, Buffer.from(other).toString("base64url"), signature].join(".");
    fs.writeFileSync(path.join(changed, "record.jwt"), forged);
    expect(run(changed)).toMatchObject({ status: 1, stderr: expect.stringContaining("InvalidJWSSignature") });
  });
});

describe.skipIf(!isThere.jose)("José, in C", () => {
  test.each(["record.jwt", "list.jwt", "token-list.jwt"])("verifies %s", (file) => {
    const args = ["jws", "ver", "-i", path.join(given.valid.folder, file)];
    expect(spawnSync("jose", [...args, "-k", path.join(given.valid.folder, "jwks.json")]).status).toBe(0);
  });
});

describe.skipIf(!isThere.go)("the Go project's sumdb/note and sumdb/tlog", () => {
  const run = (from: string) =>
    spawnSync("go", ["run", path.join(here, "read-log.go"), from], {
      ...{ encoding: "utf8", cwd: here, env: { ...process.env, ...goEnvironment } },
    });

  async function giveLog() {
    const ctx = operator.author;
    const newest = await readCheckpoint(ctx);
    const size = newest?.size ?? 0;
    const into = fs.mkdtempSync(path.join(folder, "log-"));
    const files = {
      vkey: (await describeLog(ctx)).vkey ?? "",
      "checkpoint-old": oldCheckpoint,
      "checkpoint-new": newest?.note ?? "",
      tile: (await readTile(ctx, { level: 0, n: 0, width: size })) ?? "",
      bundle: (await readTile(ctx, { level: "entries", n: 0, width: size })) ?? "",
    };
    for (const [file, content] of Object.entries(files)) fs.writeFileSync(path.join(into, file), content);
    return { into, size };
  }

  test(
    "open our checkpoints, rebuild the tree from our tiles, and prove what we prove",
    { timeout: 120_000 },
    async () => {
      const { into, size } = await giveLog();
      const { stdout, stderr } = run(into);
      expect(stderr).toBe("");
      const { inclusion } = z.object({ inclusion: z.array(z.array(z.string())) }).parse(JSON.parse(stdout));
      expect(inclusion).toHaveLength(size);
      for (const [index, hashes] of inclusion.entries()) {
        const ours = parseTlogProof((await proofOf(operator.author, index)) ?? "");
        expect(ours.ok && ours.value.hashes.map(encodeBase64)).toEqual(hashes);
      }
    },
  );

  test("find an entry that was changed", { timeout: 120_000 }, async () => {
    const { into } = await giveLog();
    const file = path.join(into, "bundle");
    fs.writeFileSync(file, fs.readFileSync(file, "latin1").replace("registry", "regestry"), "latin1");
    expect(run(into)).toMatchObject({ status: 1, stderr: expect.stringContaining("another hash") });
  });
});
