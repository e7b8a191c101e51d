import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Caller, Context } from "../../server/context.ts";
import { readAttributes } from "../../server/services/attribute/read.ts";
import { stateAttributes } from "../../server/services/attribute/state.ts";
import { acceptTransfer } from "../../server/services/life/accept-transfer.ts";
import { makeSecondLife } from "../../server/services/life/make-second-life.ts";
import { offerTransfer } from "../../server/services/life/offer-transfer.ts";
import type { TransferOffer } from "../../server/services/life/offer-transfer.ts";
import { recycle } from "../../server/services/life/recycle.ts";
import { createModel } from "../../server/services/model/create.ts";
import { releaseModel } from "../../server/services/model/release.ts";
import { stateRecycledContent } from "../../server/services/model/state-recycled-content.ts";
import { openSubmission, reviewModel, submitModel } from "../../server/services/model/submission.ts";
import { issueItems } from "../../server/services/passport/issue-item.ts";
import type { NewItem } from "../../server/services/passport/issue-item.ts";
import { recordReadings } from "../../server/services/reading/record.ts";
import { batteryItem, batteryModel, passport, reading, transfer, transferPassport } from "../schema/index.ts";
import { itemAttributes } from "./attributes.ts";
import { found } from "./found.ts";
import { originals, recycled, secondLife } from "./lives.ts";
import { models } from "./models.ts";
import { otherModels } from "./other-models.ts";
import type { OtherModel } from "./other-models.ts";
import { demonstrationReadings } from "./readings.ts";
import type { Use } from "./readings.ts";

/** What this needs of the registry, and of what was loaded before. */
export interface LoadedBefore {
  readonly deps: Omit<Context, "caller">;
  /** Writes and signs. */
  readonly exporter: Caller;
  /** Approves what the exporter wrote. */
  readonly reviewer: Caller;
  /** By `operator/facility`. */
  readonly plants: ReadonlyMap<string, { readonly operatorId: string; readonly facilityId: string }>;
  /** Packs of vehicles by GTIN. */
  readonly modelIds: ReadonlyMap<string, string>;
}

/**
 * The other categories: a pack of a bicycle, storage, information pages of everyday batteries; and two lives that go on, a
 * second one made of two originals and one that ended. Each step looks for what it would make.
 */
export async function loadOthers(before: LoadedBefore): Promise<void> {
  const modelIds = new Map(before.modelIds);
  for (const seed of otherModels) modelIds.set(seed.gtin, await ensureReleased(before, seed));
  const operatorIds = new Map(
    [...before.plants].map(([place, { operatorId }]) => [place.split("/")[0] ?? "", operatorId]),
  );
  const loaded = { ...before, modelIds, operatorIds };
  for (const { gtin, items, itemAttributes: attributes, ...seed } of otherModels)
    await ensureBatteries(loaded, { gtin, use: useOf(seed) }, attributes, items);
  await ensureSecondLife(loaded);
  await ensureRecycled(loaded);
}

interface Loaded extends LoadedBefore {
  readonly operatorIds: ReadonlyMap<string, string>;
}

/** The model with its data, released once a second person approved them; answers its identifier. */
async function ensureReleased(
  { deps, exporter, reviewer, plants }: LoadedBefore,
  seed: OtherModel,
): Promise<string> {
  const ctx = { ...deps, caller: exporter };
  const { operator, facility, recycledContent, attributes, itemAttributes: _, items: __, ...values } = seed;
  const [existing] = await deps.db
    .select({ id: batteryModel.id })
    .from(batteryModel)
    .where(eq(batteryModel.gtin, seed.gtin));
  const plant = found(plants, `${operator}/${facility}`);
  const { id } =
    existing ??
    (await createModel(ctx, { ...values, ...plant, usableEnergyKwh: values.usableEnergyKwh ?? undefined }));
  const [released] = await deps.db
    .select({ id: passport.id })
    .from(passport)
    .where(and(eq(passport.modelId, id), eq(passport.level, "model")));
  if (released !== undefined) return id;
  const open = await openSubmission(deps.db, id);
  if (open === null) {
    const { lock } = await readAttributes(ctx, { id });
    await stateAttributes(ctx, { id, lock, values: attributes });
    for (const statement of recycledContent) await stateRecycledContent(ctx, { modelId: id, ...statement });
  }
  const submitted = open ?? (await submitModel(ctx, { id }));
  if (submitted.state === "in_review") {
    const { contentDigest } = submitted;
    await reviewModel({ ...deps, caller: reviewer }, { id, verdict: "approved", contentDigest });
  }
  await releaseModel(ctx, { id });
  return id;
}

/** A bicycle is ridden twice a week; a store is charged and emptied once a day. */
function useOf({
  category,
  ratedCapacityAh,
  ratedEnergyKwh,
}: Pick<OtherModel, "category" | "ratedCapacityAh" | "ratedEnergyKwh">): Use {
  const capacity = Number(ratedCapacityAh);
  const isRidden = category === "LMT";
  return {
    left: { attribute: "remainingCapacity", at: capacity * 0.999, lostPerWeek: capacity * 0.0004 },
    cycles: { before: 2, perWeek: isRidden ? 2 : 7 },
    kWhPerCycle: category === "industrialOther" ? null : Number(ratedEnergyKwh),
  };
}

/** Issues batteries of a model in one go, with what they were measured at since. */
async function ensureBatteries(
  { deps, exporter, modelIds }: Loaded,
  { gtin, use }: { readonly gtin: string; readonly use: Use },
  attributes: NewItem["attributes"],
  wanted: OtherModel["items"],
): Promise<void> {
  const ctx = { ...deps, caller: exporter };
  const modelId = found(modelIds, gtin);
  const serialsOf = () =>
    deps.db
      .select({
        ...{ id: batteryItem.id, serial: batteryItem.serial, productUrl: batteryItem.productUrl },
        manufacturedOn: batteryItem.manufacturedOn,
      })
      .from(batteryItem)
      .where(eq(batteryItem.modelId, modelId));
  const existing = new Set((await serialsOf()).map(({ serial }) => serial));
  const missing = wanted.filter(({ serial }) => !existing.has(serial));
  if (missing.length > 0)
    await issueItems(ctx, {
      modelId,
      items: missing.map(({ placedOnMarketOn, ...item }) => ({
        ...{ ...item, attributes, placedOnMarketOn: placedOnMarketOn ?? undefined },
      })),
    });
  for (const { id, serial, productUrl, manufacturedOn } of await serialsOf()) {
    if (!wanted.some((one) => one.serial === serial)) continue;
    if ((await deps.db.$count(reading, eq(reading.itemId, id))) > 0) continue;
    const readings = demonstrationReadings(productUrl, { manufacturedOn, now: ctx.now() }, use);
    await recordReadings(ctx, { readings, source: "bms" });
  }
}

/** Two packs of two makers, both of whom consent, become one battery of a third. */
async function ensureSecondLife(loaded: Loaded): Promise<void> {
  const { deps, exporter, modelIds, operatorIds } = loaded;
  const ctx = { ...deps, caller: exporter };
  const { gtin, operator, operation, item } = secondLife;
  const modelId = found(modelIds, gtin);
  const productUrls: string[] = [];
  for (const { operator: maker, gtin: ofModel, use, ...original } of originals) {
    const model = models.find((one) => one.gtin === ofModel);
    if (model === undefined) throw new Error(`the demonstration has no ${ofModel}`);
    await ensureBatteries(loaded, { gtin: ofModel, use }, itemAttributes(model), [original]);
    const productUrl = `${deps.publicUrl}/01/${ofModel}/21/${original.serial}`;
    productUrls.push(productUrl);
    await ensureTransfer(ctx, productUrl, {
      ...{ fromOperatorId: found(operatorIds, maker), toOperatorId: found(operatorIds, operator) },
      ...{ kind: "secondLife", operation },
      note: "Demonstration: a pack out of a taxi, for a store in a building",
    });
  }
  const [existing] = await deps.db
    .select({ id: batteryItem.id })
    .from(batteryItem)
    .where(and(eq(batteryItem.modelId, modelId), eq(batteryItem.serial, item.serial)));
  if (existing !== undefined) return;
  const attributes = otherModels.find((one) => one.gtin === gtin)?.itemAttributes;
  await makeSecondLife(ctx, {
    ...{ operation, originals: productUrls },
    item: { ...item, modelId, attributes },
  });
}

/** A pack handed in, taken over as waste by who recycles it, and recycled: its address keeps a tombstone. */
async function ensureRecycled({ deps, exporter, operatorIds }: Loaded): Promise<void> {
  const ctx = { ...deps, caller: exporter };
  const productUrl = `${deps.publicUrl}/01/${recycled.gtin}/21/${recycled.serial}`;
  const [ended] = await deps.db
    .select({ id: passport.id })
    .from(passport)
    .where(and(eq(passport.productUrl, productUrl), isNotNull(passport.endedAt)));
  if (ended !== undefined) return;
  const { from, to, note, measured } = recycled;
  await ensureTransfer(
    ctx,
    productUrl,
    {
      ...{ fromOperatorId: found(operatorIds, from), toOperatorId: found(operatorIds, to) },
      ...{ kind: "waste", note },
    },
    measured,
  );
  await recycle(ctx, { productUrl, note });
}

/** Offered by one operator and accepted by the other; taken up where a start that was killed left it. */
async function ensureTransfer(
  ctx: Context,
  productUrl: string,
  offer: Omit<TransferOffer, "productUrls">,
  measured?: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [existing] = await ctx.db
    .select({ id: transfer.id, state: transfer.state })
    .from(transfer)
    .innerJoin(transferPassport, eq(transferPassport.transferId, transfer.id))
    .innerJoin(passport, eq(passport.id, transferPassport.passportId))
    .where(and(eq(passport.productUrl, productUrl), eq(transfer.kind, offer.kind)))
    .orderBy(desc(transfer.offeredAt))
    .limit(1);
  if (existing?.state === "accepted") return;
  const { id } = existing ?? (await offerTransfer(ctx, { ...offer, productUrls: [productUrl] }));
  await acceptTransfer(ctx, {
    ...{ id, measured: measured === undefined ? {} : { [productUrl]: { values: measured } } },
  });
}
