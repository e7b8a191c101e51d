import type { InventoryLine } from "./inventory-line.ts";
import type { Method } from "./request.ts";

/**
 * Life-cycle stages of each calculation method, in the order they are reported. The use stage belongs to none.
 *
 * Source: MEE draft (March 2025) eq. (1) for `mee-partial`, eq. (2) for `mee-full`; Regulation (EU) 2023/1542, Annex II
 * for `eu-cfb-ev`; ISO 14067:2018 cradle-to-gate as two stages, the first one with inbound transport.
 */
export const stages = {
  "mee-partial": ["raw_materials_and_parts", "production", "distribution"],
  "mee-full": ["raw_materials_and_eol", "parts", "production", "distribution"],
  "eu-cfb-ev": ["raw_materials", "production", "distribution", "end_of_life"],
  "iso14067-ctg": ["raw_materials", "production"],
} as const satisfies Readonly<Record<Method, readonly string[]>>;

/** The stages that no method merges: an inventory sorted into these can be calculated by every method. */
export const canonicalStages = [
  "raw_materials",
  "parts",
  "production",
  "distribution",
  "end_of_life",
] as const;

/** Every stage name that any method uses, in the order of the life cycle. */
export const knownStages = [
  "raw_materials",
  "raw_materials_and_parts",
  "raw_materials_and_eol",
  "parts",
  "production",
  "distribution",
  "end_of_life",
] as const;
export type KnownStage = (typeof knownStages)[number];

/** Where a stage counts: one stage for every kind of line, or materials apart from the rest; null outside the boundary. */
type Place = string | null | { readonly material: string; readonly other: string };

/**
 * A merged stage holds both of what it merges. Taken apart, its materials are raw materials; what else stands in
 * `raw_materials_and_parts` is the making of parts, and what else stands in `raw_materials_and_eol` is counted with the
 * raw materials, because nothing says which of it is end of life (our reading).
 */
const places: Readonly<Record<Method, Readonly<Record<KnownStage, Place>>>> = {
  "mee-partial": {
    raw_materials: "raw_materials_and_parts",
    raw_materials_and_parts: "raw_materials_and_parts",
    raw_materials_and_eol: "raw_materials_and_parts",
    parts: "raw_materials_and_parts",
    production: "production",
    distribution: "distribution",
    end_of_life: null,
  },
  "mee-full": {
    raw_materials: "raw_materials_and_eol",
    raw_materials_and_parts: { material: "raw_materials_and_eol", other: "parts" },
    raw_materials_and_eol: "raw_materials_and_eol",
    parts: "parts",
    production: "production",
    distribution: "distribution",
    end_of_life: "raw_materials_and_eol",
  },
  "eu-cfb-ev": {
    raw_materials: "raw_materials",
    raw_materials_and_parts: "raw_materials",
    raw_materials_and_eol: "raw_materials",
    parts: "raw_materials",
    production: "production",
    distribution: "distribution",
    end_of_life: "end_of_life",
  },
  "iso14067-ctg": {
    raw_materials: "raw_materials",
    raw_materials_and_parts: "raw_materials",
    raw_materials_and_eol: "raw_materials",
    parts: "raw_materials",
    production: "production",
    distribution: null,
    end_of_life: null,
  },
};

/**
 * The stage of a method in which a line counts that was sorted into `stage`, whichever method named it; null when it lies
 * outside the boundary of the method. A stage or method nobody knows comes back as it is: the calculation refuses it.
 *
 * @example Under `mee-full`, a material of `raw_materials_and_parts` counts in `raw_materials_and_eol`.
 */
export function stageUnder(method: string, stage: string, kind: InventoryLine["kind"]): string | null {
  const table = isMethod(method) ? places[method] : null;
  const known = knownStages.find((name) => name === stage);
  if (table === null || known === undefined) return stage;
  const place = table[known];
  if (typeof place === "string" || place === null) return place;
  return kind === "material" ? place.material : place.other;
}

function isMethod(name: string): name is Method {
  return Object.hasOwn(places, name);
}
