import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { PcfRequest, PcfResult } from "../../server/domain/carbon-footprint/request.ts";
import { createdAt, decimal, id, instant } from "./columns.ts";
import { user } from "./account.ts";
import { batteryModel } from "./model.ts";
import { facility, operator } from "./operator.ts";

/** Emission factors by identifier and version. Rows are only ever added: an old result names the version it used. */
export const emissionFactor = pgTable(
  "emission_factor",
  {
    id: text().notNull(),
    version: integer().notNull(),
    nameEn: text().notNull(),
    nameZh: text().notNull(),
    value: decimal().notNull(),
    /** For example `kgCO2e/kg`. */
    unit: text().notNull(),
    geography: text().notNull(),
    year: integer().notNull(),
    sourceTitle: text().notNull(),
    /** Section or table of the source. */
    sourceWhere: text(),
    qualityNote: text(),
    boundary: text(),
    /** True for a value made up for the demonstration where no source prints one. */
    illustrative: boolean().notNull().default(false),
    /** Base64url SHA-256 of the canonical JSON of the columns above. */
    contentHash: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.id, t.version] })],
);

/** A supplied product with a footprint but no passport: cells, modules, materials. */
export const supplierProduct = pgTable(
  "supplier_product",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    facilityId: uuid()
      .notNull()
      .references(() => facility.id),
    code: text().notNull(),
    nameEn: text().notNull(),
    nameZh: text().notNull(),
    /** Declared unit, for example 1 and `MWh`. */
    declaredAmount: decimal().notNull(),
    declaredUnit: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique("supplier_product_code").on(t.operatorId, t.code)],
);

/** Activity data behind one declaration. Editable while the declaration is a draft, frozen with it. */
export const inventory = pgTable("inventory", {
  id: id(),
  operatorId: uuid()
    .notNull()
    .references(() => operator.id),
  title: text().notNull(),
  method: text().notNull(),
  gwpSet: text().notNull(),
  /** The denominator, in the `energy` form of the calculation request. */
  energy: jsonb().$type<Record<string, unknown>>().notNull(),
  periodStart: date({ mode: "string" }).notNull(),
  periodEnd: date({ mode: "string" }).notNull(),
  basedOnId: uuid(),
  createdAt: createdAt(),
});

/** One line of activity data with its factor and the source of both. */
export const inventoryLine = pgTable(
  "inventory_line",
  {
    inventoryId: uuid()
      .notNull()
      .references(() => inventory.id, { onDelete: "cascade" }),
    /** The line's identifier inside the inventory and in the calculation request. */
    code: text().notNull(),
    position: integer().notNull(),
    /** `material`, `activity`, `electricity`, `transport`. */
    kind: text().notNull(),
    stage: text().notNull(),
    component: text(),
    nameEn: text().notNull(),
    nameZh: text().notNull(),
    /** Mass, energy or another activity amount; null when a source prints only the result. */
    amount: decimal(),
    amountUnit: text(),
    /** Transport only. */
    transportMode: text(),
    distance: decimal(),
    distanceUnit: text(),
    /** Electricity only: `direct`, `national_average`, `contract`, `residual`, `internal`. */
    electricityModel: text(),
    /** The library factor used; null with an own value in `factorValue`. */
    factorId: text(),
    factorVersion: integer(),
    factorValue: decimal(),
    factorUnit: text(),
    /** Materials only: share of recycled input, 0 to 1, and its factor. */
    recycledShare: decimal(),
    recycledFactorValue: decimal(),
    recycledFactorUnit: text(),
    credit: boolean().notNull().default(false),
    /** `primary` or `secondary`. */
    dataKind: text().notNull(),
    /** True when the amount is made up for the demonstration and not the maker's. */
    illustrative: boolean().notNull().default(false),
    /** Where the amount comes from, in words. */
    sourceEn: text().notNull(),
    sourceZh: text().notNull(),
    /** What a published report prints for this row, kept as printed. */
    publishedValue: decimal(),
    publishedUnit: text(),
    /** Error code of the row as published: it is shown, and kept out of the calculation. */
    publishedProblem: text(),
  },
  (t) => [
    primaryKey({ columns: [t.inventoryId, t.code] }),
    foreignKey({
      columns: [t.factorId, t.factorVersion],
      foreignColumns: [emissionFactor.id, emissionFactor.version],
    }),
    check("inventory_line_kind", sql`${t.kind} in ('material', 'activity', 'electricity', 'transport')`),
    check("inventory_line_data_kind", sql`${t.dataKind} in ('primary', 'secondary')`),
  ],
);

/** Classes of a carbon footprint label. The Regulation defines no letters: a class is text of a rule set with a version. */
export const performanceClassRuleSet = pgTable(
  "performance_class_rule_set",
  {
    id: text().notNull(),
    version: integer().notNull(),
    name: text().notNull(),
    legalBasis: text().notNull(),
    /** Upper-inclusive limits in kgCO2e/kWh, ascending; the last has no limit. */
    classes: jsonb().$type<{ name: string; upTo: string | null }[]>().notNull(),
    validFrom: date({ mode: "string" }).notNull(),
    source: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.id, t.version] })],
);

/**
 * Carbon footprint declaration of one model from one plant, or of one supplied product. A released one never changes:
 * a correction is the next one, and the old stays readable.
 */
export const declaration = pgTable(
  "declaration",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    modelId: uuid().references(() => batteryModel.id),
    supplierProductId: uuid().references(() => supplierProduct.id),
    facilityId: uuid()
      .notNull()
      .references(() => facility.id),
    /** 1, 2, 3 … per model or supplied product. */
    number: integer().notNull(),
    state: text().notNull().default("draft"),
    inventoryId: uuid()
      .notNull()
      .unique()
      .references(() => inventory.id),
    method: text().notNull(),
    /** For example `mee@draft-2025-03`. */
    methodVersion: text().notNull(),
    /** The exact calculation request and answer; written at release, with the digests of both. */
    request: jsonb().$type<PcfRequest>(),
    result: jsonb().$type<PcfResult>(),
    requestDigest: text(),
    resultDigest: text(),
    /** What a published document prints for the same product, for comparison. */
    publishedValue: decimal(),
    publishedUnit: text(),
    publishedTotal: decimal(),
    publishedTotalUnit: text(),
    publishedShares: jsonb().$type<Record<string, string>>(),
    publishedSource: text(),
    conformityDeclarationNumber: text(),
    performanceClass: text(),
    ruleSetId: text(),
    ruleSetVersion: integer(),
    /** Counts every change of the draft: whoever saves on an older count is told so. */
    lock: integer().notNull().default(0),
    changeReason: text(),
    createdBy: text().references(() => user.id),
    createdAt: createdAt(),
    updatedAt: instant()
      .notNull()
      .default(sql`now()`),
    releasedBy: text().references(() => user.id),
    releasedAt: instant(),
  },
  (t) => [
    check("declaration_subject", sql`num_nonnulls(${t.modelId}, ${t.supplierProductId}) = 1`),
    check(
      "declaration_state",
      sql`${t.state} in ('draft', 'in_review', 'released', 'superseded', 'withdrawn')`,
    ),
    foreignKey({
      columns: [t.ruleSetId, t.ruleSetVersion],
      foreignColumns: [performanceClassRuleSet.id, performanceClassRuleSet.version],
    }),
    uniqueIndex("declaration_number").on(sql`coalesce(${t.modelId}, ${t.supplierProductId})`, t.number),
    uniqueIndex("declaration_one_draft")
      .on(sql`coalesce(${t.modelId}, ${t.supplierProductId})`)
      .where(sql`${t.state} in ('draft', 'in_review')`),
    uniqueIndex("declaration_one_released")
      .on(sql`coalesce(${t.modelId}, ${t.supplierProductId})`)
      .where(sql`${t.state} = 'released'`),
    index("declaration_operator").on(t.operatorId),
    index("declaration_model").on(t.modelId),
    index("declaration_supplier_product").on(t.supplierProductId),
  ],
);
