import type { Database } from "../../../db/client.ts";
import type {
  CircularParameters,
  DataQuality,
  ElectricitySource,
  EndOfLife,
  InventoryLine,
  Uncertainty,
} from "../../domain/carbon-footprint/inventory-line.ts";
import { resolveFactor } from "../factor/resolve.ts";
import { Fields, optional } from "../input.ts";
import { usableSupplierFootprints } from "./supplier-figures.ts";

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

/** Kinds of line a field says something about; the others are refused it rather than keep a value nobody reads. */
const onlyFor: Readonly<Partial<Record<keyof LineChanges, InventoryLine["kind"]>>> = {
  transportMode: "transport",
  distance: "transport",
  distanceUnit: "transport",
  emptyShare: "transport",
  electricityModel: "electricity",
  electricitySources: "electricity",
  recycledShare: "material",
  recycledFactorId: "material",
  recycledFactorValue: "material",
  recycledFactorUnit: "material",
  recoveredShare: "material",
  endOfLife: "material",
  circular: "material",
  cut: "material",
  cutReason: "material",
};

/** Fields that the result does not depend on. */
const descriptive: readonly string[] = [
  ...["component", "nameEn", "nameZh", "dataKind", "sourceEn", "sourceZh", "cutReason", "quality"],
  ...["uncertainty", "geography", "activityYear", "confidential", "supplierFootprintId"],
];

/** The line after the changes. Refuses what can be judged without calculating; the calculation judges the rest. */
export async function editLine(
  db: Database,
  line: InventoryLine,
  changes: LineChanges,
  operatorId: string,
): Promise<InventoryLine> {
  const fields = new Fields();
  for (const [field, kind] of Object.entries(onlyFor)) {
    const given: unknown = Object.entries(changes).find(([name]) => name === field)?.[1];
    const isStated = given !== undefined && given !== "" && given !== null && given !== false;
    if (isStated && kind !== line.kind) {
      const value = typeof given === "string" ? given : "";
      fields.add("E_FIELD_NOT_APPLICABLE", field, { value, kind: line.kind });
    }
  }
  const dataKind = changes.dataKind ?? line.dataKind;
  if (dataKind !== "primary" && dataKind !== "secondary") {
    fields.add("E_DATA_KIND", "dataKind", { value: dataKind });
  }
  const changed = (given: string | undefined, before: string | null): string | null =>
    given === undefined ? before : optional(given);
  const stated = (field: "nameEn" | "nameZh" | "sourceEn" | "sourceZh") => {
    const given = changes[field];
    return given === undefined ? line[field] : fields.text(field, given);
  };
  const edited: InventoryLine = {
    ...line,
    stage: changes.stage === undefined ? line.stage : changes.stage.trim(),
    component: changed(changes.component, line.component),
    nameEn: stated("nameEn"),
    nameZh: stated("nameZh"),
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
    supplierFootprintId: changed(changes.supplierFootprintId, line.supplierFootprintId),
    dataKind: dataKind === "primary" ? "primary" : "secondary",
    sourceEn: stated("sourceEn"),
    sourceZh: stated("sourceZh"),
    ...(await factorAfter(db, fields, factorNames, line, changes, operatorId)),
    ...(await factorAfter(db, fields, recycledNames, line, changes, operatorId)),
    // A row that is entered anew is calculated like any other.
    publishedProblem: touchesResult(changes) ? null : line.publishedProblem,
  };
  const { supplierFootprintId } = edited;
  if (supplierFootprintId !== null && supplierFootprintId !== line.supplierFootprintId) {
    const usable = await usableSupplierFootprints(db, operatorId, [supplierFootprintId]);
    if (!usable.has(supplierFootprintId))
      fields.add("E_SUPPLIER_FOOTPRINT_UNKNOWN", "supplierFootprintId", { value: supplierFootprintId });
  }
  fields.refuse();
  return edited;
}

/** Names of the fields that were given. */
export function touchedFields(changes: LineChanges): readonly string[] {
  return Object.entries(changes).flatMap(([field, value]) => (value === undefined ? [] : [field]));
}

export function touchesResult(changes: LineChanges): boolean {
  return touchedFields(changes).some((field) => !descriptive.includes(field));
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
async function factorAfter(
  db: Database,
  fields: Fields,
  names: FactorNames,
  line: InventoryLine,
  changes: LineChanges,
  operatorId: string,
): Promise<Partial<InventoryLine>> {
  const id = optional(changes[names.id]);
  if (id !== null) {
    const factor = await resolveFactor(db, { id, version: changes[names.version], operatorId });
    if (factor === undefined) fields.add("E_FACTOR_UNKNOWN", names.id, { value: id });
    return {
      [names.id]: factor?.id ?? null,
      [names.version]: factor?.version ?? null,
      [names.value]: factor?.value ?? null,
      [names.unit]: factor?.unit ?? null,
      // The record behind the factor comes and goes with it.
      ...(names.id === "factorId" && changes.supplierFootprintId === undefined
        ? { supplierFootprintId: factor?.supplierFootprintId ?? null }
        : {}),
    };
  }
  const takenAway = changes[names.id] === "";
  const { [names.value]: value, [names.unit]: unit } = changes;
  if (value === undefined && unit === undefined && !takenAway) return {};
  const kept = takenAway ? null : line;
  return {
    [names.id]: null,
    [names.version]: null,
    [names.value]: value === undefined ? (kept?.[names.value] ?? null) : optional(value),
    [names.unit]: unit === undefined ? (kept?.[names.unit] ?? null) : optional(unit),
  };
}
