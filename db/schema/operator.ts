import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { PublicJwk } from "../../server/domain/record/jwk.ts";
import { bytes, createdAt, id, instant } from "./columns.ts";

/** Economic operator: who places batteries on the market and answers for their passports. */
export const operator = pgTable(
  "operator",
  {
    id: id(),
    /** Part of every address of its keys: `/op/{slug}`. Never changes, never re-used. */
    slug: text().notNull().unique(),
    /**
     * `economicOperator`; or `notifiedBody` or `authority`: bodies that sign opinions or suspensions and have an address
     * and keys as operators have, but no batteries; or `registry`: this registry itself, one row, whose keys sign what it
     * has checked.
     */
    kind: text().notNull().default("economicOperator"),
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
    /** Since when it keeps no status any more (it has ceased to exist): its last lists are its last word. */
    ceasedAt: instant(),
    /** Why, as a code of `cessationReasons`; null as long as it has not ceased. */
    ceasedReason: text(),
    createdAt: createdAt(),
  },
  (t) => [
    check("operator_kind", sql`${t.kind} in ('economicOperator', 'notifiedBody', 'authority', 'registry')`),
  ],
);

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
    publicJwk: jsonb().$type<PublicJwk>().notNull(),
    /**
     * Who computes signatures: `process` (this program, with `encryptedPrivateKey`), `service` (a signing service over
     * HTTPS), `pkcs11` (a token through pkcs11-tool), `upload` (the operator signs outside and brings the signature).
     */
    signer: text().$type<"process" | "service" | "pkcs11" | "upload">().notNull().default("process"),
    /** The key's name at the signing service or on the token. */
    signerKey: text(),
    /** AES-256-GCM under KEY_ENCRYPTION_KEY; null unless `signer` is `process`. Never in clear. */
    encryptedPrivateKey: bytes(),
    state: text().notNull().default("active"),
    /** Place of its `issuer-key` `add` entry in the log; the key counts once a checkpoint contains it. */
    leafIndex: bigint({ mode: "number" }).notNull(),
    createdAt: createdAt(),
    retiredAt: instant(),
    /** From when its signatures are in doubt, once it is compromised. */
    compromisedSince: instant(),
  },
  (t) => [
    index("operator_key_operator").on(t.operatorId),
    check("operator_key_use", sql`${t.use} in ('passport', 'status')`),
    check("operator_key_custody", sql`${t.custody} in ('registry', 'operator')`),
    check("operator_key_signer", sql`${t.signer} in ('process', 'service', 'pkcs11', 'upload')`),
    check("operator_key_state", sql`${t.state} in ('active', 'retired', 'compromised')`),
  ],
);
