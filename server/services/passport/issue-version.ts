import { createHash } from "node:crypto";
import { and, count, desc, eq, max } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  artefact,
  logEntry,
  operator as operatorTable,
  passportVersion,
  statusEntry,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { encodeBase64url } from "../../domain/record/base64url.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { didOf } from "../../domain/record/did.ts";
import { algorithmOf } from "../../domain/record/jwk.ts";
import {
  compact,
  publicRecordHeader,
  publicRecordPayload,
  signingInput,
} from "../../domain/record/public-record.ts";
import { statusListLength } from "../../domain/record/status-list.ts";
import { passportEntry, statusChangeEntry } from "../../domain/transparency/entry.ts";
import { verifyPublicRecord } from "../../domain/verification/check.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { appendToLog } from "../log/append.ts";
import { randomUuid } from "../new-id.ts";
import type { ActiveKey } from "../operator/active-key.ts";
import { activeKey } from "../operator/active-key.ts";
import { ensureStatusList } from "../status/ensure-list.ts";
import { recordStatusChange } from "../status/record-change.ts";

/** The next version of one passport. */
export interface NextVersion {
  readonly passport: { readonly id: string; readonly productUrl: string; readonly logSubject: string };
  readonly operator: { readonly id: string; readonly slug: string; readonly name: string };
  readonly subject: BatterySubject;
  readonly declarationId: string | null;
  readonly reason: string | null;
}

export interface IssuedVersion {
  readonly version: number;
  readonly leafIndex: number;
  /** Base64url SHA-256 of the record. */
  readonly digest: string;
}

/**
 * Signs the next version of a passport and enters it: version, record as signed, status index, log entries, the former
 * version superseded. All of it inside the caller's transaction, so that a failure anywhere
 * leaves nothing. The fresh record is checked with the code that strangers use before it counts.
 */
export async function issueVersion(ctx: Context, tx: Database, next: NextVersion): Promise<IssuedVersion> {
  const { passport, operator, subject } = next;
  const issuedAt = ctx.issuedAt ?? ctx.now();
  // Versions of one operator are issued one after the other: no two take the same status index, no key changes below us.
  await tx
    .select({ id: operatorTable.id })
    .from(operatorTable)
    .where(eq(operatorTable.id, operator.id))
    .for("no key update");
  const key = await activeKey(tx, operator);
  const former = await formerVersion(tx, passport.id);
  const version = (former?.version ?? 0) + 1;
  const status = await freeStatusIndex(ctx, tx, operator.id);
  const previous = former === undefined ? null : encodeBase64url(former.leafHash);
  const payload = publicRecordPayload({
    publicUrl: ctx.publicUrl,
    operator,
    credentialUuid: randomUuid(ctx),
    issuedAt,
    status,
    logSubject: passport.logSubject,
    version,
    previous,
    subject,
  });
  const input = signingInput(publicRecordHeader(key.kid, algorithmOf(key.publicJwk)), payload);
  const token = compact(input, await ctx.signer.sign(key.kid, new TextEncoder().encode(input)));
  await refuseUnsound(ctx, token, key, next);
  const digest = createHash("sha256").update(token, "ascii").digest("base64url");

  // Only now, when everything of the record is signed: from here on the log waits for us.
  await ensureStatusList(ctx, tx, operator, status.list);
  const enteredAt = ctx.now();
  const named = { subject: passport.logSubject, time: enteredAt };
  const entries = [passportEntry({ ...named, version, previous, artifacts: { "vc+jwt": digest } })];
  // A version that was revoked stays revoked: another one takes its place, but nothing is said of it any more.
  const superseded = former === undefined || former.isRevoked ? null : former.version;
  if (superseded !== null) {
    entries.push(
      statusChangeEntry({ ...named, version: superseded, status: "superseded", reason: "newVersion" }),
    );
  }
  const [logged, loggedChange] = await appendToLog(tx, entries);
  if (logged === undefined) throw new Error("The log took no entry.");
  await tx.insert(passportVersion).values({
    passportId: passport.id,
    version,
    declarationId: next.declarationId,
    credentialId: payload.id,
    kid: key.kid,
    previousLeafHash: former?.leafHash ?? null,
    leafIndex: logged.index,
    issuedAt,
    releasedBy: ctx.caller.userId,
    reason: next.reason,
  });
  await tx.insert(artefact).values({ passportId: passport.id, version, kind: "vc+jwt", body: token, digest });
  await tx
    .insert(statusEntry)
    .values({ operatorId: operator.id, ...status, passportId: passport.id, version });
  if (superseded !== null && loggedChange !== undefined) {
    await recordStatusChange(ctx, tx, {
      ...{ passportId: passport.id, version: superseded, status: "superseded", reason: "newVersion" },
      ...{ note: null, leafIndex: loggedChange.index, at: enteredAt },
    });
  }
  return { version, leafIndex: logged.index, digest };
}

async function formerVersion(
  tx: Database,
  passportId: string,
): Promise<
  { readonly version: number; readonly leafHash: Uint8Array; readonly isRevoked: boolean } | undefined
> {
  const [former] = await tx
    .select({ version: passportVersion.version, leafHash: logEntry.leafHash, value: statusEntry.value })
    .from(passportVersion)
    .innerJoin(logEntry, eq(logEntry.idx, passportVersion.leafIndex))
    .innerJoin(
      statusEntry,
      and(
        eq(statusEntry.passportId, passportVersion.passportId),
        eq(statusEntry.version, passportVersion.version),
      ),
    )
    .where(eq(passportVersion.passportId, passportId))
    .orderBy(desc(passportVersion.version))
    .limit(1);
  return former === undefined ? undefined : { ...former, isRevoked: former.value === 1 };
}

/**
 * An index that was never used, at random so that it tells nothing about order. A list more than half full is left
 * behind: chance finds a free place at once, and nobody can tell from an index how many batteries there are.
 */
async function freeStatusIndex(
  ctx: Context,
  tx: Database,
  operatorId: string,
): Promise<{ readonly list: number; readonly index: number }> {
  const [newest] = await tx
    .select({ list: max(statusEntry.list) })
    .from(statusEntry)
    .where(eq(statusEntry.operatorId, operatorId));
  const current = newest?.list ?? 1;
  const [used] = await tx
    .select({ entries: count() })
    .from(statusEntry)
    .where(and(eq(statusEntry.operatorId, operatorId), eq(statusEntry.list, current)));
  const list = (used?.entries ?? 0) > statusListLength / 2 ? current + 1 : current;
  for (;;) {
    const index = new DataView(Uint8Array.from(ctx.randomBytes(4)).buffer).getUint32(0) % statusListLength;
    const taken = await tx
      .select({ index: statusEntry.index })
      .from(statusEntry)
      .where(
        and(eq(statusEntry.operatorId, operatorId), eq(statusEntry.list, list), eq(statusEntry.index, index)),
      );
    if (taken.length === 0) return { list, index };
  }
}

/** Throws when our own verifier does not accept the record: then nothing of it may be kept. */
async function refuseUnsound(ctx: Context, token: string, key: ActiveKey, next: NextVersion): Promise<void> {
  const { verdict } = await verifyPublicRecord(
    token,
    {
      keys: [{ ...key.publicJwk, kid: key.kid, use: "sig" }],
      issuer: didOf(ctx.publicUrl, next.operator.slug),
      subject: next.passport.productUrl,
      at: ctx.now(),
    },
    webCrypto,
  );
  const unsound = verdict.parts.filter(
    ({ part, state }) => ["signature", "issuer", "subject"].includes(part) && state !== "ok",
  );
  if (unsound.length > 0) {
    throw new Error(`The record just signed does not verify: ${unsound.map(({ code }) => code).join(", ")}.`);
  }
}
