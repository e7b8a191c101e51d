import { multiply, parseExact, toDecimal } from "../quantity/exact.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import mapping from "./aas-mapping-1.0.0.json" with { type: "json" };
import type { Filling, FillingMembers } from "./aas-template.ts";
import { isMembers } from "./aas-template.ts";
import { valueAt } from "./data-points.ts";

/**
 * What of a passport stands at which place of the templates: fillings of the submodels by their idShort. Masses of
 * greenhouse gases of a whole battery become kilograms, months of warranty a duration of ISO 8601; all else has the unit of
 * the template already.
 *
 * @param document the compressed document, for what its head says.
 * @param values its statutory data points.
 *
 * Source: IDTA 02035 parts 1 to 7; the places are in `aas-mapping-1.0.0.json`.
 */
export function templateValues(document: JsonObject, values: JsonObject): FillingMembers {
  let tree: FillingMembers = {};
  const put = (place: string, filling: Filling | undefined) => {
    if (filling !== undefined) tree = placed(tree, place.split("/"), filling);
  };
  const measuredAt = textAt(values, "measurementMetadata.measuredAt");
  for (const row of mapping.rows) {
    const held = row.from.startsWith("@") ? document[row.from.slice(1)] : at(values, row.from);
    const filling = fillingOf(held, row.as);
    put(row.to, filling);
    if (filling !== undefined && "measured" in row) put(row.to.replace(/[^/]+$/, "LastUpdate"), measuredAt);
  }
  put("BatteryNameplate/Markings", markings(values));
  put("HandoverDocumentation/Documents", handedOver(values));
  put("CarbonFootprint/ProductCarbonFootprints", footprints(values));
  put("TechnicalData/GeneralInformation/BatteryCategory", category(values));
  put("TechnicalData/TechnicalPropertyAreas/PowerCapability/OriginalPowerCapability", powerAt(values));
  put("TechnicalData/TechnicalPropertyAreas/Lifetime/CRateOfRelevantCycleLifeTest", cRate(values));
  put(
    "ProductCondition/NegativeEvents",
    objectsAt(values, "negativeEvents").map((event) => ({ NegativeEventValue: textAt(event, "kind") })),
  );
  put("MaterialComposition/BatteryMaterials", materials(values));
  put("MaterialComposition/HazardousSubstances", substances(values));
  put("Circularity/DismantlingAndRemovalInformation", [
    ...new Set(dismantling.flatMap((id) => addresses(values[id]))),
  ]);
  put("Circularity/SparePartSources", sparePartSources(values));
  put("Circularity/RecycledContentInformation", recycled(values));
  return tree;
}

function fillingOf(value: JsonValue | undefined, as: string): Filling | undefined {
  if (as === "documents") return addresses(value);
  const text = textOf(value);
  if (text === undefined) return undefined;
  if (as === "english") return { en: text };
  if (as === "list") return [text];
  return as === "months" ? `P${text}M` : text;
}

/** Names of markings as the template lists them. */
function markings(values: JsonObject): readonly Filling[] {
  const symbols = listAt(values, "cadmiumLeadSymbols").flatMap((one) => textOf(one) ?? []);
  const label = at(values, "carbonFootprintLabel.image");
  const agent = textAt(values, "extinguishingAgent");
  return [
    ...(values["separateCollectionSymbol"] === undefined
      ? []
      : [{ MarkingName: "Separate collection symbol" }]),
    ...(symbols.length === 0
      ? []
      : [{ MarkingName: "Symbols for cadmium and lead", MarkingAdditionalText: symbols.join(", ") }]),
    ...(isJsonObject(label)
      ? [
          {
            MarkingName: "Carbon footprint label",
            MarkingFile: fileOf(label),
            MarkingAdditionalText: labelText(values),
          },
        ]
      : []),
    ...(agent === undefined ? [] : [{ MarkingName: "Extinguishing agent", MarkingAdditionalText: agent }]),
    ...(at(values, "ceMarking.isMarked") === true
      ? [{ MarkingName: "CE marking", MarkingAdditionalText: textAt(values, "ceMarking.notifiedBody") }]
      : []),
  ];
}

/** The words of the label in English where it has them, else in its first language. */
function labelText(values: JsonObject): string | undefined {
  const texts = objectsAt(values, "carbonFootprintLabel.text");
  const [first] = texts;
  const chosen = texts.find(({ language }) => language === "en") ?? first;
  return chosen === undefined ? undefined : textAt(chosen, "value");
}

const dismantling = [
  ...["removalManual", "disassemblyManual", "explodedDiagrams", "disassemblySequences"],
  ...["fasteningTechniques", "disassemblyTools", "damageWarnings"],
];
const declarations = ["euDeclarationOfConformity", "testReportResults", "carbonFootprintDeclaration"];
const documents = [
  ...declarations,
  ...["instructionsForUse", "dueDiligenceReport", ...dismantling, "safetyMeasures"],
];

/** Each file once, by its address, which is what other submodels name it by. */
function handedOver(values: JsonObject): readonly Filling[] {
  const held = documents.flatMap((id) => objectsAt(values, id).map((file) => ({ id, file })));
  const found = new Map(held.toReversed().map((one) => [textAt(one.file, "url") ?? "", one] as const));
  return [...found].toReversed().flatMap(([url, { id, file }]) => {
    const language = textAt(file, "language");
    if (url === "") return [];
    return [
      {
        ...(declarations.includes(id) ? { DocumentClassifications: [certificates] } : {}),
        DocumentIds: [{ DocumentDomainId: /^[a-z]+:\/\/[^/]+/.exec(url)?.[0], DocumentIdentifier: url }],
        DocumentVersions: [
          {
            Language: language === undefined ? [] : [language],
            Title: { [language ?? "en"]: textAt(file, "resourceTitle") },
            DigitalFiles: [fileOf(file)],
          },
        ],
      },
    ];
  });
}

/** The class of VDI 2770 that the template itself names. */
const certificates = {
  ClassName: { en: "Certificates, declarations" },
  ClassId: "02-04",
  ClassificationSystem: "VDI2770:2020",
};

function fileOf(file: JsonObject): FillingMembers {
  return { contentType: textAt(file, "contentType") ?? "", value: textAt(file, "url") ?? "" };
}

const stages = [
  { id: "carbonFootprintStageRawMaterials", phase: "A1 - raw material supply (and upstream production)" },
  { id: "carbonFootprintStageMainProduction", phase: "A3 - production" },
  { id: "carbonFootprintStageDistribution", phase: "A4 - transport to final destination" },
  { id: "carbonFootprintStageEndOfLife", phase: "C3 - recycling, waste treatment" },
] as const;

/** The whole life per kilowatt-hour with class and study, each stage, and the whole battery. */
function footprints(values: JsonObject): readonly Filling[] {
  const phases = stages.map(({ phase }) => phase);
  const study = textAt(values, "carbonFootprintStudyUrl");
  const entry = (co2: string | undefined, unit: string, of: readonly string[], more: FillingMembers = {}) =>
    co2 === undefined
      ? []
      : [
          {
            ...{ PcfCO2eq: co2, ReferenceImpactUnitForCalculation: unit, LifeCyclePhases: of },
            ...{ QuantityOfMeasureForCalculation: "1", ...more },
          },
        ];
  const tonnes = parseExact(textAt(values, "absoluteCarbonFootprint") ?? "");
  return [
    ...entry(textAt(values, "carbonFootprintPerFunctionalUnit"), "kWh", phases, {
      PerformanceClass: textAt(values, "carbonFootprintPerformanceClass.class"),
      WebLinkToPublicCarbonFootprintStudy: study === undefined ? [] : [study],
    }),
    ...stages.flatMap(({ id, phase }) => entry(textAt(values, id), "kWh", [phase])),
    ...entry(tonnes === null ? undefined : toDecimal(multiply(tonnes, thousand)), "piece", phases),
  ];
}

const thousand = { numerator: 1000n, divisor: 1n, scale: 0 };

function category(values: JsonObject): string | undefined {
  const named = textAt(values, "batteryCategory") ?? "";
  if (named !== "industrial") return { EV: "ev", LMT: "lmt", industrialSmall: "industrial" }[named];
  return textAt(values, "industrialSubType") === "stationary-storage" ? "stationary" : "industrial";
}

function powerAt(values: JsonObject): readonly Filling[] {
  return [
    ["80", "at80Percent"],
    ["20", "at20Percent"],
  ].flatMap(([atSoc = "", member = ""]) => {
    const power = textAt(values, `originalPowerCapability.${member}`);
    return power === undefined ? [] : [{ atSoc, powerCapabilityAt: power }];
  });
}

/** The template has one rate for both directions. */
function cRate(values: JsonObject): string | undefined {
  const charge = textAt(values, "cycleLifeTestCRate.charge");
  return charge === textAt(values, "cycleLifeTestCRate.discharge") ? charge : undefined;
}

const composition = [
  ["cathodeMaterials", "Cathode"],
  ["anodeMaterials", "Anode"],
  ["electrolyteMaterials", "Electrolyte"],
  ["otherDetailedComposition", undefined],
] as const;

/** The detailed composition, and critical raw materials that it does not name. */
function materials(values: JsonObject): readonly Filling[] {
  const critical = objectsAt(values, "criticalRawMaterials");
  const isKnown = values["criticalRawMaterials"] !== undefined;
  const detailed = composition.flatMap(([id, place]) =>
    objectsAt(values, id).map((material) => ({ material, place })),
  );
  const others = critical.filter((one) => !detailed.some(({ material }) => isSameSubstance(one, material)));
  return [...detailed, ...others.map((material) => ({ material, place: undefined }))].map(
    ({ material, place }) => ({
      BatteryMaterialLocation: { ComponentName: textAt(material, "component") ?? place },
      BatteryMaterialIdentifier: textAt(material, "casNumber"),
      BatteryMaterialName: textAt(material, "name"),
      BatteryMaterialMass: textAt(material, "mass"),
      IsCriticalRawMaterial: isKnown
        ? String(critical.some((one) => isSameSubstance(one, material)))
        : undefined,
    }),
  );
}

/** Class, concentration and place of each substance; a range of concentrations has no place in the template. */
function substances(values: JsonObject): readonly Filling[] {
  const of = (id: string, substance: JsonObject) =>
    objectsAt(values, id).find((one) => isSameSubstance(one, substance)) ?? {};
  return objectsAt(values, "hazardousSubstances").map((substance) => {
    const concentration = of("hazardousSubstanceConcentration", substance);
    const upper = textAt(concentration, "concentration.upper");
    const place = textAt(of("hazardousSubstanceLocation", substance), "location");
    return {
      HazardousSubstanceClass: hazardClasses[(textAt(substance, "hazardClass") ?? "").toLowerCase()],
      HazardousSubstanceName: textAt(substance, "name"),
      HazardousSubstanceConcentration:
        upper === textAt(concentration, "concentration.lower") ? upper : undefined,
      HazardousSubstanceLocation: place === undefined ? undefined : { ComponentName: place },
      HazardousSubstanceIdentifier: textAt(substance, "casNumber"),
    };
  });
}

/** Hazard classes of Regulation (EC) No 1272/2008 that the template has a value for. */
const hazardClasses: Readonly<Record<string, string | undefined>> = {
  "acute toxicity": "AcuteToxicity",
  "skin corrosion/irritation": "SkinCorrosionOrIrritation",
  "skin corrosion or irritation": "SkinCorrosionOrIrritation",
  "serious eye damage/eye irritation": "EyeDamageOrIrritation",
  "eye damage or irritation": "EyeDamageOrIrritation",
};

/** By CAS numbers where both have one, else by names. */
function isSameSubstance(one: JsonObject, other: JsonObject): boolean {
  const [a, b] = [textAt(one, "casNumber"), textAt(other, "casNumber")];
  return a !== undefined && b !== undefined ? a === b : textAt(one, "name") === textAt(other, "name");
}

/** Part numbers stand with the source they come from: where there are several, the passport does not say which. */
function sparePartSources(values: JsonObject): readonly Filling[] {
  const sources = objectsAt(values, "sparePartSources");
  const components = objectsAt(values, "componentPartNumbers").map((part) => ({
    PartName: textAt(part, "component"),
    PartNumber: textAt(part, "partNumber"),
  }));
  return sources.map((source) => ({
    NameOfSupplier: { en: textAt(source, "name") },
    EmailAddressOfSupplier: { EmailAddress: textAt(source, "email") },
    SupplierWebAddress: textAt(source, "web"),
    Components: sources.length === 1 ? components : [],
  }));
}

function recycled(values: JsonObject): readonly Filling[] {
  return ["Cobalt", "Nickel", "Lithium", "Lead"].flatMap((metal) => {
    const pre = textAt(values, `recycled${metal}SharePreConsumer`);
    const post = textAt(values, `recycled${metal}SharePostConsumer`);
    return pre === undefined && post === undefined
      ? []
      : [{ RecycledMaterial: metal, PreConsumerShare: pre, PostConsumerShare: post }];
  });
}

/** The addresses of files. */
function addresses(value: JsonValue | undefined): readonly string[] {
  return entriesOf(value).flatMap((one) => (isJsonObject(one) ? (textAt(one, "url") ?? []) : []));
}

function placed(
  tree: FillingMembers,
  [step = "", ...rest]: readonly string[],
  filling: Filling,
): FillingMembers {
  if (rest.length === 0) return { ...tree, [step]: filling };
  const inner = tree[step];
  return { ...tree, [step]: placed(isMembers(inner) ? inner : {}, rest, filling) };
}

function at(values: JsonObject, path: string): JsonValue | undefined {
  return valueAt(values, path.split("."));
}

function textAt(values: JsonObject, path: string): string | undefined {
  return textOf(at(values, path));
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function objectsAt(values: JsonObject, path: string): readonly JsonObject[] {
  return listAt(values, path).filter(isJsonObject);
}

function listAt(values: JsonObject, path: string): readonly JsonValue[] {
  return entriesOf(at(values, path));
}

function entriesOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isList(value) ? value : [];
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
