import type {
  CircularParameters,
  DataQuality,
  ElectricitySource,
  EndOfLife,
  InventoryLine,
  Uncertainty,
} from "./inventory-line.ts";

/** Fields of a line a person may change. An empty text, or null, takes an optional value away. */
export interface LineChanges {
  readonly stage?: string | undefined;
  readonly component?: string | undefined;
  readonly nameEn?: string | undefined;
  readonly nameZh?: string | undefined;
  readonly amount?: string | undefined;
  readonly amountUnit?: string | undefined;
  /** A factor of the library, in its newest version unless `factorVersion` says otherwise. */
  readonly factorId?: string | undefined;
  readonly factorVersion?: number | undefined;
  /** An own factor: takes the place of a library factor. */
  readonly factorValue?: string | undefined;
  readonly factorUnit?: string | undefined;
  readonly factorGwpSet?: string | undefined;
  readonly transportMode?: string | undefined;
  readonly distance?: string | undefined;
  readonly distanceUnit?: string | undefined;
  /** 0..1, like every share here. */
  readonly emptyShare?: string | undefined;
  readonly recycledShare?: string | undefined;
  readonly recycledFactorId?: string | undefined;
  readonly recycledFactorVersion?: number | undefined;
  readonly recycledFactorValue?: string | undefined;
  readonly recycledFactorUnit?: string | undefined;
  readonly recoveredShare?: string | undefined;
  readonly endOfLife?: EndOfLife | null | undefined;
  readonly circular?: CircularParameters | null | undefined;
  readonly cut?: boolean | undefined;
  readonly cutReason?: string | undefined;
  readonly electricityModel?: string | undefined;
  readonly electricitySources?: readonly ElectricitySource[] | null | undefined;
  readonly quality?: DataQuality | null | undefined;
  readonly uncertainty?: Uncertainty | null | undefined;
  readonly geography?: string | undefined;
  readonly activityYear?: number | null | undefined;
  readonly confidential?: boolean | undefined;
  readonly credit?: boolean | undefined;
  readonly supplierFootprintId?: string | undefined;
  readonly dataKind?: string | undefined;
  readonly sourceEn?: string | undefined;
  readonly sourceZh?: string | undefined;
}

/** A factor of the library, as far as a line keeps it. */
export interface ChosenFactor {
  readonly id: string;
  readonly version: number;
  readonly value: string;
  readonly unit: string;
  readonly supplierFootprintId: string | null;
}

/** The library factors that changes name by identifier; null for one that is not there. */
export interface ChosenFactors {
  readonly factor: ChosenFactor | null;
  readonly recycledFactor: ChosenFactor | null;
}

/**
 * A line after changes, the same for what a form shows before it is saved and for what is kept. Amounts and factors stay
 * the decimal texts they were entered as; a member that is not given stays, an empty text takes it away. A library factor
 * brings value and unit with it, an own value ends the reference to the library. Nothing is judged here: that is for the
 * calculation, and for {@link judgeMembers}. Cannot fail.
 *
 * @param chosen the factors behind `factorId` and `recycledFactorId`, where the changes name one.
 */
export function changedLine(
  line: InventoryLine,
  changes: LineChanges,
  chosen: ChosenFactors = { factor: null, recycledFactor: null },
): InventoryLine {
  const changed = (given: string | undefined, before: string | null): string | null =>
    given === undefined ? before : stated(given);
  const said = (field: "stage" | "nameEn" | "nameZh" | "sourceEn" | "sourceZh") =>
    changes[field]?.trim() ?? line[field];
  const factor = factorAfter(factorNames, line, changes, chosen.factor);
  const isNamed = stated(changes.factorId ?? "") !== null;
  return {
    ...line,
    stage: said("stage"),
    component: changed(changes.component, line.component),
    nameEn: said("nameEn"),
    nameZh: said("nameZh"),
    amount: changed(changes.amount, line.amount),
    amountUnit: changed(changes.amountUnit, line.amountUnit),
    factorGwpSet: changed(changes.factorGwpSet, line.factorGwpSet),
    transportMode: changed(changes.transportMode, line.transportMode),
    distance: changed(changes.distance, line.distance),
    distanceUnit: changed(changes.distanceUnit, line.distanceUnit),
    emptyShare: changed(changes.emptyShare, line.emptyShare),
    recycledShare: changed(changes.recycledShare, line.recycledShare),
    recoveredShare: changed(changes.recoveredShare, line.recoveredShare),
    endOfLife: changes.endOfLife === undefined ? line.endOfLife : changes.endOfLife,
    circular: changes.circular === undefined ? line.circular : changes.circular,
    cut: changes.cut ?? line.cut,
    cutReason: changed(changes.cutReason, line.cutReason),
    electricityModel: changed(changes.electricityModel, line.electricityModel),
    electricitySources:
      changes.electricitySources === undefined ? line.electricitySources : changes.electricitySources,
    quality: changes.quality === undefined ? line.quality : changes.quality,
    uncertainty: changes.uncertainty === undefined ? line.uncertainty : changes.uncertainty,
    geography: changed(changes.geography, line.geography),
    activityYear: changes.activityYear === undefined ? line.activityYear : changes.activityYear,
    confidential: changes.confidential ?? line.confidential,
    credit: changes.credit ?? line.credit,
    // The record behind the factor comes and goes with it.
    supplierFootprintId:
      changes.supplierFootprintId === undefined
        ? isNamed
          ? (chosen.factor?.supplierFootprintId ?? null)
          : line.supplierFootprintId
        : stated(changes.supplierFootprintId),
    dataKind: dataKindOf(changes.dataKind) ?? line.dataKind,
    sourceEn: said("sourceEn"),
    sourceZh: said("sourceZh"),
    ...factor,
    ...factorAfter(recycledNames, line, changes, chosen.recycledFactor),
    // A row that is entered anew is calculated like any other.
    publishedProblem: touchesResult(changes) ? null : line.publishedProblem,
  };
}

/** Members that the result does not depend on. */
const descriptive: readonly string[] = [
  ...["component", "nameEn", "nameZh", "dataKind", "sourceEn", "sourceZh", "cutReason", "quality"],
  ...["uncertainty", "geography", "activityYear", "confidential", "supplierFootprintId"],
];

/** Names of the fields that were given. */
export function touchedFields(changes: LineChanges): readonly string[] {
  return Object.entries(changes).flatMap(([field, value]) => (value === undefined ? [] : [field]));
}

/** True when changes touch anything that the calculation reads. */
export function touchesResult(changes: LineChanges): boolean {
  return touchedFields(changes).some((field) => !descriptive.includes(field));
}

function dataKindOf(text: string | undefined): InventoryLine["dataKind"] | null {
  return text === "primary" || text === "secondary" ? text : null;
}

/** Members of a line that hold a factor: of a material, its own or that of its recycled part. */
interface FactorNames {
  readonly id: "factorId" | "recycledFactorId";
  readonly version: "factorVersion" | "recycledFactorVersion";
  readonly value: "factorValue" | "recycledFactorValue";
  readonly unit: "factorUnit" | "recycledFactorUnit";
}

const factorNames = {
  ...{ id: "factorId", version: "factorVersion", value: "factorValue", unit: "factorUnit" },
} as const satisfies FactorNames;
const recycledNames = {
  ...{ id: "recycledFactorId", version: "recycledFactorVersion" },
  ...{ value: "recycledFactorValue", unit: "recycledFactorUnit" },
} as const satisfies FactorNames;

/** A named library factor brings its value and unit with it; an own value ends the reference. */
function factorAfter(
  names: FactorNames,
  line: InventoryLine,
  changes: LineChanges,
  chosen: ChosenFactor | null,
): Partial<InventoryLine> {
  const given = changes[names.id];
  if (given !== undefined && stated(given) !== null) {
    return {
      [names.id]: chosen?.id ?? null,
      [names.version]: chosen?.version ?? null,
      [names.value]: chosen?.value ?? null,
      [names.unit]: chosen?.unit ?? null,
    };
  }
  const isTakenAway = given === "";
  const { [names.value]: value, [names.unit]: unit } = changes;
  if (value === undefined && unit === undefined && !isTakenAway) return {};
  const kept = isTakenAway ? null : line;
  return {
    [names.id]: null,
    [names.version]: null,
    [names.value]: value === undefined ? (kept?.[names.value] ?? null) : stated(value),
    [names.unit]: unit === undefined ? (kept?.[names.unit] ?? null) : stated(unit),
  };
}

/** Null for a text left empty. */
function stated(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === "" ? null : trimmed;
}
