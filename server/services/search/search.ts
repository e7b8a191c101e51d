import type { SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import { parseDay } from "../../domain/calendar.ts";
import { readSearchText } from "../../domain/search/search-text.ts";
import { recordDeed } from "../audit/record.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { Fields, optional } from "../input.ts";
import { isUuid } from "../new-id.ts";
import { within } from "../within.ts";
import { findBatteries, isLongEnough } from "./find-batteries.ts";
import { findBatches, findModels } from "./find-models.ts";
import { findOperators, findPlants } from "./find-places.ts";
import type { Search } from "./scope.ts";
import type { SearchAnswer, SearchKind, SearchPage, SearchRequest } from "./view.ts";

/** States of a passport as a document. Source: EN 18223, table 1. */
export const documentStatuses = ["active", "inactive", "archived", "invalid"] as const;

/** Annex XIII point 4(c). */
export const batteryStatuses = ["original", "repurposed", "re-used", "remanufactured", "waste"] as const;

/**
 * What the caller's operators have, drafts too, by any part of any identifier or name and by filters.
 * `INVALID_INPUT` with what is wrong at which filter.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(5): searchable.
 */
export async function searchOwn(ctx: Context, input: SearchRequest): Promise<SearchAnswer> {
  const own = (column: PgColumn) => within(ctx, "model.read", column);
  demand(ctx, "model.read", null);
  return search(ctx, input, { own, isReleasedOnly: false });
}

/**
 * What is released, of every operator, for authorities and notified bodies, written down as their own reading. Nothing that
 * is not released is found or changes what is found; the status of a battery is point 4 of Annex XIII and not theirs to
 * search by: `INVALID_INPUT` with `E_SEARCH_BATTERY_STATUS`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2)(b).
 */
export async function searchReleased(ctx: Context, input: SearchRequest): Promise<SearchAnswer> {
  demand(ctx, "oversight.read", null);
  const answer = await search(ctx, input, { own: () => undefined, isReleasedOnly: true });
  const { text = "", ...filter } = input;
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => Boolean(value)));
  if (text.trim() !== "" || Object.keys(asked).length > 0)
    await recordDeed(ctx, ctx.db, {
      ...{ action: "oversight.search", subject: text.trim().slice(0, 200), operatorId: null, detail: asked },
    });
  return answer;
}

type Scope = Pick<Search, "isReleasedOnly"> & { readonly own: (column: PgColumn) => SQL | undefined };

async function search(ctx: Context, input: SearchRequest, scope: Scope): Promise<SearchAnswer> {
  const checked = await checkedRequest(ctx, input, scope);
  const none = { operators: null, plants: null, models: null, batches: null, batteries: null };
  const { catalogue } = await currentCatalogue(ctx.db);
  const today = ctx.now().toISOString().slice(0, 10);
  // What is owed is told in time: until the duty begins, for its first day.
  const owedOn = today > catalogue.appliesFrom ? today : catalogue.appliesFrom;
  const isAbout = checked.filter.missing !== undefined;
  const { text, filter, signed } = checked;
  const isEmpty =
    text.productPath === null &&
    text.words.length === 0 &&
    [...Object.values(filter), signed.from, signed.before].every((value) => value === undefined);
  if (isEmpty) return { ...none, isTooShort: false, owedOn: null };
  const asksOfPassports =
    filter.documentStatus !== undefined || signed.from !== undefined || signed.before !== undefined;
  const asksOfModels =
    filter.modelId !== undefined || filter.category !== undefined || isAbout || asksOfPassports;
  const asksOfItems = filter.batteryStatus !== undefined;
  const isWanted = (kind: SearchKind) => input.kind === undefined || input.kind === kind;
  const isProduct = text.productPath !== null;
  const ask = async <Row>(
    kind: SearchKind,
    isAskable: boolean,
    find: (of: Search) => Promise<SearchPage<Row>>,
  ) => (isAskable && isWanted(kind) ? find(checked) : null);
  const isTooShort = !isLongEnough(checked);
  const [operators, plants, models, batches, batteries] = await Promise.all([
    ask(
      "operators",
      !asksOfModels && !asksOfItems && !isProduct && filter.facilityId === undefined,
      findOperators,
    ),
    ask("plants", !asksOfModels && !asksOfItems && !isProduct, findPlants),
    ask("models", !asksOfItems, (of) => findModels(of, owedOn)),
    ask("batches", !asksOfItems && !isAbout, findBatches),
    ask("batteries", !isTooShort && !(isAbout && scope.isReleasedOnly), findBatteries),
  ]);
  return {
    ...{ operators, plants, models, batches, batteries },
    ...{ isTooShort: isTooShort && isWanted("batteries"), owedOn: isAbout ? owedOn : null },
  };
}

async function checkedRequest(ctx: Context, input: SearchRequest, scope: Scope): Promise<Search> {
  const fields = new Fields();
  const day = (name: "from" | "until") => {
    const given = optional(input[name]);
    return given === null ? undefined : fields.take(name, parseDay(given));
  };
  const [from, until] = [day("from"), day("until")];
  if (from !== undefined && until !== undefined && until < from) fields.add("E_PERIOD_ORDER", "until");
  const identifier = (name: "operatorId" | "facilityId" | "modelId" | "after") => {
    const given = optional(input[name]);
    if (given === null) return undefined;
    if (!isUuid(given)) fields.add("E_SEARCH_CHOICE", name, { value: given.slice(0, 60) });
    return given;
  };
  const oneOf = (name: "documentStatus" | "batteryStatus", values: readonly string[]) => {
    const given = optional(input[name]);
    if (given === null) return undefined;
    if (!values.includes(given)) fields.add("E_SEARCH_CHOICE", name, { value: given.slice(0, 60) });
    return given;
  };
  const category = optional(input.category);
  if (category !== null) fields.take("category", parseBatteryCategory(category));
  const missing = optional(input.missing);
  if (missing !== null && missing !== "any") {
    const { catalogue } = await currentCatalogue(ctx.db);
    if (!catalogue.attributes.some(({ id }) => id === missing))
      fields.add("E_SEARCH_CHOICE", "missing", { value: missing.slice(0, 60) });
  }
  if (scope.isReleasedOnly && optional(input.batteryStatus) !== null)
    fields.add("E_SEARCH_BATTERY_STATUS", "batteryStatus");
  const filter = {
    operatorId: identifier("operatorId"),
    facilityId: identifier("facilityId"),
    modelId: identifier("modelId"),
    category: category ?? undefined,
    documentStatus: oneOf("documentStatus", documentStatuses),
    batteryStatus: oneOf("batteryStatus", batteryStatuses),
    missing: missing ?? undefined,
  };
  const after = identifier("after") ?? null;
  // A text with signs that PostgreSQL keeps nowhere is nowhere.
  const typed = (input.text ?? "").replaceAll(/[\0\p{Surrogate}]/gu, "\uFFFD");
  fields.refuse();
  return {
    ...{ ctx, filter, after, ...scope, text: readSearchText(typed, ctx.publicUrl) },
    signed: { from: startOf(from), before: until === undefined ? undefined : endOf(until) },
    pageSize: input.kind === undefined ? 8 : 50,
  };
}

function startOf(day: string | undefined): Date | undefined {
  return day === undefined ? undefined : new Date(`${day}T00:00:00Z`);
}

/** The first moment that is no longer of a day, UTC. */
function endOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
}
