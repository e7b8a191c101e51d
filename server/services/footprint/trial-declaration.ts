import { and, desc, eq, sql } from "drizzle-orm";
import { batteryModel, declaration, facility, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type {
  TrialDeclaration,
  TrialFootprint,
  TrialInput,
} from "../../domain/carbon-footprint/templates/miit-551.ts";
import { fillTrialDeclaration, miit551 } from "../../domain/carbon-footprint/templates/miit-551.ts";
import { loadModel } from "../model/find.ts";
import { calculated } from "./calculated.ts";
import { loadDeclarations } from "./load.ts";

/** The trial declaration of one model, filled as far as the registry can, with the mark that the annex was not read. */
export interface TrialDeclarationView {
  readonly template: typeof miit551;
  /** First in every export, so that nobody takes it for the official form. */
  readonly mark: { readonly en: string; readonly zh: string };
  readonly writtenAt: string;
  readonly maker: {
    readonly name: string;
    readonly nameOriginal: string | null;
    readonly address: string;
    readonly country: string;
    readonly identifier: string;
  };
  readonly plant: {
    readonly name: string;
    readonly nameOriginal: string | null;
    readonly city: string;
    readonly region: string | null;
    readonly country: string;
  };
  readonly product: TrialInput["product"] & { readonly modelId: string; readonly productUrl: string };
  readonly footprint: TrialFootprint | null;
  readonly filled: TrialDeclaration;
}

/** Fills the template of the Chinese trial declaration for a model. `MODEL_NOT_FOUND`. */
export async function readTrialDeclaration(
  ctx: Context,
  input: { readonly modelId: string },
): Promise<TrialDeclarationView> {
  demand(ctx, "declaration.read", null);
  const model = await loadModel(ctx.db, input.modelId);
  demand(ctx, "declaration.read", model.operatorId);
  const [maker] = await ctx.db.select().from(operator).where(eq(operator.id, model.operatorId));
  const [plant] = await ctx.db.select().from(facility).where(eq(facility.id, model.facilityId));
  if (maker === undefined || plant === undefined) throw new Error("A model lost its operator or its plant.");
  const products = await productsOf(ctx, model.operatorId);
  const { name, modelCode, category, chemistry, ratedEnergyKwh, usableEnergyKwh, warrantyMonths } = model;
  const cfp = products.find(({ id }) => id === model.id)?.cfp ?? null;
  const product = {
    name,
    modelCode,
    category,
    chemistry,
    ratedEnergyKwh,
    usableEnergyKwh,
    warrantyMonths,
    cfp,
  };
  const footprint = await footprintOf(ctx, model.id);
  return {
    template: miit551,
    mark: {
      en: "Annex not read: prepared after public reports of the notice, not the official form.",
      zh: "未读附件：根据有关该通知的公开报道整理，并非官方表格。",
    },
    writtenAt: ctx.now().toISOString(),
    maker: {
      name: maker.name,
      nameOriginal: maker.nameOriginal,
      address: `${maker.streetAddress}, ${maker.postalCode} ${maker.city}`,
      country: maker.country,
      identifier: `${maker.identifierScheme} ${maker.identifier}`,
    },
    plant: {
      ...{ name: plant.name, nameOriginal: plant.nameOriginal },
      ...{ city: plant.city, region: plant.region, country: plant.country },
    },
    product: { ...product, modelId: model.id, productUrl: model.productUrl },
    footprint,
    filled: fillTrialDeclaration({
      product,
      footprint,
      products: products.map(({ id: _, ...one }) => one),
    }),
  };
}

/** Models of the maker with the declared value of each. */
async function productsOf(ctx: Context, operatorId: string) {
  return ctx.db
    .select({
      id: batteryModel.id,
      name: batteryModel.name,
      modelCode: batteryModel.modelCode,
      category: batteryModel.category,
      chemistry: batteryModel.chemistry,
      ratedEnergyKwh: batteryModel.ratedEnergyKwh,
      cfp: sql<string | null>`${declaration.result}->>'cfp'`,
    })
    .from(batteryModel)
    .leftJoin(declaration, and(eq(declaration.modelId, batteryModel.id), eq(declaration.state, "released")))
    .where(eq(batteryModel.operatorId, operatorId))
    .orderBy(batteryModel.name, batteryModel.modelCode);
}

/** The released declaration, else the newest one under way; null when none computes. */
async function footprintOf(ctx: Context, modelId: string): Promise<TrialFootprint | null> {
  const all = await loadDeclarations(ctx.db, eq(declaration.modelId, modelId), desc(declaration.number));
  const found = all.find(({ declaration: { state } }) => state === "released") ?? all[0];
  if (found === undefined) return null;
  const { result } = await calculated(ctx.db, found);
  if (result === null) return null;
  const { number, state, method, methodVersion } = found.declaration;
  const { periodStart, periodEnd } = found.inventory;
  const { stagesKg, totalKg, totalEnergyKWh = null } = result;
  return { number, state, method, methodVersion, periodStart, periodEnd, stagesKg, totalKg, totalEnergyKWh };
}
