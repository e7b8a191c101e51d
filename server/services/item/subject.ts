import { and, asc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { passport, passportPredecessor, passportVersion, registration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { CompletenessRow } from "../../domain/catalogue/completeness.ts";
import { completeness } from "../../domain/catalogue/completeness.ts";
import type { BatteryAt } from "../../domain/catalogue/requirement.ts";
import { itemAt, itemSubject, itemValues } from "../../domain/passport/item-subject.ts";
import type { ItemOfRecord } from "../../domain/passport/item-subject.ts";
import { operatorValues } from "../../domain/passport/model-subject.ts";
import { hiddenIn } from "../../domain/passport/restricted-attributes.ts";
import type { CatalogueSubject, Elements } from "../../domain/record/credential.ts";
import type { KeptCatalogue } from "../catalogue/current.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import type { Model } from "../model/find.ts";
import { restrictedFacts } from "../passport/restricted-facts.ts";
import type { HeldItem } from "./find.ts";

/** What the next record of a battery would say, and everything it is made of. */
export interface NextItem extends KeptCatalogue {
  /** With the battery's own day: that of its placing on the market, else that of its first version. */
  readonly battery: BatteryAt;
  /** Everything known by attribute, restricted values too, and who answers for it. */
  readonly values: Elements;
  readonly subject: CatalogueSubject;
}

/** Puts it together under the newest catalogue. The caller has asked the policy. */
export async function nextItem(
  ctx: Pick<Context, "now" | "issuedAt">,
  db: Database,
  held: HeldItem,
): Promise<NextItem> {
  const kept = await currentCatalogue(db);
  const day = await issuedOn(ctx, db, held);
  const ofRecord = await itemOfRecord(db, held);
  const subject = itemSubject(ofRecord, { ...kept, day });
  const facts = await restrictedFacts(db, held.passport, hiddenIn(subject, kept.catalogue));
  return {
    ...kept,
    battery: itemAt(ofRecord, day),
    values: { ...operatorValues(held.operator), ...itemValues(ofRecord), ...facts },
    subject,
  };
}

/** What is there of a battery, what is owed and what must not be there. */
export function completenessOfItem(held: HeldItem, next: NextItem): readonly CompletenessRow[] {
  return completeness(next.catalogue, next.battery, next.values, doesNotApplyTo(held)).filter(
    ({ attribute }) => attribute.level === "item" && attribute.section !== "document",
  );
}

/** Attributes that do not apply to a battery: what frees all of a model's is said at the model, the rest at the battery. */
export function doesNotApplyTo({ model, item }: Pick<HeldItem, "model" | "item">): ReadonlySet<string> {
  return new Set([...Object.keys(model.notApplicable), ...Object.keys(item.notApplicable)]);
}

/** Whether a model's batteries keep all their energy outside of them. */
export function hasOnlyExternalStorage({ attributes }: Pick<Model, "attributes">): boolean {
  return attributes["industrialSubType"] === "exclusively-external-storage";
}

async function itemOfRecord(db: Database, held: HeldItem): Promise<ItemOfRecord> {
  const { passport: own, item, model, batch, operator } = held;
  const category = parseBatteryCategory(model.category);
  if (!category.ok) throw new Error("A model has a category that may have a passport.");
  return {
    ...{ productUrl: item.productUrl, modelUrl: model.productUrl, serial: item.serial },
    ...{ batchUrl: batch?.productUrl ?? null, batchNumber: batch?.number ?? null },
    ...{ category: category.value, hasOnlyExternalStorage: hasOnlyExternalStorage(model) },
    ...{ manufacturedOn: item.manufacturedOn, placedOnMarketOn: item.placedOnMarketOn },
    ...{ chineseCode: item.chineseCode, attributes: item.attributes },
    operator: operator.id === model.operatorId ? null : operator,
    predecessors: await predecessorsOf(db, own.id),
    successors: await successorsOf(db, own.id),
    registrationId: await registrationOf(db, own.id),
  };
}

/** Without the operation between them: it tells the status of the battery, which is not public (Annex XIII point 4(c)). */
async function predecessorsOf(db: Database, passportId: string): Promise<readonly string[]> {
  const rows = await db
    .select({ productUrl: passport.productUrl })
    .from(passportPredecessor)
    .innerJoin(passport, eq(passport.id, passportPredecessor.predecessorId))
    .where(eq(passportPredecessor.passportId, passportId))
    .orderBy(asc(passport.productUrl));
  return rows.map(({ productUrl }) => productUrl);
}

async function successorsOf(db: Database, passportId: string): Promise<readonly string[]> {
  const rows = await db
    .select({ productUrl: passport.productUrl })
    .from(passportPredecessor)
    .innerJoin(passport, eq(passport.id, passportPredecessor.passportId))
    .where(eq(passportPredecessor.predecessorId, passportId))
    .orderBy(asc(passport.productUrl));
  return rows.map(({ productUrl }) => productUrl);
}

/** The identifier the Union's registry gave it first: it names the passport, whatever version was sent. */
async function registrationOf(db: Database, passportId: string): Promise<string | null> {
  const [registered] = await db
    .select({ id: registration.registrationId })
    .from(registration)
    .where(and(eq(registration.passportId, passportId), eq(registration.state, "registered")))
    .orderBy(asc(registration.version))
    .limit(1);
  return registered?.id ?? null;
}

/** Day of its first version; of now before there is one. */
async function issuedOn(
  ctx: Pick<Context, "now" | "issuedAt">,
  db: Database,
  { passport: { id } }: HeldItem,
): Promise<string> {
  const [first] = await db
    .select({ issuedAt: passportVersion.issuedAt })
    .from(passportVersion)
    .where(and(eq(passportVersion.passportId, id), eq(passportVersion.version, 1)));
  return (first?.issuedAt ?? ctx.issuedAt ?? ctx.now()).toISOString().slice(0, 10);
}
