import type { Context } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import type {
  InventoryParameters,
  StoredHead,
  StudyNotes,
} from "../../domain/carbon-footprint/inventory-header.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import type { CodeAt } from "../../domain/carbon-footprint/request.ts";
import type { Problem } from "../../domain/problem.ts";
import { Fields } from "../input.ts";
import { compute } from "./compute.ts";
import { headMemberAt, methodProblems, outputProblems } from "./head-problems.ts";
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
  if (name !== undefined) addAll(fields, methodProblems(name, model !== null));
  const periodStart = start === undefined ? undefined : fields.take("periodStart", parseDay(start));
  const periodEnd = end === undefined ? undefined : fields.take("periodEnd", parseDay(end));
  if ((periodEnd ?? inventory.periodEnd) < (periodStart ?? inventory.periodStart))
    fields.add("E_PERIOD_ORDER", "periodEnd");
  const parameters: InventoryParameters | undefined =
    given.parameters && merged(inventory.parameters, given.parameters);
  const study: StudyNotes | undefined = given.study && merged(inventory.study, given.study);
  addAll(fields, outputProblems(parameters));
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

function addAll(fields: Fields, problems: readonly Problem[]): void {
  for (const { code, path, params } of problems) fields.add(code, path, params);
}

/** Members given take the place of the old ones; null, an empty text or an empty list takes one away. */
function merged(before: object, given: object): Readonly<Record<string, unknown>> {
  const stated = Object.entries(given).filter(([, value]) => value !== undefined);
  const all = Object.entries({ ...before, ...Object.fromEntries(stated) });
  return Object.fromEntries(all.filter(([, value]) => !isNothing(value)));
}

function isNothing(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Refuses what is wrong with the head itself, and was not before; lines that need mending now are named by the draft. */
function refuseNew(before: readonly CodeAt[], after: readonly CodeAt[]): void {
  const known = new Set(before.map(({ code, path }) => `${code} ${path}`));
  const fields = new Fields();
  for (const { code, path } of after) {
    const member = headMemberAt(path);
    if (member === null || known.has(`${code} ${path}`)) continue;
    fields.add(code, member);
  }
  fields.refuse();
}
