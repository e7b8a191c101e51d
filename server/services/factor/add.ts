import { createHash } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { emissionFactor } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDecimal } from "../../domain/quantity/decimal.ts";
import { parseUnit } from "../../domain/quantity/unit.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { factorView } from "./list.ts";
import type { FactorView } from "./view.ts";

export type NewFactor = Omit<FactorView, "version" | "contentHash">;

/**
 * Adds factors to the library, in the order given. One that is there already with the same content is left as it is;
 * with other content it becomes the next version, and old results keep the one they used.
 */
export async function addFactors(ctx: Context, input: readonly NewFactor[]): Promise<readonly FactorView[]> {
  demand(ctx, "registry.keep", null);
  const checked = checkAll(input);
  return ctx.db.transaction(async (tx) => {
    const views: FactorView[] = [];
    for (const factor of checked) {
      const [newest] = await tx
        .select()
        .from(emissionFactor)
        .where(eq(emissionFactor.id, factor.id))
        .orderBy(desc(emissionFactor.version))
        .limit(1);
      if (newest !== undefined && newest.contentHash === hashOf(factor, newest.version)) {
        views.push(factorView(newest));
        continue;
      }
      const version = (newest?.version ?? 0) + 1;
      const row = { ...factor, version, contentHash: hashOf(factor, version) };
      await tx.insert(emissionFactor).values(row);
      views.push(row);
    }
    const subject = `${String(views.length)} factors`;
    await recordDeed(ctx, tx, { action: "factor.add", subject, operatorId: null });
    return views;
  });
}

function checkAll(input: readonly NewFactor[]): readonly NewFactor[] {
  const fields = new Fields();
  const checked = input.map((factor, position) => {
    const at = (name: string) => `[${String(position)}].${name}`;
    const unit = parseUnit(factor.unit);
    if (unit === null) fields.add("E_UNIT_UNKNOWN", at("unit"), { value: factor.unit });
    else if (unit.dimension !== "co2e" || unit.per === null) {
      fields.add("E_UNIT_DIMENSION", at("unit"), { value: factor.unit, expected: "kgCO2e/kg" });
    }
    return { ...factor, value: fields.take(at("value"), parseDecimal(factor.value)) ?? "" };
  });
  fields.refuse();
  return checked;
}

/** Base64url SHA-256 over the canonical JSON of everything the factor says. */
function hashOf(factor: NewFactor, version: number): string {
  return createHash("sha256")
    .update(canonicalJson({ ...factor, version }))
    .digest("base64url");
}
