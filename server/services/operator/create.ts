import { operator, operatorKey } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseEmailAddress } from "../../domain/access/email-address.ts";
import { parseCountry } from "../../domain/country.ts";
import { parseOperatorSlug } from "../../domain/identifier/operator-slug.ts";
import { parseWebAddress } from "../../domain/identifier/web-address.ts";
import { didOf, issuerUrl, registrySlug } from "../../domain/record/did.ts";
import { issuerKeyEntry } from "../../domain/transparency/entry.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { Fields, optional } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { appendToLog } from "../log/append.ts";
import { newId } from "../new-id.ts";
import { findOperator } from "./find.ts";
import type { OperatorView } from "./view.ts";

export interface NewOperator {
  readonly slug: string;
  readonly name: string;
  readonly nameOriginal?: string | undefined;
  readonly streetAddress: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly email: string;
  readonly web?: string | undefined;
  /** `LEI`, `EORI`, `VAT`, `NTR`, `GLN`, or `demonstration`. */
  readonly identifierScheme: string;
  readonly identifier: string;
  readonly demonstration?: boolean | undefined;
  /** A body that signs opinions or suspensions has an address and keys as operators have, but no batteries. */
  readonly kind?: "economicOperator" | "notifiedBody" | "authority" | undefined;
}

const identifierSchemes: readonly string[] = ["LEI", "EORI", "VAT", "NTR", "GLN", "demonstration"];

/** Enters an operator: the operator, its first key in registry custody and the logged `issuer-key` entry, or nothing. */
export async function createOperator(ctx: Context, input: NewOperator): Promise<OperatorView> {
  demand(ctx, "registry.keep", null);
  const row = { id: newId(ctx), ...checked(input) };
  const did = didOf(ctx.publicUrl, row.slug);
  const key = ctx.keys.create(did);
  const entry = issuerKeyEntry({
    action: "add",
    issuer: did,
    alsoKnownAs: [issuerUrl(ctx.publicUrl, row.slug)],
    kid: key.kid,
    jwk: key.publicJwk,
    custody: "registry",
    time: ctx.now(),
  });
  try {
    await ctx.db.transaction(async (tx) => {
      await tx.insert(operator).values(row);
      await recordDeed(ctx, tx, { action: "operator.create", subject: row.slug, operatorId: row.id });
      const [logged] = await appendToLog(tx, [entry]);
      if (logged === undefined) throw new Error("The log took no entry.");
      const held = { operatorId: row.id, use: "passport", custody: "registry", leafIndex: logged.index };
      await tx.insert(operatorKey).values({ ...key, ...held });
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Refusal("IDENTIFIER_TAKEN", `There is an operator ${row.slug} already.`, [
      { code: "IDENTIFIER_TAKEN", path: "slug", params: { value: row.slug } },
    ]);
  }
  await afterIssue(ctx, row.id);
  const created = await findOperator(ctx, row.id);
  if (created === undefined) throw new Error("An operator vanished after it was entered.");
  return created;
}

function checked(input: NewOperator) {
  const fields = new Fields();
  const slug = fields.take("slug", parseOperatorSlug(input.slug.trim())) ?? "";
  if (slug === registrySlug) fields.add("E_SLUG_RESERVED", "slug");
  const web = optional(input.web);
  const row = {
    slug,
    kind: input.kind ?? "economicOperator",
    name: fields.text("name", input.name),
    nameOriginal: optional(input.nameOriginal),
    streetAddress: fields.text("streetAddress", input.streetAddress),
    postalCode: fields.text("postalCode", input.postalCode),
    city: fields.text("city", input.city),
    country: fields.take("country", parseCountry(input.country.trim())) ?? "",
    email: fields.take("email", parseEmailAddress(input.email.trim())) ?? "",
    web: web === null ? null : (fields.take("web", parseWebAddress(web)) ?? null),
    identifierScheme: input.identifierScheme,
    identifier: fields.text("identifier", input.identifier),
    demonstration: input.demonstration ?? false,
  };
  if (!identifierSchemes.includes(row.identifierScheme))
    fields.add("E_IDENTIFIER_SCHEME", "identifierScheme");
  fields.refuse();
  return row;
}
