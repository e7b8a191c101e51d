import { connect } from "../../db/client.ts";
import { createLogSigner } from "../platform/log-signer.ts";
import type { LogSigner } from "../platform/log-signer.ts";
import { createLogger } from "../platform/logger.ts";
import { appendToLog } from "../services/log/append.ts";
import { publishLog } from "../services/log/publish.ts";

/** Where a writer is to die, without warning, the first time it comes there. */
export const deaths = [
  "while it appends",
  "before it publishes",
  "before it signs",
  "before it remembers",
  "after it remembers",
  "after it publishes",
] as const;
type Death = (typeof deaths)[number];

/** What a writer is told, as JSON in its first argument. */
export interface LogWriterOptions {
  /** Connection string of a migrated database. */
  readonly url: string;
  /** Where the signer remembers. */
  readonly folder: string;
  /** How its entries begin: no two writers use the same. */
  readonly name: string;
  /** How many times it appends and publishes. */
  readonly rounds: number;
  readonly dieAt: Death | null;
}

/** The same key for every writer: the key of the log belongs to the database. */
export const writerKey = new Uint8Array(32).fill(1);

/** A small program to be killed: appends entries and publishes them, and prints the published size after each round. */
async function write({ url, folder, name, rounds, dieAt }: LogWriterOptions): Promise<void> {
  const dieIf = (place: Death): void => {
    if (place === dieAt) process.kill(process.pid, "SIGKILL");
  };
  const signer = createLogSigner({
    ...{ keyEncryptionKey: writerKey, folder, mayBelieveDatabase: true },
    logger: createLogger(),
  });
  const log: LogSigner = {
    ...signer,
    sign(...args) {
      dieIf("before it signs");
      return signer.sign(...args);
    },
    keepNote(note) {
      dieIf("before it remembers");
      signer.keepNote(note);
      dieIf("after it remembers");
    },
  };
  const { db, pool } = connect({ connectionString: url, max: 4 });
  const ctx = { db, log, now: () => new Date(), publicUrl: "http://localhost:3000" };
  for (let round = 0; round < rounds; round++) {
    const entries = [0, 1, 2].map((at) => new TextEncoder().encode(`${name} ${String(round)} ${String(at)}`));
    await db.transaction(async (tx) => {
      await appendToLog(tx, entries);
      dieIf("while it appends");
    });
    dieIf("before it publishes");
    const { size, pending } = await publishLog(ctx);
    if (pending !== null) throw new Error(pending);
    process.stdout.write(`${String(size)}\n`);
    dieIf("after it publishes");
  }
  await pool.end();
}

const told = process.argv[2];
if (told?.startsWith("{") === true) await write(JSON.parse(told));
