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
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { bodyMember } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { encodeBase64 } from "../../domain/record/base64.ts";
import { parseCheckpoint } from "../../domain/transparency/checkpoint.ts";
import { parseTlogProof } from "../../domain/transparency/tlog-proof.ts";
import { createDraft } from "../../services/footprint/create-draft.ts";
import { createSupplierProduct } from "../../services/footprint/create-supplier-product.ts";
import { consistencyBetween } from "../../services/log/consistency-between.ts";
import { describeLog } from "../../services/log/status.ts";
import { proofOf } from "../../services/log/proof-of.ts";
import { readCheckpoint } from "../../services/log/read-checkpoint.ts";
import { readTile } from "../../services/log/read-tile.ts";
import { createOperator } from "../../services/operator/create.ts";
import { readKeys } from "../../services/operator/read-keys.ts";
import { giveOpinion } from "../../services/opinion/give.ts";
import { readOpinionToken } from "../../services/opinion/read-token.ts";
import { restrictedAt } from "../../domain/passport/restricted-attributes.ts";
import { issueItem } from "../../services/passport/issue-item.ts";
import { readBundle } from "../../services/passport/read-bundle.ts";
import { readFullRecord } from "../../services/passport/read-full-record.ts";
import { readProjection } from "../../services/passport/read-projection.ts";
import { actOnSale } from "../../services/status/act-on-sale.ts";
import { readSuspension } from "../../services/status/read-suspension.ts";
import { revokeVersion } from "../../services/status/revoke-version.ts";
import { readFootprintRecord } from "../../services/supplier/read-record.ts";
import type { Fixture, TestOperator } from "../fixture.ts";
import { declaredModel, draftOf, fixture, operatorCalled, releaseReviewed } from "../fixture.ts";

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
let modelUrl: string;

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
  modelUrl = model.productUrl;
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

/** Our proof that the newest state of the log continues the old one. */
async function consistency(size: number): Promise<string> {
  const old = parseCheckpoint(oldCheckpoint);
  const hashes = await consistencyBetween(operator.author, old.ok ? old.value.size : 0, size);
  return (hashes ?? []).map(encodeBase64).join("\n");
}

describe.skipIf(!isThere.jwcrypto)("Python's hashlib and cryptography", () => {
  const run = (from: string) =>
    spawnSync(python, [path.join(here, "read-log.py"), from], { encoding: "utf8" });

  async function giveProofs() {
    const ctx = operator.author;
    const newest = await readCheckpoint(ctx);
    const size = newest?.size ?? 0;
    const into = fs.mkdtempSync(path.join(folder, "proofs-"));
    fs.mkdirSync(path.join(into, "proofs"));
    const files: Record<string, string> = {
      vkeys: (await describeLog(ctx)).vkey ?? "",
      "checkpoint-old": oldCheckpoint,
      "checkpoint-new": newest?.note ?? "",
      consistency: await consistency(size),
    };
    for (let index = 0; index < size; index++) {
      files[`proofs/${String(index)}.tlog-proof`] = (await proofOf(ctx, index)) ?? "";
    }
    for (const [file, content] of Object.entries(files)) fs.writeFileSync(path.join(into, file), content);
    return { into, size };
  }

  test("open our checkpoints and follow every proof of entries and of consistency", async () => {
    const { into, size } = await giveProofs();
    const { stdout, stderr } = run(into);
    expect(stderr).toBe("");
    const { entries } = z
      .object({ entries: z.array(z.tuple([z.number(), z.string()])) })
      .parse(JSON.parse(stdout));
    expect(entries.map(([index]) => index)).toEqual(Array.from({ length: size }, (_, index) => index));
    expect(new Set(entries.map(([, type]) => type))).toEqual(
      new Set(["issuer-key", "passport", "status-list", "status-change"]),
    );
  });

  test("find the witness of the worked example under its checkpoint, and follow its proofs", () => {
    const into = fs.mkdtempSync(path.join(folder, "example-"));
    fs.mkdirSync(path.join(into, "proofs"));
    const { vkey, witnessVkey, checkpoint3, checkpoint7, consistency3to7, tlogProof } = example.log;
    const files = {
      vkeys: `${vkey}\n${witnessVkey}`,
      "checkpoint-old": checkpoint3,
      "checkpoint-new": checkpoint7,
      consistency: consistency3to7.join("\n"),
      "proofs/3.tlog-proof": tlogProof,
    };
    for (const [file, content] of Object.entries(files)) fs.writeFileSync(path.join(into, file), content);
    const { stdout, stderr } = run(into);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      ...{ oldSize: 3, size: 7, witnesses: ["witness.example/w1"], entries: [[3, "passport"]] },
    });
  });

  test.each([
    [
      "a proof of consistency of another order",
      "consistency",
      (text: string) => text.split("\n").toReversed().join("\n"),
    ],
    ["a proof of another place", "proofs/3.tlog-proof", (text: string) => text.replace("index 3", "index 2")],
    ["another entry", "proofs/3.tlog-proof", (text: string) => text.replace(/extra ..../, "extra e30A")],
    ["another size", "checkpoint-new", (text: string) => text.replace(/\n\d+\n/, "\n999\n")],
  ])("refuse %s", async (_, file, change) => {
    const { into } = await giveProofs();
    const at = path.join(into, file);
    fs.writeFileSync(at, change(fs.readFileSync(at, "utf8")));
    expect(run(into)).toMatchObject({ status: 1, stdout: "" });
  });
});

describe("opinion, statement about a sale, supplier's footprint and UNTP projection", () => {
  const kinds = ["opinion", "suspension", "footprint", "untp"] as const;
  const types = {
    opinion: "PassportOpinionCredential",
    suspension: "SaleSuspensionCredential",
    footprint: "ProductFootprintCredential",
    untp: "DigitalProductPassport",
  };
  let from: string;

  beforeAll(async () => {
    from = fs.mkdtempSync(path.join(folder, "credentials-"));
    const productUrl = modelUrl;
    const body = await actingFor("plumbline", "notifiedBody");
    const authority = await actingFor("market-watch", "authority");
    const about = { productUrl, version: 1 };
    const opinion = await giveOpinion(body.ctx, { ...about, bodyId: body.id, outcome: "confirmed" });
    const act = await actOnSale(authority.ctx, {
      ...{ productUrl, authorityId: authority.id, action: "suspend", reason: "risk" },
    });
    const supplied = await suppliedFootprint();
    const record = { slug: operator.slug, id: supplied };
    const tokens = {
      opinion: [
        body.slug,
        (await readOpinionToken(operator.author, { slug: body.slug, id: opinion.id })).token,
      ],
      suspension: [
        authority.slug,
        (await readSuspension(operator.author, { slug: authority.slug, id: act.id })).token,
      ],
      footprint: [operator.slug, (await readFootprintRecord(operator.author, record)).record],
      untp: [operator.slug, (await readProjection(operator.author, { productUrl })).token],
    } as const;
    for (const [name, [slug, token]] of Object.entries(tokens)) {
      fs.writeFileSync(path.join(from, `${name}.jwt`), token);
      const { jwks } = await readKeys(operator.author, { slug });
      fs.writeFileSync(path.join(from, `${name}.jwks.json`), JSON.stringify(jwks));
    }
  });

  test.skipIf(!isThere.jose).each(kinds)("José, in C, verifies the %s, and not a changed one", (name) => {
    const keys = ["-k", path.join(from, `${name}.jwks.json`)];
    const file = path.join(from, `${name}.jwt`);
    expect(spawnSync("jose", ["jws", "ver", "-i", file, ...keys]).status).toBe(0);
    const [header = "", payload = "", signature = ""] = fs.readFileSync(file, "utf8").split(".");
    const changed = path.join(folder, `changed-${name}`);
    fs.writeFileSync(
      changed,
      [header, payload.replace(/.$/, payload.endsWith("A") ? "Q" : "A"), signature].join("."),
    );
    expect(spawnSync("jose", ["jws", "ver", "-i", changed, ...keys]).status).not.toBe(0);
  });

  test.skipIf(!isThere.jwcrypto)("jwcrypto, in Python, verifies each and reads what it is about", () => {
    const read = () =>
      spawnSync(python, [path.join(here, "read-credentials.py"), from], { encoding: "utf8" });
    const { stdout, stderr } = read();
    expect(stderr).toBe("");
    const said = z.record(z.string(), saidOf).parse(JSON.parse(stdout));
    expect(Object.keys(said).toSorted()).toEqual(kinds.toSorted());
    for (const name of kinds) expect(said[name]?.type).toContain(types[name]);
    for (const name of ["opinion", "suspension", "untp"]) {
      expect(said[name]?.credentialSubject.id).toBe(modelUrl);
    }
    const foreign = fs.readFileSync(path.join(from, "opinion.jwks.json"));
    const own = fs.readFileSync(path.join(from, "suspension.jwks.json"));
    fs.writeFileSync(path.join(from, "suspension.jwks.json"), foreign);
    expect(read()).toMatchObject({ status: 1, stdout: "" });
    fs.writeFileSync(path.join(from, "suspension.jwks.json"), own);
  });
});

const saidOf = z.object({ type: z.array(z.string()), credentialSubject: z.object({ id: z.string() }) });

/** A notified body or an authority with its key, and somebody who acts for it. */
async function actingFor(slug: string, kind: "notifiedBody" | "authority") {
  const { id } = await createOperator(registry.keeper, { ...operatorCalled(slug), kind });
  const ctx = registry.as(await registry.person(slug, { role: kind, operatorId: null }));
  await database.db.insert(bodyMember).values({ userId: ctx.caller.userId ?? "", bodyId: id });
  return { id, slug, ctx };
}

/** The published record of a material that our operator supplies to others. */
async function suppliedFootprint(): Promise<string> {
  const { id: supplierProductId } = await createSupplierProduct(operator.author, {
    ...{ operatorId: operator.id, facilityId: operator.facilityId, code: "LC-1" },
    ...{ nameEn: "Lithium carbonate", nameZh: "碳酸锂", declaredAmount: "1", declaredUnit: "t" },
  });
  const of = draftOf({ supplierProductId }, [
    {
      ...{ code: "steam", kind: "activity", stage: "production", nameEn: "Steam", nameZh: "蒸汽" },
      ...{ amount: "22400", amountUnit: "kg", factorValue: "1", factorUnit: "kgCO2e/kg" },
      ...{ dataKind: "primary", sourceEn: "Meter", sourceZh: "计量表", supplierFootprintId: null },
    },
  ]);
  const energy = { output: { value: "2", unit: "t" } };
  const draft = await createDraft(operator.author, {
    ...{ ...of, method: "iso14067-ctg", inventory: { ...of.inventory, energy } },
  });
  const { footprint } = await releaseReviewed(operator, draft);
  if (footprint === null) throw new Error("no record was signed");
  return footprint.supplierFootprintId;
}

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
      consistency: await consistency(size),
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

  test("refuse a proof of consistency that is not one", { timeout: 120_000 }, async () => {
    const { into, size } = await giveLog();
    const hashes = (await consistency(size)).split("\n").toReversed();
    fs.writeFileSync(path.join(into, "consistency"), hashes.join("\n"));
    expect(run(into)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("own proof of consistency"),
    });
  });

  test("find an entry that was changed", { timeout: 120_000 }, async () => {
    const { into } = await giveLog();
    const file = path.join(into, "bundle");
    fs.writeFileSync(file, fs.readFileSync(file, "latin1").replace("registry", "regestry"), "latin1");
    expect(run(into)).toMatchObject({ status: 1, stderr: expect.stringContaining("another hash") });
  });
});
