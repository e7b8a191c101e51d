import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Database } from "../../db/client.ts";
import { connect } from "../../db/client.ts";
import type { EmbeddedPostgres } from "../../db/embedded.ts";
import { startEmbeddedPostgres } from "../../db/embedded.ts";
import { ensureDatabase, migrate } from "../../db/migrate.ts";
import { parseTlogProof } from "../domain/transparency/tlog-proof.ts";
import { appendToLog } from "../services/log/append.ts";
import { proofOf } from "../services/log/proof-of.ts";
import { publishLog } from "../services/log/publish.ts";
import { issueItem } from "../services/passport/issue-item.ts";
import { readBundle } from "../services/passport/read-bundle.ts";
import type { Fixture } from "../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../test/fixture.ts";
import type { Ratio } from "./measure.ts";
import { compareCosts, milliseconds } from "./measure.ts";

/** A log of its own in a database of its own, published up to its last entry. */
interface BenchLog {
  readonly size: number;
  readonly db: ReturnType<typeof connect>["db"];
  readonly registry: Fixture;
  readonly end: () => Promise<void>;
}

/**
 * Issuing against bare signing, and the log against itself: appending and proving in long logs against the same in a log of
 * 1 000 entries beside them on one PostgreSQL server.
 */
export async function logRatios(quick: boolean): Promise<readonly Ratio[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "cellproof-bench-log-"));
  const server = await startEmbeddedPostgres({ dataDir: folder, fsync: false });
  const logs: BenchLog[] = [];
  try {
    const ratios = [await issueRatio(server, quick)];
    const [short, ...long] = quick ? [1000, 20_000] : [1000, 100_000, 1_000_000];
    const base = await filledLog(server, short ?? 1000);
    logs.push(base);
    for (const size of long) {
      const log = await filledLog(server, size);
      logs.push(log);
      ratios.push(await appendRatio(log, base, quick), ...(await proofRatios(log, base, quick)));
    }
    return ratios;
  } finally {
    for (const log of logs) await log.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A passport of one battery: records, signatures, status lists, log entry, checkpoint, everything committed. */
async function issueRatio(server: EmbeddedPostgres, quick: boolean): Promise<Ratio> {
  const { registry, end } = await filledLog(server, 0);
  try {
    const operator = await registry.operator("bench");
    const { model, draft } = await declaredModel(operator);
    await releaseReviewed(operator, draft);
    let serial = 0;
    const issue = async () => {
      serial += 1;
      const order = { modelId: model.id, serial: `B${String(serial)}`, manufacturedOn: "2026-10" };
      return issueItem(operator.signer, order);
    };
    const { productUrl } = await issue();
    const { bundle } = await readBundle(operator.signer, { productUrl });
    const bytes = randomBytes(bundle.record.length);
    const key = createPrivateKey(
      generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "pem", type: "pkcs8" }),
    );
    const count = quick ? 10 : 50;
    const signatures = 100;
    const costOfOurs = () =>
      milliseconds(async () => {
        for (let repeat = 0; repeat < count; repeat += 1) await issue();
      });
    // One signature takes so little that many are timed for one issue.
    const costOfPeer = async () => {
      const all = await milliseconds(() => {
        for (let repeat = 0; repeat < count * signatures; repeat += 1)
          sign("sha256", bytes, { key, dsaEncoding: "ieee-p1363" });
      });
      return all / signatures;
    };
    return {
      name: "issue-record-with-log-per-node-crypto-signature",
      ratio: await compareCosts(quick ? 3 : 7, costOfOurs, costOfPeer),
      ours: "one battery's passport issued alone: records, status lists, log entry, checkpoint, committed",
      peer: "node:crypto ES256 over as many bytes as the public record has",
      limit: 3000,
    };
  } finally {
    await end();
  }
}

async function appendRatio(log: BenchLog, base: BenchLog, quick: boolean): Promise<Ratio> {
  const count = quick ? 30 : 100;
  const appends = (on: BenchLog) => () =>
    milliseconds(async () => {
      for (let repeat = 0; repeat < count; repeat += 1) await append(on.db, [randomBytes(400)]);
    });
  return {
    name: `log-append-at-${String(log.size)}-per-append-at-${String(base.size)}`,
    ratio: await compareCosts(quick ? 5 : 9, appends(log), appends(base)),
    ours: `entries appended one by one to a log of ${String(log.size)}, each committed`,
    peer: `the same to a log of ${String(base.size)}: throughput must stay flat`,
    limit: 1.5,
  };
}

async function proofRatios(log: BenchLog, base: BenchLog, quick: boolean): Promise<readonly Ratio[]> {
  const count = quick ? 30 : 200;
  const proofs = (of: BenchLog) => () =>
    milliseconds(async () => {
      for (let repeat = 0; repeat < count; repeat += 1)
        await proofOf(of.registry.keeper, Math.floor((repeat * of.size) / count));
    });
  // Of a tree of n leaves no path is longer than the binary logarithm of n, rounded up.
  const levels = (of: BenchLog) => Math.ceil(Math.log2(of.size));
  const growth = levels(log) / levels(base);
  return [
    {
      name: `log-proof-hashes-at-${String(log.size)}-per-binary-logarithm`,
      ratio: (await longestPath(log, count)) / levels(log),
      ours: `hashes of the longest of ${String(count)} inclusion proofs in a log of ${String(log.size)}`,
      peer: "binary logarithm of the number of entries, rounded up",
      limit: 1,
    },
    {
      name: `log-proof-time-at-${String(log.size)}-per-proof-at-${String(base.size)}`,
      ratio: await compareCosts(quick ? 5 : 9, proofs(log), proofs(base)),
      ours: `inclusion proof with checkpoint in a log of ${String(log.size)}, read from the database`,
      peer: `the same in a log of ${String(base.size)}: time may grow as the logarithm does, and half again`,
      limit: Number((1.5 * growth).toFixed(2)),
    },
  ];
}

async function longestPath(log: BenchLog, count: number): Promise<number> {
  let longest = 0;
  for (let repeat = 0; repeat < count; repeat += 1) {
    const text = await proofOf(log.registry.keeper, Math.floor((repeat * log.size) / count));
    const proof = parseTlogProof(text ?? "");
    if (!proof.ok) throw new Error("A proof of our own cannot be read.");
    longest = Math.max(longest, proof.value.hashes.length);
  }
  return longest;
}

const chunk = 5000;

async function filledLog(server: EmbeddedPostgres, size: number): Promise<BenchLog> {
  const name = `bench_${String(size)}`;
  await ensureDatabase(server.connection("postgres"), name);
  const config = server.connection(name);
  await migrate(config);
  const { db, pool } = connect(config);
  for (let at = 0; at < size; at += chunk) {
    const entries = Array.from({ length: Math.min(chunk, size - at) }, () => randomBytes(400));
    await append(db, entries);
  }
  // What PostgreSQL would do by itself a minute after so many rows, in the middle of the measurement.
  await pool.query("vacuum (analyze)");
  const registry = fixture({ db });
  if (size > 0) {
    // So long a log is never published at once but here, where nothing is being measured yet.
    const { pending } = await publishLog(registry.keeper);
    if (pending !== null) throw new Error(pending);
  }
  return { size, db, registry, end: () => pool.end() };
}

async function append(db: BenchLog["db"], entries: readonly Uint8Array[]): Promise<void> {
  await db.transaction((tx: Database) => appendToLog(tx, entries));
}
