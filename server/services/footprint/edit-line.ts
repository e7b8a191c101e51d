import type { Database } from "../../../db/client.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { resolveFactor } from "../factor/resolve.ts";
import { Fields, optional } from "../input.ts";

/** Fields of a line a person may change. An empty text takes an optional value away. */
export interface LineChanges {
  readonly amount?: string | undefined;
  readonly amountUnit?: string | undefined;
  /** A factor of the library, in its newest version unless `factorVersion` says otherwise. */
  readonly factorId?: string | undefined;
  readonly factorVersion?: number | undefined;
  /** An own factor: takes the place of a library factor. */
  readonly factorValue?: string | undefined;
  readonly factorUnit?: string | undefined;
  readonly distance?: string | undefined;
  readonly distanceUnit?: string | undefined;
  /** 0..1. */
  readonly recycledShare?: string | undefined;
  readonly recycledFactorValue?: string | undefined;
  readonly recycledFactorUnit?: string | undefined;
  readonly electricityModel?: string | undefined;
  readonly dataKind?: string | undefined;
  readonly sourceEn?: string | undefined;
  readonly sourceZh?: string | undefined;
}

/** Kinds of line a field says something about; the others are refused it rather than keep a value nobody reads. */
const onlyFor: Readonly<Partial<Record<keyof LineChanges, InventoryLine["kind"]>>> = {
  distance: "transport",
  distanceUnit: "transport",
  electricityModel: "electricity",
  recycledShare: "material",
  recycledFactorValue: "material",
  recycledFactorUnit: "material",
};

/** Fields that the result does not depend on. */
const descriptive: readonly string[] = ["dataKind", "sourceEn", "sourceZh"];

/** The line after the changes. Refuses what can be judged without calculating; the calculation judges the rest. */
export async function editLine(
  db: Database,
  line: InventoryLine,
  changes: LineChanges,
  operatorId: string,
): Promise<InventoryLine> {
  const fields = new Fields();
  for (const [field, kind] of Object.entries(onlyFor)) {
    const given = Object.entries(changes).find(([name]) => name === field)?.[1];
    if (given !== undefined && given !== "" && kind !== line.kind) {
      fields.add("E_FIELD_NOT_APPLICABLE", field, { value: String(given), kind: line.kind });
    }
  }
  const dataKind = changes.dataKind ?? line.dataKind;
  if (dataKind !== "primary" && dataKind !== "secondary") {
    fields.add("E_DATA_KIND", "dataKind", { value: dataKind });
  }
  const changed = (field: keyof LineChanges & keyof InventoryLine, before: string | null): string | null => {
    const given = changes[field];
    return given === undefined ? before : optional(String(given));
  };
  const edited: InventoryLine = {
    ...line,
    amount: changed("amount", line.amount),
    amountUnit: changed("amountUnit", line.amountUnit),
    distance: changed("distance", line.distance),
    distanceUnit: changed("distanceUnit", line.distanceUnit),
    recycledShare: changed("recycledShare", line.recycledShare),
    recycledFactorValue: changed("recycledFactorValue", line.recycledFactorValue),
    recycledFactorUnit: changed("recycledFactorUnit", line.recycledFactorUnit),
    electricityModel: changed("electricityModel", line.electricityModel),
    dataKind: dataKind === "primary" ? "primary" : "secondary",
    sourceEn: changes.sourceEn === undefined ? line.sourceEn : fields.text("sourceEn", changes.sourceEn),
    sourceZh: changes.sourceZh === undefined ? line.sourceZh : fields.text("sourceZh", changes.sourceZh),
    ...(await factorAfter(db, fields, line, changes, operatorId)),
    // A row that is entered anew is calculated like any other.
    publishedProblem: touchesResult(changes) ? null : line.publishedProblem,
  };
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

type FactorPart = Pick<InventoryLine, "factorId" | "factorVersion" | "factorValue" | "factorUnit">;

/** A named library factor brings its value and unit with it; an own value ends the reference. */
async function factorAfter(
  db: Database,
  fields: Fields,
  line: FactorPart,
  changes: LineChanges,
  operatorId: string,
): Promise<FactorPart> {
  const id = optional(changes.factorId);
  if (id !== null) {
    const factor = await resolveFactor(db, { id, version: changes.factorVersion, operatorId });
    if (factor === undefined) fields.add("E_FACTOR_UNKNOWN", "factorId", { value: id });
    return {
      factorId: factor?.id ?? null,
      factorVersion: factor?.version ?? null,
      factorValue: factor?.value ?? null,
      factorUnit: factor?.unit ?? null,
    };
  }
  const takenAway = changes.factorId === "";
  if (changes.factorValue === undefined && changes.factorUnit === undefined && !takenAway) {
    const { factorId, factorVersion, factorValue, factorUnit } = line;
    return { factorId, factorVersion, factorValue, factorUnit };
  }
  const kept = takenAway ? null : line;
  return {
    factorId: null,
    factorVersion: null,
    factorValue:
      changes.factorValue === undefined ? (kept?.factorValue ?? null) : optional(changes.factorValue),
    factorUnit: changes.factorUnit === undefined ? (kept?.factorUnit ?? null) : optional(changes.factorUnit),
  };
}
