import type { Assumption, AssumptionCode, InventoryHeader, InventoryRequest } from "./inventory.ts";
import { toPcfRequest } from "./inventory.ts";
import type { InventoryLine } from "./inventory-line.ts";
import { findMethod } from "./method.ts";
import type { MethodVersion } from "./method.ts";
import type { ActivityRequest, PcfRequest, TransportMode } from "./request.ts";
import { categoryDefaults } from "./total-energy.ts";

/**
 * The calculation request of an inventory under another method than its own, so that one inventory can be seen through
 * all of them. What the other method asks for and the inventory does not say is assumed where a fair assumption exists,
 * and every assumption is named; where none does, the calculation reports what is missing. Under its own method it is
 * {@link toPcfRequest}.
 *
 * - `VEHICLE_CATEGORY`: the categories of the methods are not the same. `light_noncommercial` and M1 are taken for one
 *   another; N1 for `light_commercial`, M2, M3, N2 and N3 for `medium_heavy`, and `medium_heavy` for M3, with this code.
 * - `MAKER_CYCLES_LEFT_OUT`: the maker's cycles per year, which the EU draft does not accept for these vehicles.
 * - `KM_PER_YEAR`: 120 000 km a year for `light_commercial`, the distance behind its 360 cycles (60 x 120 000 / 20 000).
 * - `OUTPUT_ONE_PIECE`: no declared output, so that the result is for one product.
 * - `ALLOCATION_DEFAULT`: A as the other method has it by default; the stated one was chosen for the own method.
 * - `INTERNAL_AS_DIRECT`: own generation counts as directly connected.
 * - `TRANSPORT_DEFAULT`: the default factor of the own method where the other has none.
 * - `END_OF_LIFE_NOT_DESCRIBED`: the boundary holds the end of life and no line says anything of it.
 *
 * Contracts, certificates and the residual mix stay what they are: under the EU draft they are `E_ELECTRICITY_MODEL`,
 * because nobody can guess the average mix that would stand in their place.
 */
export function requestUnder(
  name: string,
  lines: readonly InventoryLine[],
  header: InventoryHeader,
): InventoryRequest {
  const target = findMethod(name);
  const own = findMethod(header.method, header.methodVersion ?? null);
  if (name === header.method || target === null) return toPcfRequest(lines, { ...header, method: name });
  const assumed = new Assumed();
  const { A, productEol, ...kept } = header.parameters ?? {};
  if (A !== undefined && target.allocation?.byDefault != null) assumed.note("ALLOCATION_DEFAULT");
  const translated = lines.map((line) => lineUnder(target, own, line, assumed));
  if (!describesEndOfLife(lines, header) && target.endOfLifeStage !== null) {
    assumed.note("END_OF_LIFE_NOT_DESCRIBED");
  }
  const isWhole = target.members.includes("productEol");
  const inner = toPcfRequest(translated, {
    method: name,
    gwpSet: header.gwpSet,
    energy: energyUnder(target, header, assumed),
    parameters: { ...kept, ...(productEol === undefined || !isWhole ? {} : { productEol }) },
  });
  const treatment = isWhole ? null : treatmentOfProduct(header, target);
  const request: PcfRequest =
    treatment === null
      ? inner.request
      : { ...inner.request, activities: [...(inner.request.activities ?? []), treatment] };
  const isOutside = (code: string | null) => inner.outside.some((line) => line.code === code);
  const assumptions = [...assumed.all, ...inner.assumptions].filter(({ line }) => !isOutside(line));
  return { ...inner, request, assumptions };
}

/** Collects what was assumed, each once. */
class Assumed {
  readonly #all: Assumption[] = [];

  note(code: AssumptionCode, line: string | null = null): void {
    this.#all.push({ code, line });
  }

  get all(): readonly Assumption[] {
    return this.#all;
  }
}

function lineUnder(
  target: MethodVersion,
  own: MethodVersion | null,
  line: InventoryLine,
  assumed: Assumed,
): InventoryLine {
  if (line.kind === "transport") return transportUnder(target, own, line, assumed);
  if (line.kind !== "electricity" || target.electricityModels.includes("internal")) return line;
  const isInternal =
    line.electricityModel === "internal" ||
    (line.electricitySources ?? []).some(({ model }) => model === "internal");
  if (!isInternal) return line;
  assumed.note("INTERNAL_AS_DIRECT", line.code);
  const direct = (model: string) => (model === "internal" ? "direct" : model);
  return {
    ...line,
    electricityModel: line.electricityModel === null ? null : direct(line.electricityModel),
    electricitySources:
      line.electricitySources?.map((source) => ({ ...source, model: direct(source.model) })) ?? null,
  };
}

const modes: readonly TransportMode[] = ["road", "rail", "water", "air"];

function transportUnder(
  target: MethodVersion,
  own: MethodVersion | null,
  line: InventoryLine,
  assumed: Assumed,
): InventoryLine {
  const mode = modes.find((known) => known === line.transportMode);
  const byDefault = mode === undefined ? undefined : own?.transportDefaults?.[mode];
  const hasOwn = line.factorValue !== null || line.factorUnit !== null;
  if (hasOwn || byDefault === undefined || target.transportDefaults !== null) return line;
  assumed.note("TRANSPORT_DEFAULT", line.code);
  return { ...line, factorValue: byDefault, factorUnit: "kgCO2e/tkm" };
}

/** Whether anything is said of the end of life: by a line, by the stage it stands in, or of the product as a whole. */
function describesEndOfLife(lines: readonly InventoryLine[], { parameters }: InventoryHeader): boolean {
  if (parameters?.productEol !== undefined) return true;
  return lines.some(
    ({ circular, recoveredShare, endOfLife, stage }) =>
      circular !== null || recoveredShare !== null || endOfLife !== null || stage === "end_of_life",
  );
}

/** Treatment of the whole product as a line of the end-of-life stage; null where there is neither. */
function treatmentOfProduct(
  { parameters }: InventoryHeader,
  { endOfLifeStage: stage }: MethodVersion,
): ActivityRequest | null {
  const amount = parameters?.productEol;
  if (amount === undefined || stage === null) return null;
  return { id: "productEol", stage, amount, factor: { value: "1", unit: `${amount.unit}/${amount.unit}` } };
}

/** Vehicle categories of the two worlds; `isExact` where defaults and meaning agree. */
const categories: readonly {
  readonly mee: string;
  readonly eu: string;
  readonly isExact: boolean;
}[] = [
  { mee: "light_noncommercial", eu: "M1", isExact: true },
  { mee: "light_commercial", eu: "N1", isExact: false },
  { mee: "medium_heavy", eu: "M3", isExact: false },
  { mee: "medium_heavy", eu: "M2", isExact: false },
  { mee: "medium_heavy", eu: "N2", isExact: false },
  { mee: "medium_heavy", eu: "N3", isExact: false },
];

function energyUnder(
  target: MethodVersion,
  { energy, parameters }: InventoryHeader,
  assumed: Assumed,
): PcfRequest["energy"] {
  if (target.energyRules === null) {
    const output = "output" in energy ? energy.output : parameters?.output;
    if (output !== undefined) return { output };
    assumed.note("OUTPUT_ONE_PIECE");
    return { output: { value: "1", unit: "piece" } };
  }
  const fields: Readonly<Record<string, unknown>> = { ...energy };
  const category = fields["vehicleCategory"];
  if (typeof category !== "string") return energy;
  const isEu = target.energyRules.makerValue === "refused";
  const known = categoryDefaults(target.energyRules, category) !== null;
  const pair = known ? undefined : categories.find(({ mee, eu }) => (isEu ? mee : eu) === category);
  const vehicleCategory = pair === undefined ? category : isEu ? pair.eu : pair.mee;
  if (pair?.isExact === false) assumed.note("VEHICLE_CATEGORY");
  const { fecPerYear, ...rest } = fields;
  const isGiven = fecPerYear !== undefined && fecPerYear !== null;
  const isRefused = isGiven && isEu && categoryDefaults(target.energyRules, vehicleCategory) !== null;
  if (isRefused) assumed.note("MAKER_CYCLES_LEFT_OUT");
  const needsKm =
    vehicleCategory === "light_commercial" && fields["warrantyKm"] != null && fields["kmPerYear"] == null;
  if (needsKm) assumed.note("KM_PER_YEAR");
  return {
    ...rest,
    vehicleCategory,
    ...(isGiven && !isRefused ? { fecPerYear } : {}),
    ...(needsKm ? { kmPerYear: "120000" } : {}),
  };
}
