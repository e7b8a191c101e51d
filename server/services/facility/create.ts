import { eq } from "drizzle-orm";
import { facility } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseCountry, parseRegion } from "../../domain/country.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { Fields, optional } from "../input.ts";
import { newId } from "../new-id.ts";
import { findFacilities } from "./list.ts";
import type { FacilityView } from "./view.ts";

export interface NewFacility {
  readonly operatorId: string;
  readonly code: string;
  readonly name: string;
  readonly nameOriginal?: string | undefined;
  readonly city: string;
  /** ISO 3166-2 subdivision, for example `CN-HE`. */
  readonly region?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly identifierScheme?: string | undefined;
  readonly identifier?: string | undefined;
}

/** Enters a plant. The code is unique within its operator: `IDENTIFIER_TAKEN`. */
export async function createFacility(ctx: Context, input: NewFacility): Promise<FacilityView> {
  demand(ctx, "model.write", input.operatorId);
  const row = { id: newId(ctx), operatorId: input.operatorId, ...checked(input) };
  try {
    await ctx.db.transaction(async (tx) => {
      await tx.insert(facility).values(row);
      await recordDeed(ctx, tx, { action: "facility.create", subject: row.id, operatorId: row.operatorId });
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Refusal("IDENTIFIER_TAKEN", `This operator has a plant ${row.code} already.`, [
      { code: "IDENTIFIER_TAKEN", path: "code", params: { value: row.code } },
    ]);
  }
  const [created] = await findFacilities(ctx, eq(facility.id, row.id));
  if (created === undefined) throw new Error("A plant vanished after it was entered.");
  return created;
}

function checked(input: NewFacility) {
  const fields = new Fields();
  const region = optional(input.region);
  const row = {
    code: fields.text("code", input.code),
    name: fields.text("name", input.name),
    nameOriginal: optional(input.nameOriginal),
    city: fields.text("city", input.city),
    region: region === null ? null : (fields.take("region", parseRegion(region)) ?? null),
    country: fields.take("country", parseCountry(input.country.trim())) ?? "",
    identifierScheme: optional(input.identifierScheme),
    identifier: optional(input.identifier),
  };
  if ((row.identifier === null) !== (row.identifierScheme === null)) fields.add("E_REQUIRED", "identifier");
  fields.refuse();
  return row;
}
