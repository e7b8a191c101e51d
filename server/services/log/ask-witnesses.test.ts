import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { logCosignature, logWitness } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { openWitnessKey, WitnessStates } from "../../cli/witness-state.ts";
import { listen } from "../../cli/witness.ts";
import { anyone } from "../../context.ts";
import type { Context } from "../../context.ts";
import { parseCheckpoint, verifyCosignatures } from "../../domain/transparency/checkpoint.ts";
import { formatVkey, parseVkey } from "../../domain/transparency/note.ts";
import { parseTlogProof } from "../../domain/transparency/tlog-proof.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Fixture } from "../../test/fixture.ts";
import { fixture } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { addWitness } from "./add-witness.ts";
import { appendToLog } from "./append.ts";
import { askWitnesses, waitsForWitnesses } from "./ask-witnesses.ts";
import { proofOf } from "./proof-of.ts";
import { publishLog } from "./publish.ts";
import { readCheckpoint } from "./read-checkpoint.ts";
import { removeWitness } from "./remove-witness.ts";
import { describeLog, surveyLog } from "./status.ts";

let database: TestDatabase;
let registry: Fixture;
let ctx: Context;
const closing: (() => Promise<void> | void)[] = [];

beforeEach(async () => {
  database = await testDatabase();
  registry = fixture(database);
  ctx = registry.keeper;
  await grow(3);
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.end();
});

let count = 0;
/** Appends entries and publishes them. */
async function grow(entries: number): Promise<void> {
  const added = Array.from({ length: entries }, () => new TextEncoder().encode(`entry ${String(count++)}`));
  await database.db.transaction((tx) => appendToLog(tx, added));
  await publishLog(ctx);
}

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-witness-"));
  closing.push(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A witness as anybody may run it; `state` is where it remembers. */
async function witnessNamed(name: string, state = folder()) {
  const key = openWitnessKey(state, name);
  const log = parseVkey((await describeLog(ctx)).vkey ?? "");
  if (!log.ok) throw new Error("the log has no key");
  const witness = { key, logs: [log.value], states: new WitnessStates(state), now: () => new Date() };
  const running = await listen(witness, { host: "127.0.0.1", port: 0 }, () => {});
  closing.push(() => running.close());
  return { name, vkey: formatVkey(key.vkey), parsed: key.vkey, url: running.url, close: running.close };
}

/** A server that answers whatever it is told to. */
async function server(answer: http.RequestListener): Promise<string> {
  const made = http.createServer(answer);
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    made.closeAllConnections();
    made.close();
  });
  const address = made.address();
  return `http://127.0.0.1:${String(isAddress(address) ? address.port : 0)}`;
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

async function troubleOf(name: string): Promise<string | null | undefined> {
  const [row] = await database.db.select().from(logWitness).where(eq(logWitness.name, name));
  return row?.trouble;
}

describe("witnesses", () => {
  test("sign every checkpoint, whatever they saw last, and their signatures are served with it", async () => {
    const one = await witnessNamed("one.example/w");
    const other = await witnessNamed("other.example/w");
    await addWitness(ctx, { vkey: one.vkey, url: one.url });
    await addWitness(ctx, { vkey: other.vkey, url: `${other.url}/`, own: true });
    await expect.poll(() => waitsForWitnesses(database.db)).toBe(false);
    await grow(300);
    await expect.poll(() => waitsForWitnesses(database.db)).toBe(false);
    const checkpoint = parseCheckpoint((await readCheckpoint(ctx))?.note ?? "");
    if (!checkpoint.ok) throw new Error("no checkpoint");
    const policy = {
      logs: [],
      witnesses: [one, other].map(({ name, parsed }) => ({ name, vkey: parsed })),
      quorum: { kind: "none" } as const,
    };
    const signed = await verifyCosignatures(checkpoint.value, policy, webCrypto);
    expect(signed.ok && signed.value.cosignatures.map(({ witness }) => witness)).toEqual([
      one.name,
      other.name,
    ]);
    const described = await describeLog(registry.as(anyone));
    expect(described.witnesses.map(({ name, own, size }) => [name, own, size])).toEqual([
      [one.name, false, 303],
      [other.name, true, 303],
    ]);
  });

  test("that remember another size than we think are taken from where they stand", async () => {
    const state = folder();
    const first = await witnessNamed("moved.example/w", state);
    await addWitness(ctx, first);
    await expect.poll(() => waitsForWitnesses(database.db)).toBe(false);
    await grow(5);
    await expect.poll(() => waitsForWitnesses(database.db)).toBe(false);
    await database.db.update(logWitness).set({ size: 1 });
    await grow(5);
    await expect.poll(() => waitsForWitnesses(database.db)).toBe(false);
    await database.db.update(logWitness).set({ size: null });
    await grow(5);
    await expect.poll(() => waitsForWitnesses(database.db)).toBe(false);
    expect(await troubleOf("moved.example/w")).toBeNull();
  });

  test("that are slow, dead or talk nonsense delay nobody and leave a word for the keeper", async () => {
    const state = folder();
    const right = await witnessNamed("right.example/w");
    const keyOf = (name: string) => formatVkey(openWitnessKey(path.join(state, name), name).vkey);
    const silent = await server(() => {});
    const endless = await server((_, response) => {
      response.writeHead(200);
      const more = () => response.write("x".repeat(10_000), () => void (response.destroyed || more()));
      more();
    });
    const says = (status: number, body: string) =>
      server((_, response) => void response.writeHead(status).end(body));
    const nonsense = await says(200, "hello\n");
    const unsigned = await says(200, "");
    const elsewhere = await server(
      (_, response) => void response.writeHead(302, { location: right.url }).end(),
    );
    const stubborn = await server((_, response) => void response.writeHead(409).end("0\n"));
    const unknown = await says(404, "");
    const places: Readonly<Record<string, readonly [string, RegExp]>> = {
      "dead.example": ["http://127.0.0.1:9", /^unreachable$/],
      "endless.example": [endless, /^tooLarge$/],
      "nonsense.example": [nonsense, /^unreadable$/],
      "unsigned.example": [unsigned, /^(unreadable|unsigned)$/],
      "elsewhere.example": [elsewhere, /^status:302$/],
      "stubborn.example": [stubborn, /^disagrees$/],
      "unknown.example": [unknown, /^status:404$/],
    };
    for (const [name, [url]] of Object.entries(places)) await addWitness(ctx, { vkey: keyOf(name), url });
    await addWitness(ctx, { vkey: keyOf("silent.example"), url: silent });
    await addWitness(ctx, right);
    await grow(1);
    expect((await readCheckpoint(ctx))?.size).toBe(4);
    const signers = async () => (await readCheckpoint(ctx))?.witnesses.map(({ name }) => name);
    await expect.poll(signers).toEqual([right.name]);
    for (const [name, [, trouble]] of Object.entries(places))
      await expect.poll(() => troubleOf(name), { message: name }).toMatch(trouble);
    expect(ctx.log.halted()).toBeNull();
    expect(await waitsForWitnesses(database.db)).toBe(true);
  });

  test("whose signature is another's, or under another state, are not believed", async () => {
    const real = await witnessNamed("real.example/w");
    await addWitness(ctx, real);
    await expect.poll(() => waitsForWitnesses(database.db)).toBe(false);
    const [kept] = await database.db.select().from(logCosignature);
    const line = kept?.line ?? "";
    // The line fits the state of three entries; the witness is asked about four.
    const replaying = await server((_, response) => void response.writeHead(200).end(`${line}\n`));
    await database.db.update(logWitness).set({ url: replaying });
    await grow(1);
    await expect.poll(() => troubleOf(real.name)).toBe("falseSignature");
    const fake = formatVkey(openWitnessKey(folder(), "fake.example/w").vkey);
    await addWitness(ctx, { vkey: fake, url: replaying });
    await expect.poll(() => troubleOf("fake.example/w")).toBe("unsigned");
    expect((await readCheckpoint(ctx))?.witnesses).toEqual([]);
  });

  test("that have seen more of the log than it holds halt it: the database was put back", async () => {
    const ahead = await server((_, response) => void response.writeHead(409).end("1000\n"));
    const vkey = formatVkey(openWitnessKey(folder(), "ahead.example/w").vkey);
    await addWitness(ctx, { vkey, url: ahead });
    await askWitnesses(ctx);
    await expect.poll(() => ctx.log.halted()?.reason).toMatch(/ahead\.example\/w has seen 1000 entries/);
    await database.db.transaction((tx) => appendToLog(tx, [Uint8Array.of(1)]));
    expect((await publishLog(ctx)).pending).toMatch(/1000 entries/);
    expect((await surveyLog(ctx)).asked[0]?.trouble).toBe("larger:1000");
  });

  test("proofs carry the checkpoint that most of them signed, or one signed before a moment", async () => {
    const one = await witnessNamed("one.example/w");
    await addWitness(ctx, one);
    await expect.poll(() => waitsForWitnesses(database.db)).toBe(false);
    await one.close();
    await grow(2);
    const sizeOf = async (index: number, before?: Date) => {
      const text = await proofOf(ctx, index, before === undefined ? {} : { witnessedBefore: before });
      const proof = text === null ? null : parseTlogProof(text);
      const checkpoint = proof?.ok === true ? parseCheckpoint(proof.value.checkpoint) : null;
      return checkpoint?.ok === true ? checkpoint.value.size : null;
    };
    expect(await sizeOf(1)).toBe(3);
    expect(await sizeOf(4)).toBe(5);
    expect(await sizeOf(1, new Date("2000-01-01"))).toBeNull();
    expect(await sizeOf(1, new Date(Date.now() + 60_000))).toBe(3);
  });

  test("are the keeper's to choose: a key of a witness at an https address, each name once", async () => {
    const { vkey, url, name } = await witnessNamed("chosen.example/w");
    const log = (await describeLog(ctx)).vkey ?? "";
    expect((await refusalFrom(addWitness(registry.as(anyone), { vkey, url }))).code).toBe("NOT_SIGNED_IN");
    const problems = async (input: { vkey: string; url: string }) => problemsFrom(addWitness(ctx, input));
    expect(await problems({ vkey: log, url })).toEqual(["E_VKEY_TYPE vkey"]);
    expect(await problems({ vkey: vkey.replace(/\+[0-9a-f]{8}\+/, "+00000000+"), url })).toEqual([
      "E_VKEY_ID vkey",
    ]);
    expect(await problems({ vkey: "nonsense", url: "http://witness.example" })).toEqual([
      "E_VKEY_FORM vkey",
      "E_WITNESS_URL url",
    ]);
    for (const wrong of ["https://a:b@w.example", "https://w.example/?q", "ftp://w.example", "w.example", ""])
      expect(await problems({ vkey, url: wrong })).toEqual(["E_WITNESS_URL url"]);
    await addWitness(ctx, { vkey, url });
    const same = formatVkey(openWitnessKey(folder(), name).vkey);
    expect((await refusalFrom(addWitness(ctx, { vkey: same, url }))).code).toBe("IDENTIFIER_TAKEN");
    await removeWitness(ctx, { name });
    expect((await refusalFrom(removeWitness(ctx, { name }))).code).toBe("WITNESS_NOT_FOUND");
    expect((await describeLog(ctx)).witnesses).toEqual([]);
    await addWitness(ctx, { vkey, url, own: true });
    expect((await describeLog(ctx)).witnesses).toMatchObject([{ name, own: true }]);
  });
});
