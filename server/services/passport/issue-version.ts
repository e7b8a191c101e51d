import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  artefact,
  logEntry,
  operator as operatorTable,
  passport as passportTable,
  passportVersion,
  statusEntry,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { encodeBase64url } from "../../domain/record/base64url.ts";
import { isOfCatalogue } from "../../domain/record/content.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { algorithmOf } from "../../domain/record/jwk.ts";
import { passportEntry, statusChangeEntry } from "../../domain/transparency/entry.ts";
import { Refusal } from "../../refusal.ts";
import { findCatalogue, keepCatalogue } from "../catalogue/current.ts";
import { appendToLog } from "../log/append.ts";
import { randomUuid } from "../new-id.ts";
import { activeKey } from "../operator/active-key.ts";
import { enterRegistration } from "../registration/enter.ts";
import { registrationIdOf } from "../registration/find.ts";
import { ensureStatusList } from "../status/ensure-list.ts";
import { freeStatusIndex } from "../status/free-index.ts";
import { recordStatusChange } from "../status/record-change.ts";
import { keepDisclosures } from "./disclosures.ts";
import { draftArtefacts, signArtefacts } from "./draft-artefacts.ts";
import { refuseUnsound } from "./refuse-unsound.ts";

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
  /** Base64url SHA-256 of the public record. */
  readonly digest: string;
}

/**
 * Signs the next version of a passport and enters it: version, its records as signed, what the full one hides, status
 * index, log entries, the former version superseded. All of it inside the caller's transaction, so that a failure anywhere
 * leaves nothing. The fresh records are checked with the code that strangers use before they count.
 */
export async function issueVersion(ctx: Context, tx: Database, next: NextVersion): Promise<IssuedVersion> {
  const { passport, operator } = next;
  const subject = withRegistration(next.subject, await registrationIdOf(tx, passport.id));
  const issuedAt = ctx.issuedAt ?? ctx.now();
  await refuseUnanswered(tx, next);
  const former = await formerVersion(tx, passport.id);
  // Versions of one operator are issued one after the other: no two take the same status index, no key changes below us.
  // The former version stands on the list of who signed it, which may be somebody else; always locked in one order.
  await tx
    .select({ id: operatorTable.id })
    .from(operatorTable)
    .where(inArray(operatorTable.id, [operator.id, former?.signerId ?? operator.id]))
    .orderBy(asc(operatorTable.id))
    .for("no key update");
  const key = await activeKey(tx, operator);
  const catalogueVersion = await keptFor(tx, subject);
  const version = (former?.version ?? 0) + 1;
  const status = await freeStatusIndex(ctx, tx, operator.id);
  const previous = former === undefined ? null : encodeBase64url(former.leafHash);
  const input = {
    publicUrl: ctx.publicUrl,
    operator,
    credentialUuid: randomUuid(ctx),
    issuedAt,
    status,
    logSubject: passport.logSubject,
    version,
    previous,
    subject,
  };
  const signing = { kid: key.kid, alg: algorithmOf(key.publicJwk) };
  const drafted = await draftArtefacts(ctx, tx, passport.id, signing, input);
  const artefacts = await signArtefacts(ctx, key.kid, drafted);
  const expected = { operatorSlug: operator.slug, productUrl: passport.productUrl };
  await refuseUnsound(ctx, key, expected, artefacts, drafted);

  // Only now, when everything of the record is signed: from here on the log waits for us.
  await ensureStatusList(ctx, tx, operator, status.list);
  const enteredAt = ctx.now();
  const named = { subject: passport.logSubject, time: enteredAt };
  const digests = Object.fromEntries(artefacts.map(({ kind, digest }) => [kind, digest]));
  const entries = [passportEntry({ ...named, version, previous, artifacts: digests })];
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
    catalogueVersion,
    credentialId: `urn:uuid:${input.credentialUuid}`,
    kid: key.kid,
    previousLeafHash: former?.leafHash ?? null,
    leafIndex: logged.index,
    issuedAt,
    releasedBy: ctx.caller.userId,
    reason: next.reason,
  });
  await tx.insert(artefact).values(artefacts.map((one) => ({ ...one, passportId: passport.id, version })));
  await keepDisclosures(ctx, tx, passport.id, version, drafted.disclosures);
  await tx
    .insert(statusEntry)
    .values({ operatorId: operator.id, ...status, passportId: passport.id, version });
  if (superseded !== null && loggedChange !== undefined) {
    await recordStatusChange(ctx, tx, {
      of: { passportId: passport.id, version: superseded },
      ...{ status: "superseded", reason: "newVersion" },
      ...{ note: null, leafIndex: loggedChange.index, at: enteredAt },
    });
  }
  await enterRegistration(ctx, tx, { productUrl: passport.productUrl, version });
  return { version, leafIndex: logged.index, digest: digests["vc+jwt"] ?? "" };
}

/**
 * The subject with what the registry of the Union calls the battery: every version after the registration says it.
 * Source: Regulation (EU) 2023/1542, Art. 77(10).
 */
function withRegistration(subject: BatterySubject, registryRegistrationId: string | null): BatterySubject {
  if (registryRegistrationId === null || !isOfCatalogue(subject) || subject.granularity !== "item")
    return subject;
  return { ...subject, statutory: { ...subject.statutory, registryRegistrationId } };
}

/** The catalogue a record names is kept with it, for ever; null for a record of before there was one. */
async function keptFor(tx: Database, subject: BatterySubject): Promise<string | null> {
  if (!isOfCatalogue(subject)) return null;
  const { version } = subject.catalogue;
  const found = await findCatalogue(tx, version);
  if (found === null) throw new Error(`There is no catalogue ${version}.`);
  await keepCatalogue(tx, found);
  return version;
}

/**
 * Only who answers for a passport signs its next version, and nobody one that has ended. The row stays locked until the
 * transaction ends: responsibility does not move meanwhile. Source: Regulation (EU) 2023/1542, Art. 77(4) and (8).
 */
async function refuseUnanswered(tx: Database, { passport, operator }: NextVersion): Promise<void> {
  const [held] = await tx
    .select({ operatorId: passportTable.operatorId, endedAt: passportTable.endedAt })
    .from(passportTable)
    .where(eq(passportTable.id, passport.id))
    .for("no key update");
  if (held === undefined) throw new Error("A version belongs to a passport.");
  if (held.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${passport.productUrl} has ended.`);
  if (held.operatorId !== operator.id)
    throw new Refusal(
      "RESPONSIBILITY_MOVED",
      `${operator.name} does not answer for ${passport.productUrl} any more.`,
    );
}

async function formerVersion(
  tx: Database,
  passportId: string,
): Promise<
  | {
      readonly version: number;
      readonly leafHash: Uint8Array;
      readonly isRevoked: boolean;
      /** Whose status list it stands on. */
      readonly signerId: string;
    }
  | undefined
> {
  const [former] = await tx
    .select({
      version: passportVersion.version,
      leafHash: logEntry.leafHash,
      value: statusEntry.value,
      signerId: statusEntry.operatorId,
    })
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
