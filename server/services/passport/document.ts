import { eq } from "drizzle-orm";
import { facility } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { audienceOf } from "../../domain/access/policy.ts";
import type { DocumentInput, PassportDocument } from "../../domain/passport/document.ts";
import { passportDocument } from "../../domain/passport/document.ts";
import { didOf } from "../../domain/record/did.ts";
import type { SuspensionView } from "../status/view.ts";
import { findModelPassport } from "./find-passport.ts";
import type { PassportRequest } from "./read.ts";
import { loadPassport, readPassport } from "./read.ts";
import type { DisclosedVersion } from "./restricted-elements.ts";
import { restrictedElements } from "./restricted-elements.ts";
import type { RecordView } from "./view.ts";

/**
 * The standard passport document (EN 18223, compressed form) of one version as the caller may read it; what is restricted
 * in it is written down as given out. Refusals as `readPassport`.
 */
export async function readDocument(ctx: Context, input: PassportRequest): Promise<PassportDocument> {
  const view = await readPassport(ctx, input);
  const { passport, model } = await loadPassport(ctx, input.productUrl);
  const [plant] = await ctx.db.select().from(facility).where(eq(facility.id, model.facilityId));
  const audience = audienceOf(ctx.caller.memberships, passport.operatorId);
  const own = { passportId: passport.id, version: view.record.version, level: view.level };
  const ofModel = view.modelRecord === null ? null : await findModelPassport(ctx.db, model);
  const restricted = await ctx.db.transaction(async (tx) => {
    const give = (at: DisclosedVersion) => restrictedElements(ctx, tx, at, audience, "json");
    const shared =
      ofModel === null || view.modelRecord === null
        ? {}
        : await give({ passportId: ofModel.id, version: view.modelRecord.version, level: "model" });
    return { ...shared, ...(await give(own)) };
  });
  return passportDocument({
    passportId: view.passportId,
    documentStatus: view.documentStatus,
    recordVersion: view.record.version,
    withdrawn: statusOf(view.record.status),
    saleStop: view.saleStop === null ? null : stopOf(ctx, view.saleStop),
    lastUpdated: view.record.credential.validFrom,
    // Who answers now, and of an older version who answered when it was signed.
    economicOperatorId: didOf(
      ctx.publicUrl,
      (view.record.version === view.record.newestVersion ? view.answering : view.record.signer).slug,
    ),
    facilityId: plant?.identifierScheme === "GLN" ? plant.identifier : null,
    subject: view.record.credential.credentialSubject,
    modelSubject: view.modelRecord?.credential.credentialSubject ?? null,
    batchSubject: null,
    restricted,
  });
}

function statusOf(status: RecordView["status"]): DocumentInput["withdrawn"] {
  return status === null ? null : { status: status.status, reason: status.reason, since: status.changedAt };
}

function stopOf({ publicUrl }: Context, stop: SuspensionView): DocumentInput["saleStop"] {
  const { authority, reason, issuedAt, path } = stop;
  return { authority, reason, since: issuedAt, statement: publicUrl + path };
}
