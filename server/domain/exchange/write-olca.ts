import type { InventoryLine, Uncertainty } from "../carbon-footprint/inventory-line.ts";
import type { PcfResult, Q } from "../carbon-footprint/request.ts";
import {
  absolute,
  add,
  divide,
  isZero,
  multiply,
  parseExact,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { Dimension } from "../quantity/unit.ts";
import { parseUnit } from "../quantity/unit.ts";

/** What an inventory with its result says, for a tool of life-cycle assessment. */
export interface ExportedInventory {
  readonly id: string;
  readonly productName: string;
  readonly description: string;
  /** What the total stands for: one piece, or the declared output. */
  readonly output: Q;
  readonly lines: readonly ExportedLine[];
  readonly result: PcfResult;
  readonly methodVersion: string;
  readonly gwpSet: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly place: { readonly code: string; readonly name: string };
  readonly company: {
    readonly name: string;
    readonly address: string;
    readonly city: string;
    readonly zipCode: string;
    readonly country: string;
    readonly email: string;
  };
  /** RFC 3339, UTC. */
  readonly changedAt: string;
  readonly allocation: string | null;
  readonly electricity: string | null;
}

export interface ExportedLine {
  readonly line: InventoryLine;
  /** The source of its factor; null for an own value. */
  readonly source: { readonly title: string; readonly year: number } | null;
}

/** A data set as openLCA keeps it in its archive: one file in the folder of its type. */
export interface OlcaEntity {
  readonly folder: string;
  readonly id: string;
  readonly entity: Readonly<Record<string, unknown>>;
}

interface Ref {
  readonly "@type": string;
  readonly "@id": string;
  readonly name: string;
}

/**
 * An inventory as data sets of olca-schema 2: a process for the product with an input for each line, and behind every
 * input a process with the emission of one unit of it, so that linking the default providers gives the declared total
 * again. Everything a data set refers to is in the archive, with identifiers that `uuidOf` derives from the
 * declaration: the same inventory exported twice is the same archive, and nothing depends on reference data that the
 * receiving database may lack.
 *
 * Amounts are binary numbers, as the schema demands; the decimals stand in the descriptions. Lines that do not count in
 * the result are left out and named in the documentation.
 *
 * Source: olca-schema 2 (GreenDelta), classes Process, Exchange, Flow, FlowProperty, UnitGroup, Actor, Source, Location,
 * ImpactCategory, ImpactMethod; folders as in its archives.
 */
export function writeOlca(from: ExportedInventory, uuidOf: (name: string) => string): readonly OlcaEntity[] {
  const archive = new Archive(from, uuidOf);
  archive.addAll();
  return archive.entities;
}

/** File beside the data sets that says which version of the schema they follow. */
export const olcaSchemaFile = { name: "olca-schema.json", content: { version: 2 } } as const;

interface Quantity {
  readonly property: Ref;
  readonly unit: Ref;
}

/** One unit for each dimension: lines are converted to it exactly before they become binary numbers. */
const dimensions: Readonly<Partial<Record<Dimension, readonly [quantity: string, unit: string]>>> = {
  mass: ["Mass", "kg"],
  energy: ["Energy", "kWh"],
  volume: ["Volume", "m3"],
  distance: ["Distance", "km"],
  "transport work": ["Transport work", "t*km"],
  time: ["Duration", "a"],
  count: ["Number of items", "Item(s)"],
};
const carbonMass = ["Mass of carbon dioxide equivalents", "kg CO2e"] as const;

class Archive {
  readonly entities: OlcaEntity[] = [];
  readonly #from: ExportedInventory;
  readonly #uuidOf: (name: string) => string;
  readonly #known = new Map<string, Ref>();

  constructor(from: ExportedInventory, uuidOf: (name: string) => string) {
    this.#from = from;
    this.#uuidOf = uuidOf;
  }

  addAll(): void {
    const { lines, result, output } = this.#from;
    const location = this.#location();
    const gas = this.#gas();
    const inputs = lines.flatMap(({ line, source }) => {
      const kg = result.linesKg[line.code];
      const amount = amountOf(line);
      if (kg === undefined || line.publishedProblem !== null || amount === null) return [];
      return [this.#input(line, source, amount, exactOf(kg), gas, location)];
    });
    const stated = lines.reduce((sum, { line }) => add(sum, exactOf(result.linesKg[line.code] ?? "0")), zero);
    const rest = subtract(exactOf(result.totalKg), stated);
    const others = isZero(rest) ? [] : [this.#rest(rest, gas, location)];
    const unit = parseUnit(output.unit);
    const size = multiply(exactOf(output.value), unit?.inBase ?? exactOf("1"));
    const quantity = this.#quantity(unit?.dimension ?? "count");
    const flow = this.#productFlow("product", this.#from.productName, quantity);
    const product = exchange(1, flow, quantity, size, { isInput: false, isQuantitativeReference: true });
    const all = [
      product,
      ...[...inputs, ...others].map((input, index) => ({ ...input, internalId: index + 2 })),
    ];
    this.#add("processes", "Process", "product", {
      name: this.#from.productName,
      category: "Cellproof",
      description: this.#from.description,
      processType: "UNIT_PROCESS",
      exchanges: all,
      lastInternalId: all.length,
      location,
      processDocumentation: this.#documentation(inputs.length + others.length),
    });
  }

  /** An input of the product, and the process behind it that emits what one unit of it does. */
  #input(
    line: InventoryLine,
    source: ExportedLine["source"],
    { dimension, size }: Amount,
    kg: Exact,
    gas: Gas,
    location: Ref,
  ) {
    const quantity = this.#quantity(dimension);
    const flow = this.#productFlow(`line ${line.code}`, line.nameEn, quantity);
    const perUnit = isZero(size) ? zero : divide(kg, size);
    const provider = this.#provider(`line ${line.code}`, line.nameEn, flow, quantity, perUnit, gas, {
      location,
      description: `Emission of one ${quantity.unit.name}: ${toDecimal(perUnit)} kg CO2e, as ${this.#from.methodVersion} computes this line.`,
      ...(source === null ? {} : { sources: [this.#source(source)] }),
    });
    return {
      ...exchange(0, flow, quantity, size, { isInput: true, isQuantitativeReference: false }),
      defaultProvider: provider,
      description: [
        `${toDecimal(size)} ${quantity.unit.name}; ${toDecimal(kg)} kg CO2e; stage ${line.stage}; ${line.dataKind} data.`,
        line.sourceEn,
        ...(line.quality === null
          ? []
          : [`Data quality TeR ${line.quality.TeR}, GeR ${line.quality.GeR}, TiR ${line.quality.TiR}.`]),
      ].join(" "),
      ...uncertaintyOf(line.uncertainty, size),
    };
  }

  /** What the result counts beside the lines, such as the end of life of the whole product. */
  #rest(kg: Exact, gas: Gas, location: Ref) {
    const quantity = this.#quantity("count");
    const name = "Counted for the whole product";
    const flow = this.#productFlow("rest", name, quantity);
    const provider = this.#provider("rest", name, flow, quantity, kg, gas, {
      location,
      description: `${toDecimal(kg)} kg CO2e that belong to no single line.`,
    });
    return {
      ...exchange(0, flow, quantity, exactOf("1"), { isInput: true, isQuantitativeReference: false }),
      defaultProvider: provider,
    };
  }

  #provider(
    key: string,
    name: string,
    flow: Ref,
    quantity: Quantity,
    kg: Exact,
    gas: Gas,
    { location, description, sources }: ProviderFacts,
  ): Ref {
    return this.#add("processes", "Process", `provider of ${key}`, {
      name,
      category: "Cellproof/Inputs",
      description,
      processType: "UNIT_PROCESS",
      exchanges: [
        exchange(1, flow, quantity, exactOf("1"), { isInput: false, isQuantitativeReference: true }),
        exchange(2, gas.flow, gas.quantity, kg, { isInput: false, isQuantitativeReference: false }),
      ],
      lastInternalId: 2,
      location,
      ...(sources === undefined
        ? {}
        : { processDocumentation: { "@type": "ProcessDocumentation", sources } }),
    });
  }

  /** The emission all lines end in, and the impact category that counts it as it is. */
  #gas(): Gas {
    const quantity = this.#named(...carbonMass);
    const name = `Greenhouse gases as carbon dioxide equivalents (GWP-100, ${this.#from.gwpSet})`;
    const flow = this.#add("flows", "Flow", "greenhouse gases", {
      name,
      category: "Elementary flows/Emission to air/unspecified",
      flowType: "ELEMENTARY_FLOW",
      flowProperties: [factorOf(quantity.property)],
    });
    const category = this.#add("lcia_categories", "ImpactCategory", "climate change", {
      name: "Climate change",
      category: "Cellproof",
      refUnit: quantity.unit.name,
      impactFactors: [
        {
          ...{ "@type": "ImpactFactor", flow, flowProperty: quantity.property, unit: quantity.unit },
          value: 1,
        },
      ],
    });
    this.#add("lcia_methods", "ImpactMethod", "method", {
      name: `Carbon footprint (GWP-100, ${this.#from.gwpSet})`,
      category: "Cellproof",
      impactCategories: [category],
    });
    return { flow, quantity };
  }

  #quantity(dimension: Dimension): Quantity {
    const [name, unit] = dimensions[dimension] ?? ["Number of items", "Item(s)"];
    return this.#named(name, unit);
  }

  #named(name: string, unitName: string): Quantity {
    const unit = ref("Unit", this.#uuidOf(`unit ${unitName}`), unitName);
    const property = ref("FlowProperty", this.#uuidOf(`property ${name}`), name);
    const group = this.#add("unit_groups", "UnitGroup", `units of ${name}`, {
      name: `Units of ${name.toLowerCase()}`,
      category: "Cellproof",
      defaultFlowProperty: property,
      units: [{ ...unit, conversionFactor: 1, isRefUnit: true }],
    });
    this.#add("flow_properties", "FlowProperty", `property ${name}`, {
      name,
      category: "Cellproof",
      flowPropertyType: "PHYSICAL_QUANTITY",
      unitGroup: group,
    });
    return { property, unit };
  }

  #productFlow(key: string, name: string, { property }: Quantity): Ref {
    return this.#add("flows", "Flow", `flow of ${key}`, {
      name,
      category: "Cellproof",
      flowType: "PRODUCT_FLOW",
      flowProperties: [factorOf(property)],
    });
  }

  #location(): Ref {
    const { code, name } = this.#from.place;
    return this.#add("locations", "Location", `location ${code}`, { name, code });
  }

  #source({ title, year }: { readonly title: string; readonly year: number }): Ref {
    return this.#add("sources", "Source", `source ${title} ${String(year)}`, {
      name: title.slice(0, 200),
      category: "Cellproof",
      textReference: title,
      year,
    });
  }

  #documentation(counted: number) {
    const { company, periodStart, periodEnd, methodVersion, lines, changedAt, place } = this.#from;
    const { allocation, electricity } = this.#from;
    const left = lines.flatMap(({ line }) =>
      this.#from.result.linesKg[line.code] === undefined || line.publishedProblem !== null ? [line.code] : [],
    );
    const owner = this.#add("actors", "Actor", "company", { ...company, category: "Cellproof" });
    return {
      "@type": "ProcessDocumentation",
      creationDate: changedAt,
      dataSetOwner: owner,
      dataGenerator: owner,
      inventoryMethodDescription: methodVersion,
      timeDescription: `Data of ${periodStart} to ${periodEnd}`,
      validFrom: periodStart,
      validUntil: periodEnd,
      geographyDescription: place.name,
      completenessDescription:
        left.length === 0
          ? `All ${String(counted)} inputs of the inventory.`
          : `${String(counted)} inputs; not counted in the result and left out: ${left.join(", ")}.`,
      ...(allocation === null ? {} : { modelingConstantsDescription: allocation }),
      ...(electricity === null ? {} : { technologyDescription: electricity }),
    };
  }

  /** A data set, once: the same key again answers the reference. */
  #add(
    folder: string,
    type: string,
    key: string,
    facts: Readonly<Record<string, unknown>> & { readonly name: string },
  ): Ref {
    const known = this.#known.get(`${type} ${key}`);
    if (known !== undefined) return known;
    // Units and quantities are the same for every inventory; everything else belongs to its declaration.
    const isShared = ["UnitGroup", "FlowProperty", "Location"].includes(type);
    const id = this.#uuidOf(
      type === "FlowProperty" ? key : isShared ? `${type} ${key}` : `${this.#from.id} ${type} ${key}`,
    );
    const made = ref(type, id, facts.name);
    this.#known.set(`${type} ${key}`, made);
    this.entities.push({
      folder,
      id,
      entity: { "@type": type, "@id": id, version: "01.00.000", lastChange: this.#from.changedAt, ...facts },
    });
    return made;
  }
}

interface Gas {
  readonly flow: Ref;
  readonly quantity: Quantity;
}

interface ProviderFacts {
  readonly location: Ref;
  readonly description: string;
  readonly sources?: readonly Ref[];
}

interface Amount {
  readonly dimension: Dimension;
  /** In the base unit of the dimension. */
  readonly size: Exact;
}

/** What a line consumes in base units: for transport the work; null while nothing is entered. */
function amountOf(line: InventoryLine): Amount | null {
  const amount = inBase(line.amount, line.amountUnit);
  if (amount === null || line.kind !== "transport" || amount.dimension === "transport work") return amount;
  const distance = inBase(line.distance, line.distanceUnit);
  if (distance === null) return amount;
  // kg x km is a thousandth of t x km.
  return {
    dimension: "transport work",
    size: multiply(multiply(amount.size, distance.size), exactOf("0.001")),
  };
}

function inBase(value: string | null, unitText: string | null): Amount | null {
  const unit = unitText === null ? null : parseUnit(unitText);
  const exact = value === null ? null : parseExact(value);
  return unit === null || exact === null || unit.per !== null
    ? null
    : { dimension: unit.dimension, size: multiply(exact, unit.inBase) };
}

function exchange(
  internalId: number,
  flow: Ref,
  { property, unit }: Quantity,
  amount: Exact,
  side: { readonly isInput: boolean; readonly isQuantitativeReference: boolean },
) {
  return {
    ...{ "@type": "Exchange", internalId, flow, flowProperty: property, unit },
    ...{ amount: Number(toDecimal(amount)), ...side, isAvoidedProduct: false },
  };
}

/** Spread of an amount; a normal one has no standard deviation that we would not have to invent. */
function uncertaintyOf(uncertainty: Uncertainty | null, size: Exact): Readonly<Record<string, unknown>> {
  if (uncertainty === null || uncertainty.distribution === "normal") return {};
  const mode = Number(toDecimal(size));
  if (uncertainty.distribution === "lognormal") {
    return {
      uncertainty: {
        ...{ "@type": "Uncertainty", distributionType: "LOG_NORMAL_DISTRIBUTION", geomMean: mode },
        geomSd: Number(uncertainty.gsd),
      },
    };
  }
  const reach = multiply(absolute(size), exactOf(uncertainty.spread));
  const [minimum, maximum] = [subtract(size, reach), add(size, reach)].map((end) => Number(toDecimal(end)));
  const isTriangle = uncertainty.distribution === "triangular";
  return {
    uncertainty: {
      "@type": "Uncertainty",
      distributionType: isTriangle ? "TRIANGLE_DISTRIBUTION" : "UNIFORM_DISTRIBUTION",
      ...{ minimum, maximum, ...(isTriangle ? { mode } : {}) },
    },
  };
}

function factorOf(flowProperty: Ref) {
  return { "@type": "FlowPropertyFactor", conversionFactor: 1, isRefFlowProperty: true, flowProperty };
}

function ref(type: string, id: string, name: string): Ref {
  return { "@type": type, "@id": id, name };
}

/** Of a decimal that has been checked. */
function exactOf(text: string): Exact {
  const exact = parseExact(text);
  if (exact === null) throw new TypeError(`not a decimal: ${text}`);
  return exact;
}
