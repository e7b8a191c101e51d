import type { InventoryParameters, StoredHead, StudyNotes } from "../carbon-footprint/inventory-header.ts";
import { findMethod } from "../carbon-footprint/method.ts";
import type { Q } from "../carbon-footprint/request.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import { headFields, headWords } from "./head-field.ts";

/**
 * The head of an inventory as the texts of its members, by path; empty where nothing is entered. {@link headOfCells} is
 * its way back, without loss.
 */
export type HeadCells = Readonly<Record<string, string>>;

/** The texts of a head: every member of `headFields`, and the exclusions, at least an empty one. */
export function cellsOfHead({ energy, parameters, study, ...head }: StoredHead): HeadCells {
  const stated = new Map([
    ...Object.entries({ ...head }).flatMap(([name, value]) => flat(name, value)),
    ...flat("energy", energy),
    ...flat("parameters", parameters),
    ...flat("study", study),
    ...(parameters.cutoff === undefined ? [] : [["parameters.cutoff", "true"] as const]),
  ]);
  const exclusions = [...stated].filter(([name]) => name.startsWith(exclusionsAt));
  return Object.fromEntries([
    ...headFields.map(({ id }) => [id, stated.get(id) ?? ""]),
    ...(exclusions.length === 0 ? noExclusion : exclusions),
  ]);
}

/** Written too where there is none: a sheet has to say so. */
const noExclusion = [
  ["study.exclusions.0.what", ""],
  ["study.exclusions.0.reason", ""],
] as const;

const exclusionsAt = "study.exclusions.";

function flat(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[name, value]];
  if (typeof value === "number" || typeof value === "boolean") return [[name, String(value)]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) => flat(`${name}.${member}`, inner));
}

/**
 * A head with what a sheet says put over it: members the sheet does not name stay, an empty content takes one away, and a
 * list of exclusions takes the place of the whole list.
 */
export function overlaidHead(before: HeadCells, given: HeadCells): HeadCells {
  const speaksOfExclusions = Object.keys(given).some((name) => name.startsWith(exclusionsAt));
  const kept = Object.entries(before).filter(
    ([name]) => !(speaksOfExclusions && name.startsWith(exclusionsAt)),
  );
  return { ...Object.fromEntries(kept), ...given };
}

/**
 * The head of these texts. Its method counts in the newest version: a draft is always calculated with that. Problems at
 * their member: `E_REQUIRED` for what no head can be without, and for half a quantity. Whether method, days and
 * denominator are good is judged by whoever takes the head over.
 */
export function headOfCells(cells: HeadCells): Parsed<StoredHead> {
  const problems: Problem[] = [];
  const text = (name: string) => cells[name] ?? "";
  for (const name of ["title", "method", "gwpSet", "periodStart", "periodEnd"])
    if (text(name) === "") problems.push({ code: "E_REQUIRED", path: name });
  const quantity = (name: string): Q | undefined => {
    const [value, unit] = [text(`${name}.value`), text(`${name}.unit`)];
    if (value === "" && unit === "") return undefined;
    if (value === "") problems.push({ code: "E_REQUIRED", path: `${name}.value` });
    if (unit === "") problems.push({ code: "E_REQUIRED", path: `${name}.unit` });
    return { value, unit };
  };
  const energy = stated({
    usableCapacity: quantity("energy.usableCapacity"),
    vehicleCategory: text("energy.vehicleCategory"),
    fecPerYear: quantity("energy.fecPerYear"),
    warrantyYears: quantity("energy.warrantyYears"),
    warrantyKm: quantity("energy.warrantyKm"),
    kmPerYear: text("energy.kmPerYear"),
    output: quantity("energy.output"),
  });
  const head: StoredHead = {
    title: text("title"),
    method: text("method"),
    methodVersion: findMethod(text("method"))?.version ?? text("methodVersion"),
    gwpSet: text("gwpSet"),
    energy,
    periodStart: text("periodStart"),
    periodEnd: text("periodEnd"),
    parameters: parametersOf(text, quantity),
    study: studyOf(cells),
  };
  return problems.length > 0 ? rejectAll(problems) : accept(head);
}

function parametersOf(
  text: (name: string) => string,
  quantity: (name: string) => Q | undefined,
): InventoryParameters {
  const at = (name: string) => text(`parameters.${name}`);
  const [threshold, cumulativeLimit, auto] = [
    at("cutoff.threshold"),
    at("cutoff.cumulativeLimit"),
    at("cutoff.auto"),
  ];
  const isCut = at("cutoff") === "true" || threshold !== "" || cumulativeLimit !== "" || auto !== "";
  const [productEol, output] = [quantity("parameters.productEol"), quantity("parameters.output")];
  const rounding = headWords.rounding.find((word) => word === at("rounding"));
  const dqrScheme = headWords.dqrScheme.find((word) => word === at("dqrScheme"));
  return {
    ...(at("A") === "" ? {} : { A: at("A") }),
    ...(at("allowMixedGwp") === "" ? {} : { allowMixedGwp: at("allowMixedGwp") === "true" }),
    ...(isCut
      ? {
          cutoff: {
            ...(threshold === "" ? {} : { threshold }),
            ...(cumulativeLimit === "" ? {} : { cumulativeLimit }),
            ...(auto === "" ? {} : { auto: auto === "true" }),
          },
        }
      : {}),
    ...(productEol === undefined ? {} : { productEol }),
    ...(rounding === undefined ? {} : { rounding }),
    ...(dqrScheme === undefined ? {} : { dqrScheme }),
    ...(output === undefined ? {} : { output }),
  };
}

function studyOf(cells: HeadCells): StudyNotes {
  const numbers = Object.keys(cells)
    .flatMap((name) => /^study\.exclusions\.(\d+)\./.exec(name)?.[1] ?? [])
    .map(Number);
  const exclusions = [...new Set(numbers)]
    .toSorted((a, b) => a - b)
    .map((at) => ({
      what: cells[`${exclusionsAt}${at}.what`] ?? "",
      reason: cells[`${exclusionsAt}${at}.reason`] ?? "",
    }))
    .filter(({ what, reason }) => what !== "" || reason !== "");
  const words = (["goal", "functionalUnit", "allocation", "electricity", "limitations"] as const).map(
    (name) => [name, cells[`study.${name}`]] as const,
  );
  const people = (["author", "verifier"] as const).map((name) => [name, cells[`study.${name}`]] as const);
  return {
    ...stated(Object.fromEntries([...words, ...people])),
    ...(exclusions.length === 0 ? {} : { exclusions }),
  };
}

/** Members with something in them. */
function stated(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== ""),
  );
}
