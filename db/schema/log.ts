import { sql } from "drizzle-orm";
import { bigint, boolean, check, integer, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { bytes, createdAt, instant } from "./columns.ts";

/** Entries of the transparency log, in order and without gaps. Rows are only ever added; a trigger refuses anything else. */
export const logEntry = pgTable(
  "log_entry",
  {
    idx: bigint({ mode: "number" }).primaryKey(),
    /** RFC 8785 JSON, exactly the bytes that were hashed. */
    entry: bytes().notNull(),
    /** SHA-256(0x00 || entry), RFC 6962 section 2.1. */
    leafHash: bytes().notNull().unique(),
  },
  (t) => [
    check("log_entry_leaf_hash", sql`length(${t.leafHash}) = 32`),
    check("log_entry_size", sql`length(${t.entry}) <= 65535`),
  ],
);

/** One row, locked by whoever appends: the next index is its size. */
export const logHead = pgTable(
  "log_head",
  {
    id: integer().primaryKey().default(1),
    size: bigint({ mode: "number" }).notNull(),
    /** RFC 6962 root of the first `size` entries; null only in a database of before tiles were kept. */
    root: bytes(),
  },
  (t) => [check("log_head_one_row", sql`${t.id} = 1`)],
);

/**
 * Hashes of the tree in tiles of 256, level 0 over the leaves: the newest tile of a level grows, a full one never changes.
 * Source: C2SP tlog-tiles.
 */
export const logTile = pgTable(
  "log_tile",
  {
    level: smallint().notNull(),
    n: bigint({ mode: "number" }).notNull(),
    hashes: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.level, t.n] }),
    check("log_tile_hashes", sql`length(${t.hashes}) between 32 and 8192 and length(${t.hashes}) % 32 = 0`),
  ],
);

/** Signed states of the log, one for each size. What is in one of them is published; rows are only ever added. */
export const logCheckpoint = pgTable("log_checkpoint", {
  size: bigint({ mode: "number" }).primaryKey(),
  /** What was signed: origin, size, root. */
  body: text().notNull(),
  /** The body with the log's own signature line. */
  note: text().notNull(),
  signedAt: instant().notNull(),
});

/** A witness's signature under a checkpoint. Rows are only ever added. */
export const logCosignature = pgTable(
  "log_cosignature",
  {
    size: bigint({ mode: "number" })
      .notNull()
      .references(() => logCheckpoint.size),
    /** Key name of the witness. */
    witness: text().notNull(),
    /** The whole signature line, without its line end. */
    line: text().notNull(),
    /** Moment the witness states. */
    witnessedAt: instant().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.size, t.witness] })],
);

/** The log's signing key, one for the life of the log: another key is another log. */
export const logKey = pgTable(
  "log_key",
  {
    id: integer().primaryKey().default(1),
    /** C2SP verifier key: what others pin. */
    vkey: text().notNull(),
    /** AES-256-GCM under KEY_ENCRYPTION_KEY. */
    encryptedPrivateKey: bytes().notNull(),
    createdAt: createdAt(),
  },
  (t) => [check("log_key_one_row", sql`${t.id} = 1`)],
);

/** Witnesses that are asked for a signature under every checkpoint. */
export const logWitness = pgTable("log_witness", {
  /** C2SP verifier key of type 4; its name is the witness's. */
  vkey: text().primaryKey(),
  name: text().notNull().unique(),
  /** Prefix of the witness's address: `add-checkpoint` is below it. */
  url: text().notNull(),
  /** Run by the registry itself: shown so, and no proof against it. */
  own: boolean().notNull().default(false),
  /** Largest size it has signed, null before the first. */
  size: bigint({ mode: "number" }),
  answeredAt: instant(),
  /** What it said last when it did not sign; null when it signed. */
  trouble: text(),
  createdAt: createdAt(),
  removedAt: instant(),
});
