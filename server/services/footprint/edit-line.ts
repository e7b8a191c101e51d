import type { Database } from "../../../db/client.ts";
import type { ElectricitySource, InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { changedLine } from "../../domain/carbon-footprint/line-changes.ts";
import type { ChosenFactor, LineChanges } from "../../domain/carbon-footprint/line-changes.ts";
import { resolveFactor } from "../factor/resolve.ts";
import { Fields, optional } from "../input.ts";
import { usableSupplierFootprints } from "./supplier-figures.ts";

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
  for (const field of ["nameEn", "nameZh", "sourceEn", "sourceZh"] as const) {
    const given = changes[field];
    if (given !== undefined) fields.text(field, given);
  }
  const chosen = async (
    field: "factorId" | "recycledFactorId",
    version: number | undefined,
  ): Promise<ChosenFactor | null> => {
    const id = optional(changes[field]);
    if (id === null) return null;
    const factor = await resolveFactor(db, { id, version, operatorId });
    if (factor === undefined) fields.add("E_FACTOR_UNKNOWN", field, { value: id });
    return factor ?? null;
  };
  const electricitySources = await librarySources(db, fields, changes.electricitySources, operatorId);
  const edited = changedLine(
    line,
    { ...changes, electricitySources },
    {
      factor: await chosen("factorId", changes.factorVersion),
      recycledFactor: await chosen("recycledFactorId", changes.recycledFactorVersion),
    },
  );
  const { supplierFootprintId } = edited;
  if (supplierFootprintId !== null && supplierFootprintId !== line.supplierFootprintId) {
    const usable = await usableSupplierFootprints(db, operatorId, [supplierFootprintId]);
    if (!usable.has(supplierFootprintId))
      fields.add("E_SUPPLIER_FOOTPRINT_UNKNOWN", "supplierFootprintId", { value: supplierFootprintId });
  }
  fields.refuse();
  return edited;
}

/** Sources that name a library factor carry its value, whatever came with the name. */
async function librarySources(
  db: Database,
  fields: Fields,
  sources: LineChanges["electricitySources"],
  operatorId: string,
): Promise<LineChanges["electricitySources"]> {
  if (sources === undefined || sources === null) return sources;
  const named: ElectricitySource[] = [];
  for (const [place, source] of sources.entries()) {
    const { factorId: id, factorVersion: version, ...own } = source;
    const factor = id === undefined ? null : await resolveFactor(db, { id, version, operatorId });
    if (factor === undefined)
      fields.add("E_FACTOR_UNKNOWN", `electricitySources[${place}].factorId`, { value: id ?? "" });
    named.push(
      factor === null || factor === undefined
        ? own
        : {
            ...own,
            factor: { value: factor.value, unit: factor.unit },
            factorId: factor.id,
            factorVersion: factor.version,
          },
    );
  }
  return named;
}
