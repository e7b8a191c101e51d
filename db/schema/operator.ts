import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, id, instant } from "./columns.ts";

/** Economic operator: who places batteries on the market and answers for their passports. */
export const operator = pgTable("operator", {
  id: id(),
  /** Part of every address of its keys: `/op/{slug}`. Never changes, never re-used. */
  slug: text().notNull().unique(),
  name: text().notNull(),
  /** The name in the operator's own script, when it differs. */
  nameOriginal: text(),
  streetAddress: text().notNull(),
  postalCode: text().notNull(),
  city: text().notNull(),
  /** ISO 3166-1 alpha-2. */
  country: text().notNull(),
  email: text().notNull(),
  web: text(),
  /** Scheme of `identifier`: `LEI`, `EORI`, `VAT`, `NTR`, `GLN`, or `demonstration`. */
  identifierScheme: text().notNull(),
  identifier: text().notNull(),
  demonstration: boolean().notNull().default(false),
  createdAt: createdAt(),
});

/** Plant: where batteries are made. A declaration is per model and plant (Regulation (EU) 2023/1542, Art. 7(1)). */
export const facility = pgTable(
  "facility",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    code: text().notNull(),
    name: text().notNull(),
    nameOriginal: text(),
    city: text().notNull(),
    /** ISO 3166-2 subdivision, for example `CN-HE`. */
    region: text(),
    country: text().notNull(),
    identifierScheme: text(),
    identifier: text(),
    createdAt: createdAt(),
  },
  (t) => [unique("facility_code").on(t.operatorId, t.code)],
);

/** Signing keys of operators. A key is never deleted: records signed by it must stay checkable. */
export const operatorKey = pgTable(
  "operator_key",
  {
    /** DID + "#" + RFC 7638 thumbprint, the one `kid` string everywhere. */
    kid: text().primaryKey(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    /** `passport` signs records and lists; `status` signs lists only. */
    use: text().notNull(),
    /** Who holds the private key: `registry` or `operator`. */
    custody: text().notNull(),
    publicJwk: jsonb().$type<{ kty: "EC"; crv: "P-256"; x: string; y: string }>().notNull(),
    /** AES-256-GCM under KEY_ENCRYPTION_KEY; null when the operator holds the key. Never in clear. */
    encryptedPrivateKey: bytes(),
    state: text().notNull().default("active"),
    /** Place of its `issuer-key` entry in the log. */
    leafIndex: bigint({ mode: "number" }).notNull(),
    createdAt: createdAt(),
    retiredAt: instant(),
  },
  (t) => [
    index("operator_key_operator").on(t.operatorId),
    check("operator_key_use", sql`${t.use} in ('passport', 'status')`),
    check("operator_key_custody", sql`${t.custody} in ('registry', 'operator')`),
    check("operator_key_state", sql`${t.state} in ('active', 'retired', 'compromised')`),
  ],
);
