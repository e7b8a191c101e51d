import { and, desc, eq, inArray, lte } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator, statusChange, suspension } from "../../../db/schema/index.ts";
import { isSuspensionReason, isWithdrawnReason } from "../../domain/record/status-reason.ts";
import { isPublished } from "../log/published.ts";
import type { Standing, SuspensionView, VersionStatus } from "./view.ts";

/** What is published about the versions of a passport and about its sale: now, or what had happened by a moment. */
export async function readStanding(db: Database, passportId: string, until?: Date): Promise<Standing> {
  const changes = await db
    .select()
    .from(statusChange)
    .where(
      and(
        eq(statusChange.passportId, passportId),
        isPublished(statusChange.leafIndex),
        until === undefined ? undefined : lte(statusChange.changedAt, until),
      ),
    )
    .orderBy(statusChange.leafIndex);
  return {
    // A version that was first replaced and then revoked is revoked: the later change counts.
    versions: new Map(
      changes.flatMap((change) =>
        change.version === null ? [] : [[change.version, versionStatus(change)] as const],
      ),
    ),
    suspensions: await findSuspensions(db, [passportId], until),
  };
}

/** Published acts of authorities about these passports, newest first. */
export async function findSuspensions(
  db: Database,
  passportIds: readonly string[],
  until?: Date,
): Promise<readonly (SuspensionView & { readonly passportId: string })[]> {
  if (passportIds.length === 0) return [];
  const rows = await db
    .select({
      act: suspension,
      slug: operator.slug,
      name: operator.name,
      nameOriginal: operator.nameOriginal,
    })
    .from(suspension)
    .innerJoin(operator, eq(operator.id, suspension.authorityId))
    .where(
      and(
        inArray(suspension.passportId, [...passportIds]),
        isPublished(suspension.leafIndex),
        until === undefined ? undefined : lte(suspension.issuedAt, until),
      ),
    )
    .orderBy(desc(suspension.leafIndex));
  return rows.map(({ act, slug, name, nameOriginal }) => {
    const action = act.action === "lift" ? "lift" : "suspend";
    if (!isSuspensionReason(action, act.reason)) throw new Error(`No reason ${act.reason} is known.`);
    return {
      ...{ id: act.id, passportId: act.passportId, action, reason: act.reason, note: act.note },
      ...{ authority: name, authorityOriginal: nameOriginal },
      issuedAt: act.issuedAt.toISOString(),
      path: suspensionPath(slug, act.id),
      ...{ digest: act.digest, leafIndex: act.leafIndex },
    };
  });
}

/** Where the signed statement of an act stands. */
export function suspensionPath(slug: string, id: string): string {
  return `/op/${slug}/suspensions/${id}`;
}

function versionStatus(change: typeof statusChange.$inferSelect): VersionStatus {
  const when = { changedAt: change.changedAt.toISOString(), leafIndex: change.leafIndex };
  if (change.status === "superseded") return { ...when, status: "superseded", reason: "newVersion" };
  if (!isWithdrawnReason(change.reason)) throw new Error(`No reason ${change.reason} is known.`);
  return { ...when, status: "revoked", reason: change.reason };
}
