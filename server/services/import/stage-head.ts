import type { StoredHead } from "../../domain/carbon-footprint/inventory-header.ts";
import type { HeadCells } from "../../domain/import/head-cells.ts";
import { cellsOfHead, headOfCells, overlaidHead } from "../../domain/import/head-cells.ts";
import type { Problem } from "../../domain/problem.ts";
import { headProblems } from "../footprint/head-problems.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";

type Draft = Pick<LoadedDeclaration, "declaration" | "inventory" | "model">;

/** What a sheet would make of the head of a draft. */
export interface StagedHead {
  /** The members of the head that change; null while something is wrong with the sheet. */
  readonly changes: Partial<StoredHead> | null;
  /** Member by member; empty texts for what is not there. */
  readonly differences: readonly HeadDifference[];
  readonly problems: readonly Problem[];
}

export interface HeadDifference {
  /** Path of the member, for example `energy.usableCapacity.value`. */
  readonly member: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The head of a draft with what a sheet says put over it, judged as the forms of the console judge it. One wrong member
 * keeps all of them out: half a head could calculate something nobody meant.
 *
 * @param found what was wrong, or noted, when the sheet was read.
 */
export function stageHead(draft: Draft, given: HeadCells, found: readonly Problem[]): StagedHead {
  const head = headOf(draft);
  const before = cellsOfHead(head);
  const cells = overlaidHead(before, given);
  const parsed = headOfCells(cells);
  const known = new Set(found.filter(isError).map(({ path }) => path));
  const judged = parsed.ok ? headProblems(draft, head, parsed.value) : parsed.problems;
  const problems = [
    ...found,
    ...judged.filter(({ path }) => !known.has(path)),
    ...versionNote(given, parsed.ok ? parsed.value : null),
  ];
  const after = parsed.ok ? cellsOfHead(parsed.value) : cells;
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differences = members
    .map((member) => ({ member, before: before[member] ?? "", after: after[member] ?? "" }))
    .filter((one) => one.before !== one.after);
  if (!parsed.ok || problems.some(isError)) return { changes: null, differences, problems };
  const touched = new Set(differences.map(({ member }) => member.split(".")[0]));
  return {
    changes: Object.fromEntries(Object.entries(parsed.value).filter(([name]) => touched.has(name))),
    differences,
    problems,
  };
}

/** The draft as it would be calculated with these members of its head. */
export function withHead<T extends Draft>(draft: T, changes: Partial<StoredHead> | null): T {
  if (changes === null) return draft;
  const { methodVersion: _, ...stored } = changes;
  return { ...draft, inventory: { ...draft.inventory, ...stored } };
}

/** The head of a draft as it is kept. */
export function headOf({ inventory, declaration }: Draft): StoredHead {
  const { title, method, gwpSet, energy, periodStart, periodEnd, parameters, study } = inventory;
  const { methodVersion } = declaration;
  return { title, method, methodVersion, gwpSet, energy, periodStart, periodEnd, parameters, study };
}

/** A draft is calculated with the newest version of its method, whatever version the sheet was written under. */
function versionNote(given: HeadCells, head: StoredHead | null): readonly Problem[] {
  const { methodVersion: stated = "" } = given;
  if (head === null || stated === "" || stated === head.methodVersion) return [];
  const params = { value: stated, expected: head.methodVersion };
  return [{ code: "W_HEAD_METHOD_VERSION", path: "methodVersion", params }];
}

function isError({ code }: Problem): boolean {
  return code.startsWith("E_");
}
