import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { PassportDocument } from "../../domain/passport/document.ts";
import { draftDocument } from "../../domain/passport/document.ts";
import { hiddenIn } from "../../domain/passport/restricted-attributes.ts";
import type { Elements } from "../../domain/record/credential.ts";
import { didOf } from "../../domain/record/did.ts";
import { modelFacts } from "../attribute/model-facts.ts";
import { findCatalogue } from "../catalogue/current.ts";
import { findItem } from "../item/find.ts";
import { nextItem } from "../item/subject.ts";
import { newestVersionOf } from "../passport/says-the-same.ts";
import type { NextSubject } from "../model/subject.ts";
import { facilityIdOf, readDocument } from "../passport/document.ts";
import { findModelPassport } from "../passport/find-passport.ts";
import { newestSubject } from "../passport/find-record.ts";
import { signedRestricted } from "../passport/restricted-elements.ts";
import type { FoundPassport, PassportName } from "./find.ts";
import { findPassport } from "./find.ts";

/** A passport document with the catalogue that explains its names. */
export interface StandardDocument {
  readonly document: PassportDocument;
  /** Null for documents of before there was one. */
  readonly catalogue: Catalogue | null;
}

/**
 * The current passport document as the caller may read it. Before the first version those who make it read what it would
 * say; to everybody else it is `PASSPORT_NOT_FOUND`. `PASSPORT_ENDED`.
 *
 * Source: EN 18222, ReadDPPById and ReadDPPByProductId.
 */
export async function readStandardDocument(ctx: Context, name: PassportName): Promise<StandardDocument> {
  demand(ctx, "passport.read", null);
  const found = await findPassport(ctx, name);
  if (!found.isPublished) return draftOf(ctx, found);
  const document = await readDocument(ctx, { productUrl: found.passport.productUrl });
  return { document, catalogue: await catalogueNamedIn(ctx, document) };
}

/** What the next version of a model's passport would say, with everything its operator may read. The caller has asked the policy. */
export async function draftOf(
  ctx: Context,
  { passport, model, operator }: FoundPassport,
): Promise<StandardDocument> {
  const facts = await modelFacts(ctx, ctx.db, model);
  const document = draftDocument({
    passportId: passport.id,
    lastUpdated: model.updatedAt.toISOString(),
    economicOperatorId: didOf(ctx.publicUrl, operator.slug),
    facilityId: await facilityIdOf(ctx, model),
    ...{ subject: facts.subject, modelSubject: null, batchSubject: null, restricted: hiddenValues(facts) },
  });
  return { document, catalogue: facts.catalogue };
}

/** What the next version of a battery's passport would say, beside what its model says. The caller has asked the policy. */
export async function itemDraftOf(
  ctx: Context,
  { passport: { productUrl } }: FoundPassport,
): Promise<StandardDocument> {
  const held = await findItem(ctx.db, { productUrl });
  const { model, batch, operator, item, passport } = held;
  const next = await nextItem(ctx, ctx.db, held);
  const ofModel = await findModelPassport(ctx.db, model);
  const ofBatch = batch === null ? null : await findModelPassport(ctx.db, batch);
  const shared =
    ofModel === null
      ? {}
      : await signedRestricted(ctx, ctx.db, {
          ...{ passportId: ofModel.id, version: await newestVersionOf(ctx.db, ofModel.id), level: "model" },
        });
  const document = draftDocument({
    passportId: passport.id,
    lastUpdated: (item.changedAt ?? item.createdAt).toISOString(),
    economicOperatorId: didOf(ctx.publicUrl, operator.slug),
    facilityId: await facilityIdOf(ctx, model),
    subject: next.subject,
    modelSubject: ofModel === null ? null : await newestSubject(ctx.db, ofModel.id),
    batchSubject: ofBatch === null ? null : await newestSubject(ctx.db, ofBatch.id),
    restricted: { ...shared, ...hiddenValues(next) },
  });
  return { document, catalogue: next.catalogue };
}

/** What the full record hides of it, as far as it is known. */
function hiddenValues({
  subject,
  catalogue,
  values,
}: Pick<NextSubject, "subject" | "catalogue" | "values">): Elements {
  return Object.fromEntries(
    hiddenIn(subject, catalogue).flatMap(({ id }) => (values[id] === undefined ? [] : [[id, values[id]]])),
  );
}

/** The catalogue a document is made under: its content specifications carry its version. */
export async function catalogueNamedIn(
  { db }: Pick<Context, "db">,
  { dppSchemaVersion, contentSpecificationIds }: PassportDocument,
): Promise<Catalogue | null> {
  const version = /-(\d+\.\d+\.\d+)$/.exec(contentSpecificationIds[0] ?? "")?.[1];
  if (version === undefined || dppSchemaVersion.startsWith("1.")) return null;
  return (await findCatalogue(db, version))?.catalogue ?? null;
}
