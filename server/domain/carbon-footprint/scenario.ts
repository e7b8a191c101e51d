import {
  add,
  compare,
  divide,
  isNegative,
  isZero,
  multiply,
  one,
  parseExact,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { calculateFootprint } from "./footprint.ts";
import { toPcfRequest } from "./inventory.ts";
import type { InventoryHeader } from "./inventory.ts";
import { emptyLine } from "./inventory-line.ts";
import type { CircularParameters, ElectricitySource, InventoryLine } from "./inventory-line.ts";
import type { CodeAt, PcfResult, Q } from "./request.ts";
import type {
  ChemistryStep,
  GreenPowerStep,
  PlantStep,
  RecyclingRouteStep,
  ScenarioStep,
} from "./scenario-step.ts";
import { stageUnder } from "./stage.ts";

/** A problem of a step; `line` names the line where it arose. */
export interface StepProblem extends CodeAt {
  readonly line: string | null;
}

/**
 * What one step did on top of those before it.
 *
 * - `applied`: it changed the result by `kgChange`.
 * - `no_effect`: what it changes does not count here, for example an end of life outside the boundary of the method.
 * - `refused`: the method does not accept it; the following steps stand on the result before it.
 */
export interface StepOutcome {
  readonly status: "applied" | "no_effect" | "refused";
  /** Codes of the lines it changed, added or took away. */
  readonly touched: readonly string[];
  /** After this step. */
  readonly cfp: string;
  readonly totalKg: string;
  /** What the step adds; below zero for a reduction. */
  readonly cfpChange: string;
  readonly kgChange: string;
  /** Change of the result since the start as a fraction of the start; null when the start is zero. */
  readonly changeOfStart: string | null;
  /** Why it was refused. */
  readonly problems: readonly StepProblem[];
  readonly notes: readonly ScenarioNote[];
}

/**
 * - `CERTIFICATE_REFUSED`: the method accepts no contracts or certificates for electricity.
 * - `CERTIFICATE_ACCEPTED`: it accepts them, and another method would not.
 * - `ZERO_FACTOR`: renewable power with a factor of zero leaves out the making of the plant.
 * - `OUTSIDE_BOUNDARY`: what was changed is not counted by this method.
 * - `SECOND_USE`: the end of life moves to the second life; a battery in second use has no declaration of its own.
 */
export const scenarioNotes = [
  "CERTIFICATE_REFUSED",
  "CERTIFICATE_ACCEPTED",
  "ZERO_FACTOR",
  "OUTSIDE_BOUNDARY",
  "SECOND_USE",
] as const;
export type ScenarioNote = (typeof scenarioNotes)[number];

/** Steps stacked on an inventory, or why the inventory itself has no result to start from. */
export type Scenario =
  | {
      readonly start: PcfResult;
      readonly end: PcfResult;
      readonly steps: readonly StepOutcome[];
      /** The inventory after the last step. */
      readonly lines: readonly InventoryLine[];
    }
  | { readonly errors: readonly CodeAt[] };

/**
 * Stacks reduction steps on an inventory, each on top of those before it, and computes the whole inventory again after
 * each: the result after the last step is a result like any other, and the changes of the steps add up to the
 * difference between end and start exactly wherever the results have decimals that end. Nothing of it is declared.
 *
 * What a step adds depends on its place in the stack, because steps multiply: green power saves less on a clean grid.
 *
 * Source: order and kinds of the steps as in the United Nations Global Compact and Envision white paper on power
 * batteries, 5.1 to 5.4.
 */
export function stackScenario(
  lines: readonly InventoryLine[],
  header: InventoryHeader,
  steps: readonly ScenarioStep[],
): Scenario {
  const start = resultOf(lines, header);
  if ("errors" in start) return start;
  let stand: Stand = { lines, header, result: start };
  const outcomes: StepOutcome[] = [];
  for (const step of steps) {
    const { next, outcome } = take(step, stand, start);
    outcomes.push(outcome);
    stand = next;
  }
  return { start, end: stand.result, steps: outcomes, lines: stand.lines };
}

interface Stand {
  readonly lines: readonly InventoryLine[];
  readonly header: InventoryHeader;
  readonly result: PcfResult;
}

/** Lines after a step, or what is wrong with the step itself. */
type Applied = { readonly lines: readonly InventoryLine[] } | { readonly problems: readonly StepProblem[] };

function take(step: ScenarioStep, stand: Stand, start: PcfResult): { next: Stand; outcome: StepOutcome } {
  const applied = apply(step, stand);
  if ("problems" in applied) return refused(step, stand, start, [], applied.problems);
  const touched = changedCodes(stand.lines, applied.lines);
  const request = toPcfRequest(applied.lines, stand.header);
  const result = calculateFootprint(request.request);
  if ("errors" in result) {
    const problems = result.errors.map((error) => ({ ...error, line: request.codeAt(error.path) }));
    return refused(step, stand, start, touched, problems);
  }
  const next = { ...stand, lines: applied.lines, result };
  const isUnchanged = compare(valueOf(result.totalKg), valueOf(stand.result.totalKg)) === 0;
  const isOutside =
    touched.length > 0 &&
    isUnchanged &&
    applied.lines
      .concat(stand.lines)
      .filter(({ code }) => touched.includes(code))
      .every(({ stage, kind }) => stageUnder(stand.header.method, stage, kind) === null);
  return {
    next,
    outcome: {
      status: isUnchanged ? "no_effect" : "applied",
      touched,
      ...change(stand.result, result, start),
      problems: [],
      notes: [...notesOf(step, false), ...(isOutside ? (["OUTSIDE_BOUNDARY"] as const) : [])],
    },
  };
}

function refused(
  step: ScenarioStep,
  stand: Stand,
  start: PcfResult,
  touched: readonly string[],
  problems: readonly StepProblem[],
): { next: Stand; outcome: StepOutcome } {
  const isCertificate = problems.some(({ code }) => code === "E_ELECTRICITY_MODEL");
  return {
    next: stand,
    outcome: {
      status: "refused",
      touched,
      ...change(stand.result, stand.result, start),
      problems,
      notes: notesOf(step, isCertificate),
    },
  };
}

function notesOf(step: ScenarioStep, isCertificateRefused: boolean): ScenarioNote[] {
  const notes: ScenarioNote[] = [];
  if (isCertificateRefused) notes.push("CERTIFICATE_REFUSED");
  if (step.kind === "green_power") {
    const isBought = step.model === "contract" || step.model === "residual";
    if (isBought && !isCertificateRefused) notes.push("CERTIFICATE_ACCEPTED");
    const factor = parseExact(step.factor.value);
    if (factor !== null && isZero(factor)) notes.push("ZERO_FACTOR");
  }
  if (step.kind === "recycling_route" && step.route === "second_use") notes.push("SECOND_USE");
  return notes;
}

function change(before: PcfResult, after: PcfResult, start: PcfResult) {
  return {
    cfp: after.cfp,
    totalKg: after.totalKg,
    cfpChange: written(subtract(valueOf(after.cfp), valueOf(before.cfp))),
    kgChange: written(subtract(valueOf(after.totalKg), valueOf(before.totalKg))),
    changeOfStart: fractionBetween(start.cfp, after.cfp),
  };
}

/**
 * How far a decimal has moved, as a fraction of where it began: -0.25 is a quarter less. Null when it began at zero.
 *
 * @example From 60 to 27.9 is -0.535.
 */
export function fractionBetween(from: string, to: string): string | null {
  const first = valueOf(from);
  return isZero(first) ? null : toDecimal(divide(subtract(valueOf(to), first), first));
}

function apply(step: ScenarioStep, { lines, header }: Stand): Applied {
  switch (step.kind) {
    case "grid":
      return onLines(lines, step.lines, "electricity", (line) => ({ ok: onGrid(line, step.factor) }));
    case "green_power":
      return onLines(lines, step.lines, "electricity", (line) => withGreenPower(line, step));
    case "recycled_content":
      if (step.lines.length === 0) return noLine;
      return onLines(lines, step.lines, "material", (line) => ({
        ok: withRecycledContent(line, step.share, step.factor),
      }));
    case "chemistry":
      if (step.lines.length === 0) return noLine;
      return onLines(lines, step.lines, "material", (line) => withChemistry(line, step));
    case "plant":
      return inPlant(lines, step);
    case "recycling_route":
      return byRoute(lines, header, step);
  }
}

/** One factor is that of one metal or one cathode, and never that of every material a battery has. */
const noLine: Applied = { problems: [{ code: "E_LINES_REQUIRED", path: "lines", line: null }] };

/**
 * Whether a line is the active material of a cathode, by its name: what a step to another chemistry speaks of unless
 * somebody chooses other lines.
 */
export function isCathodeMaterial({ kind, nameEn, nameZh }: InventoryLine): boolean {
  const isNamed = /cathode (active )?material|\b(lfp|lmfp|nc[ma]\d*|nmc\d*|lmo|lco)\b/i.test(nameEn);
  return kind === "material" && (isNamed || /正极(活性)?材料|磷酸铁锂|三元材料/.test(nameZh));
}

type Changed = { readonly ok: InventoryLine } | { readonly code: string; readonly path: string };

/** Changes the lines named, or, where none is, every line of the kind. `E_LINE_UNKNOWN` for a name that is no line of the kind. */
function onLines(
  lines: readonly InventoryLine[],
  codes: readonly string[],
  kind: InventoryLine["kind"],
  change: (line: InventoryLine) => Changed,
): Applied {
  const possible = lines.filter((line) => line.kind === kind);
  const problems: StepProblem[] = codes
    .filter((code) => !possible.some((line) => line.code === code))
    .map((code) => ({ code: "E_LINE_UNKNOWN", path: "lines", line: code }));
  const chosen = new Set(codes.length === 0 ? possible.map(({ code }) => code) : codes);
  const changed = lines.map((line) => {
    if (line.kind !== kind || !chosen.has(line.code)) return line;
    const answer = change(line);
    if ("ok" in answer) return answer.ok;
    problems.push({ ...answer, line: line.code });
    return line;
  });
  return problems.length > 0 ? { problems } : { lines: changed };
}

/** What comes from the grid of a country, in whichever words a method describes it. */
const gridModels: readonly (string | null)[] = ["national_average", "residual", null];

function onGrid(line: InventoryLine, factor: Q): InventoryLine {
  if (line.electricitySources !== null) {
    const electricitySources = line.electricitySources.map((source) =>
      gridModels.includes(source.model) ? { share: source.share, model: source.model, factor } : source,
    );
    return { ...line, electricitySources };
  }
  return gridModels.includes(line.electricityModel) ? withFactor(line, factor) : line;
}

/** A factor typed into a step is no factor of the library any more. */
function withFactor(line: InventoryLine, { value, unit }: Q): InventoryLine {
  return { ...line, factorId: null, factorVersion: null, factorValue: value, factorUnit: unit };
}

function withGreenPower(line: InventoryLine, { share, model, factor }: GreenPowerStep): Changed {
  const wanted = shareOf(share);
  if (wanted === null) return { code: "E_SHARE_RANGE", path: "share" };
  const green: ElectricitySource = { share: toDecimal(wanted), model, factor };
  const rest = sourcesOf(line).filter((source) => !isSame(source, green));
  const restShare = rest.reduce((sum, source) => add(sum, valueOf(source.share)), zero);
  // All of it is this power already: there is nothing the rest could come from.
  if (isZero(restShare)) return { ok: line };
  const left = divide(subtract(one, wanted), restShare);
  const others = rest
    .map((source) => ({ ...source, share: toDecimal(multiply(valueOf(source.share), left)) }))
    .filter((source) => !isZero(valueOf(source.share)));
  return { ok: { ...line, electricitySources: isZero(wanted) ? others : [green, ...others] } };
}

function isSame(a: ElectricitySource, b: ElectricitySource): boolean {
  return a.model === b.model && a.factor.unit === b.factor.unit && a.factor.value === b.factor.value;
}

/** The sources of an electricity line; one that is described in a single model is all of that model. */
function sourcesOf(line: InventoryLine): readonly ElectricitySource[] {
  if (line.electricitySources !== null) return line.electricitySources;
  const { electricityModel: model, factorValue: value, factorUnit: unit, factorId, factorVersion } = line;
  const known = factorId === null || factorVersion === null ? {} : { factorId, factorVersion };
  const factor = { value: value ?? "", unit: unit ?? "" };
  return [{ share: "1", model: model ?? "national_average", factor, ...known }];
}

function withRecycledContent(line: InventoryLine, share: string, factor: Q): InventoryLine {
  const circular: CircularParameters | null =
    line.circular === null ? null : { ...line.circular, R1: share, Erec: factor };
  return {
    ...line,
    circular,
    recycledShare: share,
    ...{ recycledFactorId: null, recycledFactorVersion: null },
    ...{ recycledFactorValue: factor.value, recycledFactorUnit: factor.unit },
  };
}

function withChemistry(line: InventoryLine, { factor, massRatio, chemistry }: ChemistryStep): Changed {
  const ratio = parseExact(massRatio);
  if (ratio === null) return { code: "E_NOT_FINITE", path: "massRatio" };
  if (isNegative(ratio)) return { code: "E_NEGATIVE_QUANTITY", path: "massRatio" };
  const mass = line.amount === null ? null : parseExact(line.amount);
  return {
    ok: {
      ...withFactor(line, factor),
      ...{ nameEn: chemistry, nameZh: chemistry },
      amount: mass === null ? line.amount : toDecimal(multiply(mass, ratio)),
    },
  };
}

function inPlant(lines: readonly InventoryLine[], step: PlantStep): Applied {
  const named = step.lines.length > 0 ? step.lines : madeHere(lines);
  // A product that uses no electricity of its own in making is moved all the same.
  const moved: Applied =
    named.length === 0
      ? { lines }
      : onLines(lines, named, "electricity", (line) => ({ ok: onGrid(line, step.factor) }));
  const legs = Object.entries(step.distances);
  if ("problems" in moved || legs.length === 0) return moved;
  const distances = new Map(legs);
  return onLines(moved.lines, [...distances.keys()], "transport", (line) => {
    const distance = distances.get(line.code);
    return distance === undefined
      ? { ok: line }
      : { ok: { ...line, distance: distance.value, distanceUnit: distance.unit } };
  });
}

/** Electricity of the plant itself. */
function madeHere(lines: readonly InventoryLine[]): readonly string[] {
  return lines
    .filter(({ kind, stage }) => kind === "electricity" && stage === "production")
    .map(({ code }) => code);
}

/** Code of the line a recycling step adds. */
export const routeLine = "recycling-route";

function byRoute(
  lines: readonly InventoryLine[],
  header: InventoryHeader,
  step: RecyclingRouteStep,
): Applied {
  if (step.route === "second_use") return { lines: handedOn(lines, step.line) };
  if (step.factor === null) return problem("E_MISSING_FACTOR", "factor", step.line);
  const unknown = Object.keys(step.recovered).find(
    (code) => !lines.some((line) => line.code === code && line.kind === "material"),
  );
  if (unknown !== undefined) return problem("E_LINE_UNKNOWN", "recovered", unknown);
  const wrong = Object.entries(step.recovered).find(([, share]) => shareOf(share) === null);
  if (wrong !== undefined) return problem("E_SHARE_RANGE", "recovered", wrong[0]);
  const recovered = lines.map((line) => {
    const share = step.recovered[line.code];
    return share === undefined ? line : withRecovery(line, share);
  });
  const code = step.line ?? routeLine;
  const process = recovered.find((line) => line.code === code);
  if (process !== undefined) {
    const { factor } = step;
    return { lines: recovered.map((line) => (line === process ? withFactor(line, factor) : line)) };
  }
  if (step.line !== null) return problem("E_LINE_UNKNOWN", "line", step.line);
  const capacity = capacityOf(header);
  if (capacity === null) return problem("E_SCHEMA", "line", null);
  return { lines: [...recovered, routeLineOf(recovered.length, capacity, step.factor, step)] };
}

function problem(code: string, path: string, line: string | null): Applied {
  return { problems: [{ code, path, line }] };
}

function withRecovery(line: InventoryLine, share: string): InventoryLine {
  const circular = line.circular === null ? null : { ...line.circular, R2: share };
  return { ...line, circular, recoveredShare: share };
}

/** Without what happens at the end of life: neither treatment nor credit, for both belong to the second life. */
function handedOn(lines: readonly InventoryLine[], process: string | null): readonly InventoryLine[] {
  return lines
    .filter(({ code, stage }) => code !== (process ?? routeLine) && stage !== "end_of_life")
    .map((line) => {
      if (line.kind !== "material") return line;
      const { R2: _, R3: __, ...circular } = line.circular ?? {};
      return {
        ...line,
        // What is not disposed of here is disposed of later, by somebody else.
        circular: line.circular === null ? null : { ...circular, ED: { value: "0", unit: "kgCO2e/kg" } },
        recoveredShare: null,
        endOfLife: null,
      };
    });
}

function routeLineOf(
  position: number,
  capacity: Q,
  factor: Q,
  { source }: RecyclingRouteStep,
): InventoryLine {
  return {
    ...emptyLine,
    code: routeLine,
    position,
    kind: "activity",
    stage: "end_of_life",
    ...{ nameEn: "Recycling process", nameZh: "回收过程" },
    ...{ amount: capacity.value, amountUnit: capacity.unit },
    ...{ factorValue: factor.value, factorUnit: factor.unit },
    ...{ sourceEn: source, sourceZh: source },
  };
}

/** The capacity that a burden for a kilowatt hour is multiplied with: usable capacity, or an output of energy. */
function capacityOf({ energy, parameters }: InventoryHeader): Q | null {
  const members: Readonly<Record<string, unknown>> = { ...energy };
  const stated = members["usableCapacity"] ?? members["output"] ?? parameters?.output;
  return isQuantity(stated) ? { value: stated.value, unit: stated.unit } : null;
}

function isQuantity(value: unknown): value is Q {
  return (
    typeof value === "object" &&
    value !== null &&
    "value" in value &&
    "unit" in value &&
    typeof value.value === "string" &&
    typeof value.unit === "string"
  );
}

function shareOf(text: string): Exact | null {
  const share = parseExact(text);
  return share === null || isNegative(share) || compare(share, one) > 0 ? null : share;
}

function changedCodes(before: readonly InventoryLine[], after: readonly InventoryLine[]): readonly string[] {
  const earlier = new Map(before.map((line) => [line.code, line]));
  const later = new Set(after.map(({ code }) => code));
  return [
    ...after.filter((line) => earlier.get(line.code) !== line).map(({ code }) => code),
    ...before.filter(({ code }) => !later.has(code)).map(({ code }) => code),
  ];
}

function resultOf(
  lines: readonly InventoryLine[],
  header: InventoryHeader,
): PcfResult | { readonly errors: readonly CodeAt[] } {
  return calculateFootprint(toPcfRequest(lines, header).request);
}

/** All digits: a difference of two decimals ends, so that the steps add up. */
function written(value: Exact): string {
  return isZero(value) ? "0" : toDecimal(value, 1000);
}

/** The results of the calculation are decimals. */
function valueOf(text: string): Exact {
  return parseExact(text) ?? zero;
}
