import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  declaration,
  document,
  facility,
  modelDocument,
  operator,
  passportVersion,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { BatteryAt } from "../../domain/catalogue/requirement.ts";
import { attachedFile } from "../../domain/passport/attached-file.ts";
import type { FileTiers } from "../../domain/passport/document-attribute.ts";
import { fileTiersOf } from "../../domain/passport/document-attribute.ts";
import { batteryOf, modelSubject, modelValues } from "../../domain/passport/model-subject.ts";
import { footprintOf } from "../../domain/record/content.ts";
import type { CatalogueSubject, Elements, FootprintOfRecord } from "../../domain/record/credential.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import type { KeptCatalogue } from "../catalogue/current.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { findModelPassport } from "../passport/find-passport.ts";
import { newestSubject } from "../passport/find-record.ts";
import type { Model } from "./find.ts";
import { conformityIdOf, findRecycledContent } from "./find.ts";

/** What a next version of a model would state beside its data: a declared footprint with its number of conformity. */
export interface StatedBeside {
  readonly carbonFootprint: FootprintOfRecord | null;
  /** Number of the EU declaration of conformity where the declaration names it. */
  readonly conformityId: string | null;
}

/** What the next record of a model would say, and everything public it is made of. */
export interface NextSubject extends KeptCatalogue {
  readonly battery: BatteryAt;
  /** By attribute, also what the record leaves out. */
  readonly values: Elements;
  readonly subject: CatalogueSubject;
}

/** Puts it together under the newest catalogue and by the law of today. The caller has asked the policy. */
export async function nextSubject(
  ctx: Pick<Context, "now" | "issuedAt">,
  db: Database,
  model: Model,
  beside: StatedBeside,
): Promise<NextSubject> {
  const category = parseBatteryCategory(model.category);
  const [answering] = await db.select().from(operator).where(eq(operator.id, model.operatorId));
  const [plant] = await db.select().from(facility).where(eq(facility.id, model.facilityId));
  // Whose plant it is made in makes it, whoever answers for it now.
  const [maker] =
    plant === undefined ? [] : await db.select().from(operator).where(eq(operator.id, plant.operatorId));
  if (!category.ok || answering === undefined || plant === undefined || maker === undefined)
    throw new Error("A model has a category, an operator and a plant of its maker.");
  const parties = { answering, maker };
  const kept = await currentCatalogue(db);
  const day = (ctx.issuedAt ?? ctx.now()).toISOString().slice(0, 10);
  const ofRecord = {
    ...model,
    category: category.value,
    euDeclarationOfConformityId: beside.conformityId ?? conformityIdOf(model),
    recycledContent: await findRecycledContent(db, model.id),
    files: await publicFiles(db, model, fileTiersOf(kept.catalogue)),
  };
  return {
    ...kept,
    battery: batteryOf(ofRecord, day),
    values: modelValues(ofRecord, parties, plant),
    subject: modelSubject(ofRecord, parties, plant, beside.carbonFootprint, { ...kept, day }),
  };
}

/** What the newest record of a model says of its declared footprint: a version with other data states it once more. */
export async function declaredBefore(
  db: Database,
  model: Model,
): Promise<StatedBeside & { readonly declarationId: string | null }> {
  const held = await findModelPassport(db, model);
  const none = { carbonFootprint: null, conformityId: null, declarationId: null };
  if (held === null) return none;
  const [newest] = await db
    .select({ declarationId: passportVersion.declarationId, number: declaration.conformityDeclarationNumber })
    .from(passportVersion)
    .leftJoin(declaration, eq(declaration.id, passportVersion.declarationId))
    .where(eq(passportVersion.passportId, held.id))
    .orderBy(desc(passportVersion.version))
    .limit(1);
  const subject = await newestSubject(db, held.id);
  if (newest === undefined || subject === null) return none;
  const { declarationId, number } = newest;
  return { carbonFootprint: footprintOf(subject), conformityId: number, declarationId };
}

/** Files that answer public attributes. */
async function publicFiles(db: Database, model: Model, tiers: FileTiers): Promise<Elements> {
  const rows = await db
    .select({ file: document, attribute: modelDocument.attribute })
    .from(modelDocument)
    .innerJoin(document, eq(document.id, modelDocument.documentId))
    .where(and(eq(modelDocument.modelId, model.id), isNull(modelDocument.detachedAt)))
    .orderBy(asc(modelDocument.attribute), asc(document.title), asc(document.id));
  const files: Record<string, JsonValue[]> = {};
  for (const { file, attribute } of rows) {
    if (tiers.get(attribute) !== "point1") continue;
    (files[attribute] ??= []).push(attachedFile(file, `${model.productUrl}/documents/${file.id}`));
  }
  return files;
}
