import { asc, desc, eq, isNull } from "drizzle-orm";
import { logCheckpoint, logHead, logWitness } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Delay, Halt } from "../../platform/log-signer.ts";
import { logOriginOf } from "../../domain/record/did.ts";
import { formatVkey } from "../../domain/transparency/note.ts";
import { findLogKey } from "./key.ts";
import { newestCheckpoints } from "./read-checkpoint.ts";

/** The transparency log as anyone may know it. */
export interface PublicLog {
  readonly origin: string;
  /** Verifier key that others pin; null before the first entry is published. */
  readonly vkey: string | null;
  /** Entries published. */
  readonly size: number;
  /** When the newest state was signed, RFC 3339 UTC. */
  readonly signedAt: string | null;
  readonly witnesses: readonly PublicWitness[];
  /** Newest states of the log with how many witnesses signed each. */
  readonly newest: readonly {
    readonly size: number;
    readonly signedAt: string;
    readonly witnesses: readonly string[];
  }[];
  /** Whether something keeps the log from being signed. */
  readonly isHalted: boolean;
}

export interface PublicWitness {
  readonly name: string;
  readonly vkey: string;
  /** Run by the registry itself. */
  readonly own: boolean;
  /** Largest size it signed. */
  readonly size: number | null;
}

/** What the log is, who watches it and how far it has come, for anyone. */
export async function describeLog(ctx: Context): Promise<PublicLog> {
  demand(ctx, "record.read", null);
  const [key, newest, witnesses] = await Promise.all([
    findLogKey(ctx.db),
    newestCheckpoints(ctx.db, 10),
    ctx.db
      .select()
      .from(logWitness)
      .where(isNull(logWitness.removedAt))
      .orderBy(asc(logWitness.createdAt), asc(logWitness.name)),
  ]);
  return {
    origin: key?.origin ?? logOriginOf(ctx.publicUrl),
    vkey: key === null ? null : formatVkey(key.vkey),
    size: newest[0]?.size ?? 0,
    signedAt: newest[0]?.signedAt.toISOString() ?? null,
    witnesses: witnesses.map(({ name, vkey, own, size }) => ({ name, vkey, own, size })),
    newest: newest.map(({ size, signedAt, witnesses: signers }) => ({
      ...{ size, signedAt: signedAt.toISOString() },
      witnesses: signers.map(({ name }) => name),
    })),
    isHalted: ctx.log.halted() !== null,
  };
}

/** What only the keeper has to know of the log. */
export interface KeptLog extends PublicLog {
  /** Entries that are logged and not published. */
  readonly pending: number;
  /** Why the log is halted, and since when. */
  readonly halt: Halt | null;
  /** Why it was not signed last time although it is not halted. */
  readonly delay: Delay | null;
  readonly asked: readonly {
    readonly name: string;
    readonly vkey: string;
    readonly url: string;
    readonly own: boolean;
    readonly size: number | null;
    readonly answeredAt: string | null;
    /** Code of what it said instead of signing, with a detail behind a colon. */
    readonly trouble: string | null;
  }[];
}

/** The log as its keeper sees it: what is pending and why, and what each witness said last. */
export async function surveyLog(ctx: Context): Promise<KeptLog> {
  demand(ctx, "registry.keep", null);
  const [described, [head], [newest], witnesses] = await Promise.all([
    describeLog(ctx),
    ctx.db.select({ size: logHead.size }).from(logHead).where(eq(logHead.id, 1)),
    ctx.db
      .select({ size: logCheckpoint.size })
      .from(logCheckpoint)
      .orderBy(desc(logCheckpoint.size))
      .limit(1),
    ctx.db
      .select()
      .from(logWitness)
      .where(isNull(logWitness.removedAt))
      .orderBy(asc(logWitness.createdAt), asc(logWitness.name)),
  ]);
  return {
    ...described,
    pending: Math.max(0, (head?.size ?? 0) - (newest?.size ?? 0)),
    halt: ctx.log.halted(),
    delay: ctx.log.delayed(),
    asked: witnesses.map(({ answeredAt, name, vkey, url, own, size, trouble }) => ({
      ...{ name, vkey, url, own, size, trouble },
      answeredAt: answeredAt?.toISOString() ?? null,
    })),
  };
}
