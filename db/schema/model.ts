import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { JsonValue } from "../../server/domain/record/strict-json.ts";
import { createdAt, decimal, id, instant } from "./columns.ts";
import { user } from "./account.ts";
import { facility, operator } from "./operator.ts";

/**
 * Battery model: one product type **from one plant**. The same type from two plants is two rows with one
 * `typeDesignation`, because the carbon footprint is declared per model and plant.
 */
export const batteryModel = pgTable(
  "battery_model",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    facilityId: uuid()
      .notNull()
      .references(() => facility.id),
    /** The product identifier, exactly the text in the QR code. Never changes, never re-used. */
    productUrl: text().notNull().unique(),
    /** 14 digits; null for operators with their own identifier scheme. */
    gtin: text().unique(),
    modelCode: text().notNull(),
    typeDesignation: text().notNull(),
    name: text().notNull(),
    category: text().notNull(),
    chemistry: text().notNull(),
    massKg: decimal().notNull(),
    ratedCapacityAh: decimal().notNull(),
    nominalVoltageV: decimal().notNull(),
    ratedEnergyKwh: decimal().notNull(),
    /** Usable energy at begin of life; null while only the rated energy is stated. */
    usableEnergyKwh: decimal(),
    warrantyMonths: integer(),
    /** Further attributes by identifier of the attribute catalogue, in its form; those in columns are not repeated. */
    attributes: jsonb().$type<Record<string, JsonValue>>().notNull().default({}),
    /** Attributes that do not apply to this battery although they might, with the reason: `{ "cadmiumLeadSymbols": "…" }`. */
    notApplicable: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Attributes the law bars today that the operator wants shown apart, as voluntary. */
    shownVoluntarily: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Who had a hand in the data since the last release: none of them reviews it. */
    editors: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Counts the changes of the data: nobody writes over what somebody else changed meanwhile. */
    lock: integer().notNull().default(0),
    /** Chinese traction battery code of the model (GB/T 34014), beside the identifier of the passport. */
    chineseCode: text(),
    /** True when the values are made up to show how the registry works, not a maker's. */
    illustrative: boolean().notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    unique("battery_model_code").on(t.operatorId, t.modelCode, t.facilityId),
    index("battery_model_type").on(t.operatorId, t.typeDesignation),
    check(
      "battery_model_category",
      sql`${t.category} in ('EV', 'LMT', 'industrialStationary', 'industrialOther', 'industrialSmall', 'SLI', 'portable')`,
    ),
    check("battery_model_mass", sql`${t.massKg} > 0`),
    check(
      "battery_model_capacity",
      sql`${t.ratedCapacityAh} > 0 and ${t.nominalVoltageV} > 0 and ${t.ratedEnergyKwh} > 0`,
    ),
  ],
);

/** Batteries of one model made together, where its operator works with batches. */
export const batteryBatch = pgTable(
  "battery_batch",
  {
    id: id(),
    modelId: uuid()
      .notNull()
      .references(() => batteryModel.id),
    number: text().notNull(),
    /** Never changes, never re-used. */
    productUrl: text().notNull().unique(),
    /** `YYYY-MM`; null where the batch was made over several months. */
    manufacturedOn: text(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("battery_batch_number").on(t.modelId, t.number),
    check("battery_batch_month", sql`${t.manufacturedOn} ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'`),
  ],
);

/** One physical battery. Holds only what differs from its model; rows by the million. */
export const batteryItem = pgTable(
  "battery_item",
  {
    id: id(),
    modelId: uuid()
      .notNull()
      .references(() => batteryModel.id),
    batchId: uuid().references(() => batteryBatch.id),
    serial: text().notNull(),
    productUrl: text().notNull().unique(),
    /** `YYYY-MM`. */
    manufacturedOn: text().notNull(),
    placedOnMarketOn: date({ mode: "string" }),
    /** Chinese traction battery code of this battery (GB/T 34014), 24 characters. */
    chineseCode: text().unique(),
    /** Attributes of this battery by identifier of the attribute catalogue; measured values are readings. */
    attributes: jsonb().$type<Record<string, JsonValue>>().notNull().default({}),
    /** Attributes of which it is stated that they do not apply to this battery, with the reason; beside those of its model. */
    notApplicable: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Its data or readings changed after the newest signed version. */
    changedAt: instant(),
    /** Annex XIII point 4(c): never public. */
    batteryStatus: text().notNull().default("original"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("battery_item_serial").on(t.modelId, t.serial),
    index("battery_item_batch").on(t.batchId),
    // Any part of a serial number or Chinese code among millions; both are made only where PostgreSQL has pg_trgm.
    index("battery_item_serial_part").using("gin", t.serial.op("gin_trgm_ops")),
    index("battery_item_chinese_code_part").using("gin", t.chineseCode.op("gin_trgm_ops")),
    index("battery_item_other_status")
      .on(t.batteryStatus)
      .where(sql`${t.batteryStatus} <> 'original'`),
    check(
      "battery_item_status",
      sql`${t.batteryStatus} in ('original', 'repurposed', 're-used', 'remanufactured', 'waste')`,
    ),
    check("battery_item_month", sql`${t.manufacturedOn} ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'`),
  ],
);

/** A file of an operator, kept once under its digest and attached in many places. */
export const document = pgTable(
  "document",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    /** Hexadecimal SHA-256 of the bytes; also its name in the file store. */
    sha256: text().notNull(),
    mediaType: text().notNull(),
    sizeBytes: integer().notNull(),
    title: text().notNull(),
    /** BCP 47. */
    language: text().notNull(),
    createdBy: text().references(() => user.id),
    createdAt: createdAt(),
  },
  (t) => [unique("document_digest").on(t.operatorId, t.sha256)],
);

/** Which document answers which data point of a model. The data point decides who may read the file. */
export const modelDocument = pgTable(
  "model_document",
  {
    modelId: uuid()
      .notNull()
      .references(() => batteryModel.id),
    documentId: uuid()
      .notNull()
      .references(() => document.id),
    attribute: text().notNull(),
    createdAt: createdAt(),
    /** Answers the data point no more: next versions do not name it, and it stays readable for what is signed. */
    detachedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.modelId, t.documentId, t.attribute] })],
);

/**
 * Recycled content of a model, per metal, year and plant (Regulation (EU) 2023/1542, Art. 8(1)). The four metals have
 * different denominators: never added up, never averaged.
 */
export const recycledContentStatement = pgTable(
  "recycled_content_statement",
  {
    modelId: uuid()
      .notNull()
      .references(() => batteryModel.id),
    facilityId: uuid()
      .notNull()
      .references(() => facility.id),
    year: integer().notNull(),
    metal: text().notNull(),
    /** Percent of the metal recovered from battery manufacturing waste. */
    preConsumerPercent: decimal().notNull(),
    /** Percent of the metal recovered from post-consumer waste. */
    postConsumerPercent: decimal().notNull(),
    source: text().notNull(),
    illustrative: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.modelId, t.facilityId, t.year, t.metal] }),
    check("recycled_content_metal", sql`${t.metal} in ('cobalt', 'lead', 'lithium', 'nickel')`),
    check(
      "recycled_content_share",
      sql`${t.preConsumerPercent} >= 0 and ${t.postConsumerPercent} >= 0 and ${t.preConsumerPercent} + ${t.postConsumerPercent} <= 100`,
    ),
  ],
);

/**
 * Evidence of recycled content: one lot of one metal with the masses that went into a model's active materials (lead:
 * into the battery). Shares follow from the masses; nothing is added up across metals.
 */
export const recycledContentLot = pgTable(
  "recycled_content_lot",
  {
    id: id(),
    modelId: uuid()
      .notNull()
      .references(() => batteryModel.id),
    year: integer().notNull(),
    metal: text().notNull(),
    lot: text().notNull(),
    supplier: text().notNull(),
    /** Mass of the metal in the lot, and the parts of it recovered from either kind of waste, kg. */
    metalKg: decimal().notNull(),
    preConsumerKg: decimal().notNull(),
    postConsumerKg: decimal().notNull(),
    documentId: uuid().references(() => document.id),
    illustrative: boolean().notNull().default(false),
    createdBy: text().references(() => user.id),
    createdAt: createdAt(),
  },
  (t) => [
    unique("recycled_content_lot_once").on(t.modelId, t.year, t.metal, t.lot),
    check("recycled_content_lot_metal", sql`${t.metal} in ('cobalt', 'lead', 'lithium', 'nickel')`),
    check(
      "recycled_content_lot_mass",
      sql`${t.metalKg} > 0 and ${t.preConsumerKg} >= 0 and ${t.postConsumerKg} >= 0 and ${t.preConsumerKg} + ${t.postConsumerKg} <= ${t.metalKg}`,
    ),
  ],
);
