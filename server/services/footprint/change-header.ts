import type { Context } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import type {
  InventoryParameters,
  StoredHead,
  StudyNotes,
} from "../../domain/carbon-footprint/inventory-header.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import type { CodeAt } from "../../domain/carbon-footprint/request.ts";
import { isZero, parseExact } from "../../domain/quantity/exact.ts";
import { parseUnit } from "../../domain/quantity/unit.ts";
import { Fields } from "../input.ts";
import { compute } from "./compute.ts";
import type { LoadedDeclaration } from "./load.ts";
import { loadLines, lockDraft } from "./load.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";
import { writeInventory } from "./write-inventory.ts";

/** Every member of `T` may be given, or null to take it away. */
type Changes<T> = { readonly [Name in keyof T]?: T[Name] | null | undefined };

export interface HeaderChange {
  /** The declaration. */
  readonly id: string;
  readonly lock: number;
  readonly header: {
    readonly title?: string | undefined;
    /** Another method; its newest version. Lines keep their stages, which every method sorts its own way. */
    readonly method?: string | undefined;
    readonly gwpSet?: string | undefined;
    readonly periodStart?: string | undefined;
    readonly periodEnd?: string | undefined;
    readonly parameters?: Changes<InventoryParameters> | undefined;
    readonly study?: Changes<StudyNotes> | undefined;
  };
}

/**
 * Changes the head of a draft: title, period, method, GWP set, parameters and the words of its study. What is not given
 * stays. A member that is wrong is refused at its field; a method may be changed to one whose denominator still lacks
 * something, which the draft then says.
 */
export async function changeHeader(ctx: Context, input: HeaderChange): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const loaded = await lockDraft(ctx, tx, input, "declaration.write");
    const header = checked(loaded, input.header);
    const lines = await loadLines(tx, loaded.inventory.id);
    const before = compute(lines, loaded.inventory).errors;
    const after = compute(lines, { ...loaded.inventory, ...header }).errors;
    refuseNew(before, after);
    const detail = { header: input.header };
    await writeInventory(ctx, tx, loaded, { action: "declaration.changeHeader", detail, header });
  });
  return readDeclaration(ctx, { id: input.id });
}

function checked(
  { inventory, model }: LoadedDeclaration,
  given: HeaderChange["header"],
): Partial<StoredHead> {
  const fields = new Fields();
  const { title, method: name, gwpSet, periodStart: start, periodEnd: end } = given;
  const method = name === undefined ? null : findMethod(name);
  // A passport states the footprint per kWh of total energy; a method without that denominator cannot make one.
  if (name !== undefined && (method === null || (model !== null && method.energyRules === null)))
    fields.add("E_METHOD", "method", { value: name });
  const periodStart = start === undefined ? undefined : fields.take("periodStart", parseDay(start));
  const periodEnd = end === undefined ? undefined : fields.take("periodEnd", parseDay(end));
  if ((periodEnd ?? inventory.periodEnd) < (periodStart ?? inventory.periodStart))
    fields.add("E_PERIOD_ORDER", "periodEnd");
  const parameters: InventoryParameters | undefined =
    given.parameters && merged(inventory.parameters, given.parameters);
  const study: StudyNotes | undefined = given.study && merged(inventory.study, given.study);
  judgeOutput(parameters, fields);
  const header: Partial<StoredHead> = {
    ...(title === undefined ? {} : { title: fields.text("title", title) }),
    ...(method === null ? {} : { method: method.name, methodVersion: method.version }),
    ...(gwpSet === undefined ? {} : { gwpSet: fields.text("gwpSet", gwpSet) }),
    ...(periodStart === undefined ? {} : { periodStart }),
    ...(periodEnd === undefined ? {} : { periodEnd }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(study === undefined ? {} : { study }),
  };
  fields.refuse();
  return header;
}

/** An output beside the total energy is read by other methods only, so that no calculation here would judge it. */
function judgeOutput(parameters: InventoryParameters | undefined, fields: Fields): void {
  const output = parameters?.output;
  if (output === undefined) return;
  const value = parseExact(output.value);
  const unit = parseUnit(output.unit);
  if (value === null) fields.add("E_NOT_FINITE", "parameters.output.value", { value: output.value });
  else if (value.numerator < 0n) fields.add("E_NEGATIVE_QUANTITY", "parameters.output.value");
  else if (isZero(value)) fields.add("E_ZERO_DENOMINATOR", "parameters.output.value");
  if (unit === null) fields.add("E_UNIT_UNKNOWN", "parameters.output.unit", { value: output.unit });
  else if (unit.per !== null || unit.dimension === "co2e")
    fields.add("E_UNIT_DIMENSION", "parameters.output.unit", { value: output.unit });
}

/** Members given take the place of the old ones; null, or an empty text, takes one away. */
function merged(before: object, given: object): Readonly<Record<string, unknown>> {
  const stated = Object.entries(given).filter(([, value]) => value !== undefined);
  const all = Object.entries({ ...before, ...Object.fromEntries(stated) });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== ""));
}

/** Places in the calculation request that a member of the head speaks of. */
const places: readonly (readonly [path: RegExp, field: string])[] = [
  [/^A$/, "parameters.A"],
  [/^allowMixedGwp$/, "parameters.allowMixedGwp"],
  [/^cutoff\b/, "parameters.cutoff"],
  [/^productEol\b/, "parameters.productEol"],
  [/^gwpSet$/, "gwpSet"],
];

/** Refuses what is wrong with the head itself, and was not before; lines that need mending now are named by the draft. */
function refuseNew(before: readonly CodeAt[], after: readonly CodeAt[]): void {
  const known = new Set(before.map(({ code, path }) => `${code} ${path}`));
  const fields = new Fields();
  for (const { code, path } of after) {
    const place = places.find(([pattern]) => pattern.test(path));
    if (place === undefined || known.has(`${code} ${path}`)) continue;
    fields.add(code, path.replace(place[0], place[1]));
  }
  fields.refuse();
}
