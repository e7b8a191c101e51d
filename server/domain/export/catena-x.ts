import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { batteryPass, fitted, missingMembers } from "./catena-x-model.ts";
import mapping from "./catena-x-mapping-1.0.0.json" with { type: "json" };
import { dataPointsOf, valueAt } from "./data-points.ts";

/** A passport in the shape of Catena-X, with what the reader has to know of it. */
export interface CatenaXFile {
  readonly semanticId: string;
  readonly note: {
    readonly source: string;
    /** Data points of the passport that no member of the model takes whole. */
    readonly notTaken: readonly string[];
    /** Members the model requires that the passport has nothing for: left out, never made up. */
    readonly missing: readonly string[];
    /** Numbers of more digits than a number of JSON holds, as they stand in the passport. */
    readonly rounded: Readonly<Record<string, string>>;
  };
  readonly payload: JsonObject;
}

/**
 * A passport in the shape of the aspect model BatteryPass of Catena-X: each member from the data point the mapping names,
 * nothing made up. What the model has no member for is named in the note, and so is what the model requires in vain. The
 * model wants numbers where the passport has decimals as text; where a number would lose digits the note keeps them.
 *
 * @param document the compressed document, as its reader may see it.
 *
 * Source: Catena-X, aspect model `io.catenax.battery.battery_pass`, version 6.1.0, as in `catena-x-model-6.1.0.json`.
 */
export function catenaXFile(document: JsonObject): CatenaXFile {
  const points = dataPointsOf(document);
  const values: JsonObject = Object.fromEntries(points.toReversed().map(({ id, value }) => [id, value]));
  let tree: JsonObject = { specVersion: batteryPass.specVersion };
  const places: { readonly id: string; readonly to: string }[] = [];
  const put = (to: string, value: JsonValue | undefined, beside: JsonObject = {}) => {
    if (value !== undefined) tree = withValue(tree, to.split("."), value, beside);
  };
  const time = valueAt(values["measurementMetadata"], ["measuredAt"]);
  for (const row of mapping.rows) {
    const [first = "", ...inside] = row.from.split(".");
    const held = first.startsWith("@") ? document[first.slice(1)] : valueAt(values[first], inside);
    if (held === undefined || held === null) continue;
    if (inside.length === 0) places.push({ id: first, to: row.to });
    const isTimed = "measured" in row && time !== undefined;
    put(row.to, asWanted(held, row.as), {
      ...("beside" in row ? row.beside : {}),
      ...(isTimed ? { time } : {}),
    });
  }
  put("sustainability.carbonFootprint", footprints(values));
  put("materials.composition", composition(values));
  put("materials.hazardous.other", substances(values));
  put(
    "safety.dismantling",
    dismantling.flatMap((id) => documentsIn(values[id])),
  );
  places.push(
    ...footprintPoints.map((id) => ({ id, to: "sustainability.carbonFootprint" })),
    ...dismantling.map((id) => ({ id, to: "safety.dismantling" })),
    { id: "carbonFootprintDeclaration", to: "sustainability.carbonFootprint.0.declaration" },
  );
  const rounded: Record<string, string> = {};
  const payload = objectOf(fitted(batteryPass.model, listed(tree), (place, text) => (rounded[place] = text)));
  const taken = places.filter(({ to }) => valueAt(payload, to.split(".")) !== undefined).map(({ id }) => id);
  return {
    semanticId: batteryPass.semanticId,
    note: {
      source: batteryPass.source,
      notTaken: [...new Set(points.map(({ id }) => id))].filter((id) => !taken.includes(id)),
      missing: missingMembers(batteryPass.model, payload),
      rounded,
    },
    payload,
  };
}

function asWanted(value: JsonValue, as: string): JsonValue | undefined {
  const text = typeof value === "string" ? value : "";
  switch (as) {
    case "documents":
      return documentsIn(value);
    case "manuals":
      return documentsIn(value).map(({ contentType = null, header = null, content = null }): JsonObject => ({
        ...{ header, content, type: contentType, category: "User Manuals and Guides" },
      }));
    case "assurances":
      return objectsIn(value).flatMap(({ scheme, web }) =>
        web === undefined ? [] : [documentOf(scheme, web)],
      );
    case "parts":
      return objectsIn(value).map(({ partNumber, component }) => ({
        ...{ manufacturerPartId: partNumber ?? null, nameAtManufacturer: component ?? null },
      }));
    case "codes":
      return [{ key: { 6: "HS", 8: "CN", 10: "TARIC" }[text.length] ?? null, value }];
    case "day":
      return text.slice(0, 10);
    case "status":
      return { active: "approved", invalid: "invalid" }[text];
    case "category":
      return text === "industrialSmall" ? "industrial" : value;
    default:
      return value;
  }
}

/** What takes apart a battery. */
const dismantling = [
  ...["disassemblyManual", "explodedDiagrams", "disassemblySequences", "fasteningTechniques"],
  ...["disassemblyTools", "damageWarnings"],
];

/** Stages under the names the model gives as examples. */
const stages = [
  ["carbonFootprintStageRawMaterials", "raw material acquisition and pre-processing"],
  ["carbonFootprintStageMainProduction", "main product production"],
  ["carbonFootprintStageDistribution", "distribution"],
  ["carbonFootprintStageEndOfLife", "end of life and recycling"],
] as const;

const footprintPoints = ["carbonFootprintPerFunctionalUnit", ...stages.map(([id]) => id)];

function footprints(values: JsonObject): readonly JsonValue[] {
  const declaration = documentsIn(values["carbonFootprintDeclaration"]);
  const performanceClass = valueAt(values["carbonFootprintPerformanceClass"], ["class"]);
  const entry = (value: JsonValue | undefined, lifecycle: string, more: JsonObject = {}) =>
    value === undefined
      ? []
      : [
          {
            value,
            lifecycle,
            ...{ unit: "kg CO2 / kWh", type: "Climate Change Total", declaration },
            ...more,
          },
        ];
  return [
    ...entry(values["carbonFootprintPerFunctionalUnit"], "whole life cycle", {
      performanceClass: performanceClass ?? null,
    }),
    ...stages.flatMap(([id, lifecycle]) => entry(values[id], lifecycle)),
  ];
}

const parts = [
  ["cathodeMaterials", "Cathode"],
  ["anodeMaterials", "Anode"],
  ["electrolyteMaterials", "Electrolyte"],
  ["otherDetailedComposition", null],
] as const;

function composition(values: JsonObject): readonly JsonValue[] {
  const critical = values["criticalRawMaterials"];
  return parts.flatMap(([id, place]) =>
    objectsIn(values[id]).map((material) => ({
      ...{ id: identified(material), concentration: material["share"] ?? null },
      ...{ unit: material["share"] === undefined ? null : "unit:percent" },
      location: material["component"] ?? place,
      critical:
        critical === undefined ? null : objectsIn(critical).some((one) => isSameSubstance(one, material)),
    })),
  );
}

function substances(values: JsonObject): readonly JsonValue[] {
  const of = (id: string, substance: JsonObject) =>
    objectsIn(values[id]).find((one) => isSameSubstance(one, substance));
  return objectsIn(values["hazardousSubstances"]).map((substance) => {
    const range = of("hazardousSubstanceConcentration", substance)?.["concentration"];
    const [lower, upper] = [valueAt(range, ["lower"]), valueAt(range, ["upper"])];
    const isOne = upper !== undefined && lower === upper;
    return {
      materialIdentification: identified(substance),
      ...(isOne ? { concentration: upper, materialUnit: "unit:percent" } : {}),
      location: of("hazardousSubstanceLocation", substance)?.["location"] ?? null,
    };
  });
}

/** By each of its numbers. */
function identified({ name = null, casNumber, ecNumber }: JsonObject): readonly JsonValue[] {
  return [
    ...(casNumber === undefined ? [] : [{ type: "CAS", name, id: casNumber }]),
    ...(ecNumber === undefined ? [] : [{ type: "EC", name, id: ecNumber }]),
  ];
}

/** By CAS numbers where both have one, else by names. */
function isSameSubstance(one: JsonObject, other: JsonObject): boolean {
  const [a, b] = [one["casNumber"], other["casNumber"]];
  return a !== undefined && b !== undefined ? a === b : one["name"] === other["name"];
}

function documentsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return objectsIn(value).map(({ resourceTitle, url }) => documentOf(resourceTitle, url));
}

/** The content is an address; a header has at most 100 characters. */
function documentOf(title: JsonValue | undefined, url: JsonValue | undefined): JsonObject {
  const header = typeof title === "string" ? title.slice(0, 100) : null;
  return { header, content: url ?? null, contentType: "URL" };
}

function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isJsonObject) : [];
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function withValue(
  tree: JsonObject,
  [step = "", ...rest]: readonly string[],
  value: JsonValue,
  beside: JsonObject,
): JsonObject {
  if (rest.length === 0) return { ...tree, ...beside, [step]: value };
  const inner = tree[step];
  return { ...tree, [step]: withValue(isJsonObject(inner) ? inner : {}, rest, value, beside) };
}

/** Members called 0, 1, … become lists. */
function listed(tree: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => {
      if (!isJsonObject(value)) return [name, value] as const;
      const inner = listed(value);
      const names = Object.keys(inner);
      const isRow = names.length > 0 && names.every((one, at) => one === String(at));
      return [name, isRow ? Object.values(inner) : inner] as const;
    }),
  );
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
