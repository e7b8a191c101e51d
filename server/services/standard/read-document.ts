import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { PassportDocument } from "../../domain/passport/document.ts";
import { draftDocument } from "../../domain/passport/document.ts";
import { hiddenIn } from "../../domain/passport/restricted-attributes.ts";
import { didOf } from "../../domain/record/did.ts";
import { modelFacts } from "../attribute/model-facts.ts";
import { findCatalogue } from "../catalogue/current.ts";
import type { NextSubject } from "../model/subject.ts";
import { facilityIdOf, readDocument } from "../passport/document.ts";
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
    ...draftContent(facts),
  });
  return { document, catalogue: facts.catalogue };
}

function draftContent({ subject, catalogue, values }: NextSubject) {
  const restricted = Object.fromEntries(
    hiddenIn(subject, catalogue).flatMap(({ id }) => (values[id] === undefined ? [] : [[id, values[id]]])),
  );
  return { subject, modelSubject: null, batchSubject: null, restricted };
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
