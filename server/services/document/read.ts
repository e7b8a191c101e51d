import { and, eq } from "drizzle-orm";
import {
  batteryModel,
  document,
  modelDocument,
  passport,
  passportVersion,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { DataSet } from "../../domain/access/audience.ts";
import { disclosureGroups, groupsOf, readable } from "../../domain/access/audience.ts";
import type { Reader } from "../../domain/access/policy.ts";
import type { FileTiers } from "../../domain/passport/document-attribute.ts";
import { Refusal } from "../../refusal.ts";
import { fileTiers } from "../catalogue/file-tiers.ts";
import { readerOf } from "../interest/reader-of.ts";
import { isUuid } from "../new-id.ts";
import { releasedModels } from "../passport/find-passport.ts";
import { isNewestVersion } from "../passport/newest-version.ts";
import { recordDelivery } from "../passport/record-delivery.ts";
import { mayReadDocument } from "./find.ts";

export interface DocumentRequest {
  /** Product URL of the model. */
  readonly productUrl: string;
  /** Identifier of the document. */
  readonly id: string;
}

export interface DocumentFile {
  readonly title: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** True when anyone may read it; false: answer `private, no-store`. */
  readonly open: boolean;
}

/**
 * The bytes of a document, for whoever may read the data point it answers; knowing the link is not enough. Files of a model
 * without a signed version are there for its operator only. Who reads one that is not public is written down, as for
 * restricted data of the record.
 */
export async function readFile(ctx: Context, input: DocumentRequest): Promise<DocumentFile> {
  demand(ctx, "passport.read", null);
  if (!isUuid(input.id)) throw documentNotFound();
  const rows = await ctx.db
    .select({ document, attribute: modelDocument.attribute, model: batteryModel })
    .from(modelDocument)
    .innerJoin(document, eq(document.id, modelDocument.documentId))
    .innerJoin(batteryModel, eq(batteryModel.id, modelDocument.modelId))
    .where(and(eq(batteryModel.productUrl, input.productUrl), eq(document.id, input.id)));
  const [first] = rows;
  if (first === undefined) throw documentNotFound();
  const tiers = await fileTiers(ctx.db);
  // Who answers for the model now, not who uploaded the file: responsibility moves, files stay.
  const { id: modelId, operatorId } = first.model;
  const reader = await readerOf(ctx, ctx.db, { modelId, itemId: null, operatorId });
  if (reader.audience !== "responsibleOperator" && !(await releasedModels(ctx.db, [modelId])).has(modelId))
    throw documentNotFound();
  const granted = rows.filter(({ attribute }) => mayReadDocument(tiers, reader.dataSets, attribute));
  if (granted.length === 0) {
    if (ctx.caller.userId === null)
      throw new Refusal("NOT_SIGNED_IN", "This document is not public. Sign in first.");
    throw new Refusal("NOT_ALLOWED", "Your roles do not allow you to read this document.");
  }
  const bytes = await ctx.files.get(first.document.sha256);
  if (bytes === undefined) throw documentNotFound();
  const { title, mediaType, sha256 } = first.document;
  const open = granted.some(({ attribute }) => mayReadDocument(tiers, readable.anyone, attribute));
  if (!open) await recordReading(ctx, input.productUrl, reader, tiersAt(tiers, granted));
  return { title, mediaType, sha256, bytes, open };
}

/** A delivery of the model's newest version: a document answers its data points, not those of one version. */
async function recordReading(
  ctx: Context,
  productUrl: string,
  { audience, dataSets }: Reader,
  sets: readonly DataSet[],
): Promise<void> {
  const [newest] = await ctx.db
    .select({ passportId: passportVersion.passportId, version: passportVersion.version })
    .from(passportVersion)
    .innerJoin(passport, eq(passport.id, passportVersion.passportId))
    .where(and(eq(passport.productUrl, productUrl), isNewestVersion));
  // Before the first version only the operator's own people find it.
  if (newest === undefined) return;
  const groups = groupsOf(dataSets).filter((group) => sets.includes(disclosureGroups[group]));
  await recordDelivery(ctx, ctx.db, { ...newest, audience, groups, form: "document" });
}

function tiersAt(tiers: FileTiers, rows: readonly { readonly attribute: string }[]): readonly DataSet[] {
  return rows.flatMap(({ attribute }) => tiers.get(attribute) ?? []);
}

function documentNotFound(): Refusal {
  return new Refusal("DOCUMENT_NOT_FOUND", "There is no such document here.");
}
