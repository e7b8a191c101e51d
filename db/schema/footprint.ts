import { sql } from "drizzle-orm";
import {
  bigint,
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
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type {
  CircularParameters,
  DataQuality,
  ElectricitySource,
  EndOfLife,
  InventoryLine,
  Uncertainty,
} from "../../server/domain/carbon-footprint/inventory-line.ts";
import type {
  StoredHead,
  InventoryParameters,
  StudyNotes,
} from "../../server/domain/carbon-footprint/inventory-header.ts";
import type { PcfRequest, PcfResult, ResultBasis } from "../../server/domain/carbon-footprint/request.ts";
import type { ScenarioStep } from "../../server/domain/carbon-footprint/scenario-step.ts";
import { createdAt, decimal, id, instant } from "./columns.ts";
import { user } from "./account.ts";
import { batteryModel, document } from "./model.ts";
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
    /** Whose own factor this is; null for the library that everybody reads. */
    operatorId: uuid().references(() => operator.id),
    /** GWP set of the value where the source states one. */
    gwpSet: text(),
    /** Words a search finds beside the names, for example `electricity`. */
    category: text(),
    /** The document that shows the value; own factors only. */
    evidenceDocumentId: uuid().references(() => document.id),
    /** The supplier's record this value was taken from. */
    supplierFootprintId: uuid().references((): AnyPgColumn => supplierFootprint.id),
    quality: jsonb().$type<DataQuality>(),
    validUntil: date({ mode: "string" }),
    /** Base64url SHA-256 of the canonical JSON of the columns above. */
    contentHash: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.id, t.version] }), index("emission_factor_operator").on(t.operatorId)],
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
  /** What a method lets the maker choose: allocation, cut-off, rounding. */
  parameters: jsonb().$type<InventoryParameters>().notNull().default({}),
  /** What the study says in words: goal, exclusions with reasons, allocation. */
  study: jsonb().$type<StudyNotes>().notNull().default({}),
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
    recycledFactorId: text(),
    recycledFactorVersion: integer(),
    /** Parameters of the Circular Footprint Formula (EU). */
    circular: jsonb().$type<CircularParameters>(),
    /** MEE full life cycle: share recovered for the next product system, 0 to 1, and end-of-life treatment. */
    recoveredShare: decimal(),
    endOfLife: jsonb().$type<EndOfLife>(),
    /** Left out by the cut-off rule; its mass goes to the input with the highest factor. */
    cut: boolean().notNull().default(false),
    cutReason: text(),
    /** Several sources of one electricity line; null where `electricityModel` and the factor say it all. */
    electricitySources: jsonb().$type<readonly ElectricitySource[]>(),
    /** Transport: share of the distance driven back empty, where the factor does not hold it. */
    emptyShare: decimal(),
    /** GWP set of the factor where it differs from the inventory's. */
    factorGwpSet: text(),
    quality: jsonb().$type<DataQuality>(),
    uncertainty: jsonb().$type<Uncertainty>(),
    /** ISO 3166 country or region of the activity, and its year, where they differ from plant and period. */
    geography: text(),
    activityYear: integer(),
    /** Shown to nobody outside the operator: the public study names its stage sum only. */
    confidential: boolean().notNull().default(false),
    /** The supplier's record behind the factor. */
    supplierFootprintId: uuid().references(() => supplierFootprint.id),
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

/**
 * A carbon footprint somebody else states for what they supply: answered by link, imported in an exchange format, or
 * signed here as the supplier's credential. Rows are only ever added; a correction is another one.
 */
export const supplierFootprint = pgTable(
  "supplier_footprint",
  {
    id: id(),
    /** Who supplies; an operator of this registry signs with its own key. */
    supplierOperatorId: uuid().references(() => operator.id),
    supplierName: text().notNull(),
    /** Who received it; null for a credential the supplier published for everybody. */
    receivedByOperatorId: uuid().references(() => operator.id),
    requestId: uuid().references((): AnyPgColumn => supplierRequest.id),
    /** The declaration behind it, where the supplier declared here. */
    declarationId: uuid().references((): AnyPgColumn => declaration.id),
    /** `link`, `pact`, `catena-x`, `credential`. */
    origin: text().notNull(),
    productName: text().notNull(),
    /** Value for one declared unit, for example 11.2 `kgCO2e/kg`. */
    value: decimal().notNull(),
    unit: text().notNull(),
    periodStart: date({ mode: "string" }).notNull(),
    periodEnd: date({ mode: "string" }).notNull(),
    geography: text(),
    /** 0 to 1. */
    primaryDataShare: decimal(),
    gwpSet: text(),
    quality: jsonb().$type<DataQuality>(),
    boundary: text().notNull(),
    validUntil: date({ mode: "string" }),
    /** The document as received, in its own form. */
    document: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The signed credential, exactly as signed; null while nobody signed. */
    record: text(),
    /** Base64url SHA-256 of the record, or of the canonical JSON of the document. */
    contentHash: text().notNull(),
    /** Place of the record's `digest` entry in the log; null while nobody signed. */
    leafIndex: bigint({ mode: "number" }),
    createdAt: createdAt(),
  },
  (t) => [
    check("supplier_footprint_origin", sql`${t.origin} in ('link', 'pact', 'catena-x', 'credential')`),
    index("supplier_footprint_received").on(t.receivedByOperatorId),
    index("supplier_footprint_supplier").on(t.supplierOperatorId),
  ],
);

/** The lines behind a supplier's figure that only the supplier reads; the receiver sees the sum. */
export const supplierFootprintLine = pgTable(
  "supplier_footprint_line",
  {
    supplierFootprintId: uuid()
      .notNull()
      .references(() => supplierFootprint.id),
    position: integer().notNull(),
    name: text().notNull(),
    emissionKg: decimal().notNull(),
    note: text(),
  },
  (t) => [primaryKey({ columns: [t.supplierFootprintId, t.position] })],
);

/** A maker's question to a supplier, answered by whoever holds the link. */
export const supplierRequest = pgTable(
  "supplier_request",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    supplierName: text().notNull(),
    productName: text().notNull(),
    /** For example `kg`: what the figure is asked for one of. */
    declaredUnit: text().notNull(),
    periodStart: date({ mode: "string" }).notNull(),
    periodEnd: date({ mode: "string" }).notNull(),
    message: text(),
    /** Why the supplier gives no figure, in its words. */
    declineReason: text(),
    /** Hexadecimal SHA-256 of the secret in the link: the database alone opens nothing. */
    tokenHash: text().notNull().unique(),
    expiresAt: instant().notNull(),
    /** `open`, `answered`, `declined`, `withdrawn`. */
    state: text().notNull().default("open"),
    createdBy: text().references(() => user.id),
    createdAt: createdAt(),
    answeredAt: instant(),
  },
  (t) => [
    check("supplier_request_state", sql`${t.state} in ('open', 'answered', 'declined', 'withdrawn')`),
    index("supplier_request_operator").on(t.operatorId),
  ],
);

/** Who read a supplier's figure, for the supplier to see. Rows are only ever added. */
export const supplierFootprintReading = pgTable(
  "supplier_footprint_reading",
  {
    id: id(),
    supplierFootprintId: uuid()
      .notNull()
      .references(() => supplierFootprint.id),
    readerName: text().notNull(),
    purpose: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index("supplier_footprint_reading_of").on(t.supplierFootprintId)],
);

/** How to take back the newest change of a draft's inventory; rows go with the draft. */
export const inventoryUndo = pgTable(
  "inventory_undo",
  {
    inventoryId: uuid()
      .notNull()
      .references(() => inventory.id, { onDelete: "cascade" }),
    /** State of the draft after the change. */
    lock: integer().notNull(),
    /** What was done, as in the audit log. */
    action: text().notNull(),
    /** Lines as they were before (null: there was none), by code. */
    lines: jsonb().$type<Record<string, InventoryLine | null>>().notNull(),
    /** Header as it was before, where it changed. */
    header: jsonb().$type<Partial<StoredHead>>(),
    createdBy: text().references(() => user.id),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.inventoryId, t.lock] })],
);

/** Which column of a sender's spreadsheet means what, kept so that the next file of the same shape needs no mapping. */
export const importMapping = pgTable(
  "import_mapping",
  {
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    /** `inventory`, `models`, `items`. */
    kind: text().notNull(),
    /** Base64url SHA-256 of the header row, canonical. */
    headerHash: text().notNull(),
    /** Column heading to field; null for a column that is not read. */
    columns: jsonb().$type<Record<string, string | null>>().notNull(),
    updatedAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.operatorId, t.kind, t.headerHash] })],
);

/** One uploaded spreadsheet, read and judged, not yet taken over: the dry run. */
export const importRun = pgTable(
  "import_run",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    kind: text().notNull(),
    declarationId: uuid().references((): AnyPgColumn => declaration.id, { onDelete: "cascade" }),
    fileName: text().notNull(),
    /** Category chosen for a file of models; null where the file says it. */
    category: text(),
    /** Hexadecimal SHA-256 of the file. */
    sha256: text().notNull(),
    /** `staged`, `running` (rows are being entered), `stopped` (some are, the others may follow), `accepted`, `discarded`. */
    state: text().notNull().default("staged"),
    columns: jsonb().$type<Record<string, string | null>>().notNull(),
    goodRows: integer().notNull(),
    badRows: integer().notNull(),
    createdBy: text().references(() => user.id),
    createdAt: createdAt(),
    acceptedAt: instant(),
    /** Who had the rows entered, and in whose name a run that was cut off goes on. */
    acceptedBy: text().references(() => user.id),
    /** Who enters the rows now; another number takes the run over. */
    worker: uuid(),
    /** When it last said that it is alive. */
    beatAt: instant(),
  },
  (t) => [
    check("import_run_state", sql`${t.state} in ('staged', 'running', 'stopped', 'accepted', 'discarded')`),
    index("import_run_declaration").on(t.declarationId),
    index("import_run_operator").on(t.operatorId, t.createdAt),
  ],
);

/** One row of an uploaded spreadsheet as read: what it becomes, or every reason why it becomes nothing. */
export const importRow = pgTable(
  "import_row",
  {
    runId: uuid()
      .notNull()
      .references(() => importRun.id, { onDelete: "cascade" }),
    /** As the spreadsheet counts, from 1. */
    rowNumber: integer().notNull(),
    cells: jsonb().$type<readonly string[]>().notNull(),
    value: jsonb().$type<Record<string, unknown>>(),
    problems: jsonb()
      .$type<readonly { code: string; path: string; params?: Readonly<Record<string, string>> }[]>()
      .notNull(),
    /** What became of a row that was entered: `created`, `changed`, `unchanged`; null for one that was not. */
    outcome: text(),
    /** The passport it made or found. */
    productUrl: text(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.rowNumber] }),
    check("import_row_outcome", sql`${t.outcome} in ('created', 'changed', 'unchanged')`),
  ],
);

/** A set of reduction steps kept with an inventory: what would change, never what is declared. */
export const reductionScenario = pgTable(
  "reduction_scenario",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    declarationId: uuid()
      .notNull()
      .references((): AnyPgColumn => declaration.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** In the order in which they are stacked. */
    steps: jsonb().$type<readonly ScenarioStep[]>().notNull(),
    createdBy: text().references(() => user.id),
    createdAt: createdAt(),
    updatedAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (t) => [index("reduction_scenario_declaration").on(t.declarationId)],
);

/** A verdict of the second pair of eyes on one state of a draft. Rows are only ever added. */
export const declarationReview = pgTable(
  "declaration_review",
  {
    id: id(),
    declarationId: uuid()
      .notNull()
      .references((): AnyPgColumn => declaration.id, { onDelete: "cascade" }),
    /** `submitted`, `withdrawn` (the submission), `approved`, `returned`. */
    verdict: text().notNull(),
    /** State of the draft that was looked at. */
    lock: integer().notNull(),
    /** Digest of the calculation request that was looked at. */
    requestDigest: text(),
    /** Digest of all that a release would freeze and make public, but for number and day. */
    contentDigest: text(),
    note: text(),
    by: text()
      .notNull()
      .references(() => user.id),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "declaration_review_verdict",
      sql`${t.verdict} in ('submitted', 'withdrawn', 'approved', 'returned')`,
    ),
    index("declaration_review_declaration").on(t.declarationId),
  ],
);

/**
 * A change of the product or its making that asks for a new declaration: bill of materials, energy mix. Rows are only
 * ever added.
 */
export const modelChange = pgTable(
  "model_change",
  {
    id: id(),
    modelId: uuid()
      .notNull()
      .references(() => batteryModel.id),
    /** `bill_of_materials`, `energy_mix`, `plant`. */
    kind: text().notNull(),
    changedOn: date({ mode: "string" }).notNull(),
    note: text().notNull(),
    createdBy: text().references(() => user.id),
    createdAt: createdAt(),
  },
  (t) => [
    check("model_change_kind", sql`${t.kind} in ('bill_of_materials', 'energy_mix', 'plant')`),
    index("model_change_model").on(t.modelId),
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
    /** `classes` or `threshold` (Art. 7(3): the one limit a battery must stay below). */
    kind: text().notNull().default("classes"),
    /** Battery category it is for; null for all. */
    category: text(),
    /** `proposal`, `adopted`, `in_force`. Only an adopted set is ever applied. */
    status: text().notNull().default("proposal"),
    /** How the limits were derived: quantiles, number of declarations, the day. */
    derivation: jsonb().$type<Record<string, unknown>>(),
    /** Base64url SHA-256 of the canonical JSON of the columns above. */
    contentHash: text(),
    createdBy: text().references(() => user.id),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.version] }),
    check("performance_class_rule_set_kind", sql`${t.kind} in ('classes', 'threshold')`),
    check("performance_class_rule_set_status", sql`${t.status} in ('proposal', 'adopted', 'in_force')`),
  ],
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
    /** Everything the result rests on, each by version and content hash; written at release. */
    basis: jsonb().$type<ResultBasis>(),
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
    /** Everybody who changed this draft: none of them reviews it. */
    editors: text()
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    submittedBy: text().references(() => user.id),
    submittedAt: instant(),
    reviewedBy: text().references(() => user.id),
    reviewedAt: instant(),
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
