import type {
  CircularParameters,
  DataQuality,
  ElectricitySource,
  EndOfLife,
  InventoryLine,
  Uncertainty,
} from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { changedLine } from "../../../../server/domain/carbon-footprint/line-changes.ts";
import type { ChosenFactor, LineChanges } from "../../../../server/domain/carbon-footprint/line-changes.ts";
import type { Q } from "../../../../server/domain/carbon-footprint/request.ts";
import { halfWidthNumber } from "../../../../server/domain/quantity/half-width.ts";
import type { FactorChoice } from "./factor-picker.tsx";

/** Circular parameters that are plain numbers, and those that have a unit, in the order of the formula. */
export const circularNumbers = ["A", "B", "R1", "R2", "R3", "QsinQp", "QsoutQp", "Xheat", "Xelec"] as const;
export const circularQuantities = [
  "Erec",
  "ErecEoL",
  "EvStar",
  "EER",
  "LHV",
  "EseHeat",
  "EseElec",
  "ED",
] as const;

const texts = [
  ...(["stage", "component", "nameEn", "nameZh", "factorGwpSet", "transportMode", "emptyShare"] as const),
  ...(["recycledShare", "recoveredShare", "cutReason", "electricityModel", "geography", "dataKind"] as const),
  ...(["sourceEn", "sourceZh"] as const),
];
/** A unit alone says nothing: without its value it is not stated either. */
const pairs = [
  ["amount", "amountUnit"],
  ["distance", "distanceUnit"],
] as const;
const factors = [
  { id: "factorId", value: "factorValue", unit: "factorUnit" },
  { id: "recycledFactorId", value: "recycledFactorValue", unit: "recycledFactorUnit" },
] as const;
const flags = ["cut", "confidential", "credit"] as const;

/**
 * What was really changed of a line in its form. A field that is not on the screen stays as it was; an own factor goes as
 * a whole, because it takes the place of the library's.
 */
export function typedChanges(
  data: FormData,
  line: InventoryLine,
  library: readonly FactorChoice[],
): LineChanges {
  const typed = (name: string): string | undefined => {
    const value = data.get(name);
    return typeof value === "string" ? halfWidthNumber(value.trim()) : undefined;
  };
  const plain = texts.flatMap((name) => {
    const now = typed(name);
    return now === undefined || now === (line[name] ?? "") ? [] : [[name, now] as const];
  });
  const amounts = pairs.flatMap(([name, unit]) => {
    const value = typed(name);
    if (value === undefined) return [];
    const now = { [name]: value, [unit]: value === "" ? "" : (typed(unit) ?? "") };
    return Object.entries(now).filter(([member, text]) => text !== (memberOf(line, member) ?? ""));
  });
  const checks = data.has("shownFlags")
    ? flags.flatMap((name) => (data.has(name) === line[name] ? [] : [[name, data.has(name)] as const]))
    : [];
  return {
    ...Object.fromEntries([...plain, ...amounts, ...checks]),
    ...Object.assign({}, ...factors.map((names) => factorChange(names, typed, line))),
    ...groupChange(
      "circular",
      line.circular,
      typed("circular.A") === undefined ? undefined : circularOf(typed),
    ),
    ...groupChange("endOfLife", line.endOfLife, endOfLifeOf(typed)),
    ...groupChange("quality", line.quality, qualityOf(typed)),
    ...groupChange("uncertainty", line.uncertainty, uncertaintyOf(typed)),
    ...groupChange("electricitySources", line.electricitySources, sourcesOf(data, typed, library)),
    ...yearChange(typed("activityYear"), line.activityYear),
  };
}

/** The line as it would be kept with what was typed. */
export function typedLine(
  line: InventoryLine,
  changes: LineChanges,
  library: readonly FactorChoice[],
): InventoryLine {
  const chosen = (id: string | undefined): ChosenFactor | null =>
    library.find((factor) => factor.id === id) ?? null;
  return changedLine(line, changes, {
    factor: chosen(changes.factorId),
    recycledFactor: chosen(changes.recycledFactorId),
  });
}

/** Everything a line says, to add one like it. */
export function additionOf(line: InventoryLine): LineChanges & { readonly kind: string } {
  const {
    code: _,
    position: __,
    publishedValue: ___,
    publishedUnit: ____,
    publishedProblem: _____,
    ...said
  } = line;
  const { illustrative: ______, factorVersion, recycledFactorVersion, ...members } = said;
  const filled = Object.entries(members).filter(([, value]) => value !== null && value !== false);
  const named = Object.fromEntries(filled);
  return {
    ...named,
    kind: line.kind,
    // A library factor brings value and unit itself.
    ...(line.factorId === null
      ? {}
      : { factorVersion: factorVersion ?? undefined, factorValue: undefined, factorUnit: undefined }),
    ...(line.recycledFactorId === null
      ? {}
      : {
          recycledFactorVersion: recycledFactorVersion ?? undefined,
          recycledFactorValue: undefined,
          recycledFactorUnit: undefined,
        }),
  };
}

type Typed = (name: string) => string | undefined;

function memberOf(line: InventoryLine, member: string): string | null {
  const value: unknown = Object.entries(line).find(([name]) => name === member)?.[1];
  return typeof value === "string" ? value : null;
}

function factorChange(
  { id, value, unit }: (typeof factors)[number],
  typed: Typed,
  line: InventoryLine,
): LineChanges {
  const now = typed(id);
  if (now === undefined) return {};
  const before = line[id] ?? "";
  if (now !== "") return now === before ? {} : { [id]: now };
  const own = typed(value) ?? "";
  const ownUnit = own === "" ? "" : (typed(unit) ?? "");
  const isSame = before === "" && own === (line[value] ?? "") && ownUnit === (line[unit] ?? "");
  return isSame ? {} : { [value]: own, [unit]: ownUnit };
}

function groupChange(
  name: keyof LineChanges,
  before: object | null,
  now: object | null | undefined,
): LineChanges {
  if (now === undefined || sorted(now) === sorted(before)) return {};
  return { [name]: now };
}

/** As text, whatever order the members stand in. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

function circularOf(typed: Typed): CircularParameters | null {
  const materialClass = typed("circular.materialClass");
  const numbers = circularNumbers.flatMap((name) => {
    const value = typed(`circular.${name}`) ?? "";
    return value === "" ? [] : [[name, value] as const];
  });
  const quantities = circularQuantities.flatMap((name) => {
    const found = quantityOf(typed, `circular.${name}`);
    return found === null ? [] : [[name, found] as const];
  });
  const all: CircularParameters = {
    ...Object.fromEntries([...numbers, ...quantities]),
    ...(materialClass === "metal" || materialClass === "other" ? { materialClass } : {}),
  };
  return Object.keys(all).length === 0 ? null : all;
}

function endOfLifeOf(typed: Typed): EndOfLife | null | undefined {
  const basis = typed("endOfLife.basis");
  if (basis === undefined) return undefined;
  const value = quantityOf(typed, "endOfLife.value");
  return value === null ? null : { basis: basis === "absolute" ? "absolute" : "per_kg", value };
}

/** All three scores make a rating; one that is begun keeps what it has, and the registry says what it lacks. */
function qualityOf(typed: Typed): DataQuality | null | undefined {
  const [TeR, GeR, TiR, P] = ["TeR", "GeR", "TiR", "P"].map((name) => typed(`quality.${name}`));
  if (TeR === undefined || GeR === undefined || TiR === undefined) return undefined;
  const precision = P === undefined || P === "" ? {} : { P };
  return TeR === "" && GeR === "" && TiR === "" && P === "" ? null : { TeR, GeR, TiR, ...precision };
}

function uncertaintyOf(typed: Typed): Uncertainty | null | undefined {
  const distribution = typed("uncertainty.distribution");
  const value = typed("uncertainty.value") ?? "";
  if (distribution === undefined) return undefined;
  if (distribution === "lognormal") return { distribution, gsd: value };
  return distribution === "normal" || distribution === "uniform" || distribution === "triangular"
    ? { distribution, spread: value }
    : null;
}

function sourcesOf(
  data: FormData,
  typed: Typed,
  library: readonly FactorChoice[],
): readonly ElectricitySource[] | null | undefined {
  if (!data.has("shownSources")) return undefined;
  const count = Number(typed("sourceCount") ?? "0");
  if (count === 0) return null;
  return Array.from({ length: count }, (_, place) => {
    const at = `electricitySources[${place}]`;
    const known = library.find(({ id }) => id === typed(`${at}.factorId`));
    const own = { value: typed(`${at}.factor`) ?? "", unit: typed(`${at}.factor.unit`) ?? "" };
    return {
      share: typed(`${at}.share`) ?? "",
      model: typed(`${at}.model`) ?? "",
      ...(known === undefined
        ? { factor: own }
        : {
            factor: { value: known.value, unit: known.unit },
            ...{ factorId: known.id, factorVersion: known.version },
          }),
    };
  });
}

function yearChange(typed: string | undefined, before: number | null): LineChanges {
  if (typed === undefined || typed === String(before ?? "")) return {};
  return { activityYear: typed === "" ? null : Number(typed) };
}

function quantityOf(typed: Typed, name: string): Q | null {
  const value = typed(name) ?? "";
  return value === "" ? null : { value, unit: typed(`${name}.unit`) ?? "" };
}
