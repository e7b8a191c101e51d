import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { batteryItem, disclosureDelivery, statusChange } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { DataSet } from "../../domain/access/audience.ts";
import { disclosureGroups } from "../../domain/access/audience.ts";
import { findRecords } from "../passport/find-record.ts";
import { loadPassport } from "../passport/read.ts";
import { pathOf } from "../product-path.ts";
import { readStanding } from "./read-standing.ts";
import type { SuspensionView, VersionStatus } from "./view.ts";

/** What the operator sees of one passport's versions. */
export interface PassportStatus {
  readonly productUrl: string;
  readonly path: string;
  readonly operatorId: string;
  readonly modelName: string;
  readonly serial: string | null;
  /** Newest first. */
  readonly versions: readonly {
    readonly version: number;
    readonly issuedAt: string;
    readonly leafIndex: number;
    /** What became of it; null while it is the valid one. */
    readonly status: VersionStatus | null;
    /** The operator's own words about that; never published. */
    readonly note: string | null;
  }[];
  /**
   * Restricted data given out, newest first: when, to which audience, which points of Annex XIII. Authorities' readings are
   * not among them, for operators must not learn what an inquiry reads; nor are readers' names.
   */
  readonly deliveries: readonly {
    readonly at: string;
    readonly version: number;
    readonly audience: "legitimateInterest" | "responsibleOperator";
    readonly dataSets: readonly DataSet[];
  }[];
  /** Acts of authorities about its sale, newest first: the first says which holds. */
  readonly suspensions: readonly SuspensionView[];
}

/** At most this many deliveries; a page is no archive. */
const longestList = 100;

/** Versions of a passport with what became of them and the notes kept beside it, for those who act for its operator. */
export async function readPassportStatus(
  ctx: Context,
  input: { readonly productUrl: string },
): Promise<PassportStatus> {
  demand(ctx, "label.read", null);
  const { passport, model } = await loadPassport(ctx, input.productUrl);
  demand(ctx, "label.read", passport.operatorId);
  const [item] =
    passport.itemId === null
      ? []
      : await ctx.db.select().from(batteryItem).where(eq(batteryItem.id, passport.itemId));
  const [records, standing, changes, deliveries] = await Promise.all([
    findRecords(ctx.db, passport.id),
    readStanding(ctx.db, passport.id),
    ctx.db
      .select({ version: statusChange.version, note: statusChange.note })
      .from(statusChange)
      .where(and(eq(statusChange.passportId, passport.id), eq(statusChange.status, "revoked")))
      .orderBy(asc(statusChange.leafIndex)),
    ctx.db
      .select()
      .from(disclosureDelivery)
      .where(
        and(
          eq(disclosureDelivery.passportId, passport.id),
          inArray(disclosureDelivery.audience, ["legitimateInterest", "responsibleOperator"]),
        ),
      )
      .orderBy(desc(disclosureDelivery.createdAt), desc(disclosureDelivery.id))
      .limit(longestList),
  ]);
  const notes = new Map(changes.map(({ version, note }) => [version, note]));
  return {
    productUrl: passport.productUrl,
    path: pathOf(ctx, passport.productUrl),
    operatorId: passport.operatorId,
    modelName: model.name,
    serial: item?.serial ?? null,
    versions: records.map(({ version, issuedAt, leafIndex }) => ({
      ...{ version, issuedAt: issuedAt.toISOString(), leafIndex },
      status: standing.versions.get(version) ?? null,
      note: notes.get(version) ?? null,
    })),
    deliveries: deliveries.map(({ createdAt, version, audience, groups }) => ({
      at: createdAt.toISOString(),
      version,
      audience: audience === "responsibleOperator" ? audience : "legitimateInterest",
      dataSets: (["L", "A", "I"] as const)
        .filter((group) => groups.includes(group))
        .map((group) => disclosureGroups[group]),
    })),
    suspensions: standing.suspensions,
  };
}
