import { and, desc, eq, gte, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryItem, passportVersion, reading } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import type { BatteryStatus } from "../../domain/life/battery-status.ts";
import type { LifeReason } from "../../domain/life/life-reason.ts";
import { statusChangeAttributes } from "../../domain/life/status-values.ts";
import { invalidInput } from "../input.ts";
import { findItem } from "../item/find.ts";
import { nextItem } from "../item/subject.ts";
import { enterItemRenewal } from "../passport/renew-item.ts";
import { signedRestricted } from "../passport/restricted-elements.ts";
import { enterReadings } from "../reading/record.ts";

/** Values that come with a change of status. */
export interface MeasuredValues {
  /** By attribute, in the form of the catalogue. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** When they were measured, RFC 3339; now when not given. */
  readonly measuredAt?: string | undefined;
  readonly method?: string | undefined;
}

export interface StatusChange extends MeasuredValues {
  readonly passportId: string;
  readonly to: BatteryStatus;
  readonly reason: LifeReason;
}

/**
 * Changes the status of a battery and signs the version that says so, in the caller's transaction; the caller has asked the
 * policy, holds the passport's lock, and calls `afterIssue`. Answers the number of the version.
 *
 * `INVALID_INPUT` with `E_STATUS_VALUE_MISSING` at `values.…` for everything of point 4(a) that is not newer than the version
 * before: a status does not change on old values. Problems of a value itself as `enterReadings` finds them.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 4(a) and (c).
 */
export async function changeStatus(
  ctx: Context,
  tx: Database,
  { passportId, to, reason, ...measured }: StatusChange,
): Promise<number> {
  const { item, passport } = await findItem(tx, { passportId });
  await enterValues(ctx, tx, passport.productUrl, measured);
  await refuseOldValues(ctx, tx, passportId);
  await tx
    .update(batteryItem)
    .set({ batteryStatus: to, changedAt: ctx.now() })
    .where(eq(batteryItem.id, item.id));
  const { version } = await enterItemRenewal(ctx, tx, {
    passportId,
    operatorId: passport.operatorId,
    reason,
  });
  return version;
}

/** Keeps them as readings: a value has its moment and its method. */
async function enterValues(
  ctx: Context,
  tx: Database,
  productUrl: string,
  { values = {}, measuredAt, method }: MeasuredValues,
): Promise<void> {
  const attributes = Object.keys(values);
  if (attributes.length === 0) return;
  const { rows } = await enterReadings(ctx, tx, {
    source: "form",
    readings: attributes.map((attribute) => ({
      ...{ productUrl, attribute, value: values[attribute] },
      // Of what is signed outside the moment at which it was made up: the record says when it was measured.
      measuredAt: measuredAt ?? (ctx.issuedAt ?? ctx.now()).toISOString(),
      ...(method === undefined || method.trim() === "" ? {} : { method }),
    })),
  });
  const problems = rows.flatMap(({ index, problems: found }) =>
    found.map((problem) => ({
      ...problem,
      path: problem.path === "measuredAt" ? "measuredAt" : `values.${attributes[index] ?? ""}`,
    })),
  );
  if (problems.length > 0) throw invalidInput(problems);
}

async function refuseOldValues(ctx: Context, tx: Database, passportId: string): Promise<void> {
  const held = await findItem(tx, { passportId });
  const { catalogue, battery } = await nextItem(ctx, tx, held);
  const asked = statusChangeAttributes(catalogue, battery);
  if (asked.length === 0) return;
  const [newest] = await tx
    .select({ version: passportVersion.version, issuedAt: passportVersion.issuedAt })
    .from(passportVersion)
    .where(eq(passportVersion.passportId, passportId))
    .orderBy(desc(passportVersion.version))
    .limit(1);
  if (newest === undefined) throw new Error("A signed passport has a version.");
  const measured = await tx
    .selectDistinct({ attribute: reading.attribute })
    .from(reading)
    .where(
      and(
        eq(reading.itemId, held.item.id),
        gte(reading.measuredAt, newest.issuedAt),
        inArray(
          reading.attribute,
          asked.map(({ id }) => id),
        ),
      ),
    );
  const isNew = new Set(measured.map(({ attribute }) => attribute));
  const signed = await signedRestricted(ctx, tx, { passportId, version: newest.version, level: "item" });
  const stated = held.item.attributes;
  const old = asked.filter(
    ({ id }) =>
      !isNew.has(id) &&
      (stated[id] === undefined || JSON.stringify(stated[id]) === JSON.stringify(signed[id])),
  );
  if (old.length > 0) throw invalidInput(old.map((attribute) => missingValue(attribute, "values.")));
}

/** The problem that a value has to be measured anew. */
export function missingValue({ id }: Attribute, prefix: string) {
  return { code: "E_STATUS_VALUE_MISSING", path: `${prefix}${id}`, params: { value: id } };
}
