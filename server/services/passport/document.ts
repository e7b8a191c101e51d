import { eq } from "drizzle-orm";
import { batteryItem, facility } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { disclosureGroups, readable } from "../../domain/access/audience.ts";
import { audienceOf } from "../../domain/access/policy.ts";
import type { DocumentInput, PassportDocument } from "../../domain/passport/document.ts";
import { passportDocument } from "../../domain/passport/document.ts";
import type { SuspensionView } from "../status/view.ts";
import type { PassportRequest } from "./read.ts";
import { loadPassport, readPassport } from "./read.ts";
import { recordDelivery } from "./record-delivery.ts";
import type { RecordView } from "./view.ts";

/**
 * The standard passport document (EN 18223, compressed form), cut to what the caller may read; what is
 * restricted in it is written down as given out. Refusals as `readPassport`.
 */
export async function readDocument(ctx: Context, input: PassportRequest): Promise<PassportDocument> {
  const view = await readPassport(ctx, input);
  const { passport, model } = await loadPassport(ctx, input.productUrl);
  const [plant] = await ctx.db.select().from(facility).where(eq(facility.id, model.facilityId));
  const [item] =
    passport.itemId === null
      ? []
      : await ctx.db.select().from(batteryItem).where(eq(batteryItem.id, passport.itemId));
  const audience = audienceOf(ctx.caller.memberships, passport.operatorId);
  // The only restricted value that a document carries: whoever reads it is written down as with a full record.
  if (item !== undefined && readable[audience].includes(disclosureGroups.I)) {
    const { version } = view.record;
    await recordDelivery(ctx, ctx.db, {
      ...{ passportId: passport.id, version, audience, groups: ["I"], form: "json" },
    });
  }
  return passportDocument(
    {
      passportId: view.passportId,
      documentStatus: view.documentStatus,
      recordVersion: view.record.version,
      withdrawn: statusOf(view.record.status),
      saleStop: view.saleStop === null ? null : stopOf(ctx, view.saleStop),
      lastUpdated: view.record.credential.validFrom,
      economicOperatorId: view.record.credential.iss,
      facilityId: plant?.identifierScheme === "GLN" ? plant.identifier : null,
      subject: view.record.credential.credentialSubject,
      modelSubject: view.modelRecord?.credential.credentialSubject ?? null,
      batteryStatus: item?.batteryStatus ?? null,
    },
    audience,
  );
}

function statusOf(status: RecordView["status"]): DocumentInput["withdrawn"] {
  return status === null ? null : { status: status.status, reason: status.reason, since: status.changedAt };
}

function stopOf({ publicUrl }: Context, stop: SuspensionView): DocumentInput["saleStop"] {
  const { authority, reason, issuedAt, path } = stop;
  return { authority, reason, since: issuedAt, statement: publicUrl + path };
}
