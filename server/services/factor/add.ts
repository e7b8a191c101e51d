import { desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { emissionFactor } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDecimal } from "../../domain/quantity/decimal.ts";
import { parseUnit } from "../../domain/quantity/unit.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import type { FactorContent } from "./content-hash.ts";
import { contentHashOf } from "./content-hash.ts";
import { factorView } from "./list.ts";
import type { FactorView } from "./view.ts";

/** A factor of the library as it is entered. */
export type NewFactor = Omit<FactorContent, LaterMember> &
  Partial<Pick<FactorContent, "gwpSet" | "category">>;
type LaterMember =
  | "operatorId"
  | "gwpSet"
  | "category"
  | "evidenceDocumentId"
  | "supplierFootprintId"
  | "quality"
  | "validUntil";

/**
 * Adds factors to the library, in the order given. One that is there already with the same content is left as it is;
 * with other content it becomes the next version, and old results keep the one they used.
 */
export async function addFactors(ctx: Context, input: readonly NewFactor[]): Promise<readonly FactorView[]> {
  demand(ctx, "registry.keep", null);
  const checked = checkAll(input);
  return ctx.db.transaction(async (tx) => {
    const views: FactorView[] = [];
    for (const factor of checked) views.push(await addVersion(tx, factor));
    const subject = `${String(views.length)} factors`;
    await recordDeed(ctx, tx, { action: "factor.add", subject, operatorId: null });
    return views;
  });
}

/** The newest version when it says the same; else the next one, added. */
export async function addVersion(tx: Database, factor: FactorContent): Promise<FactorView> {
  const [newest] = await tx
    .select()
    .from(emissionFactor)
    .where(eq(emissionFactor.id, factor.id))
    .orderBy(desc(emissionFactor.version))
    .limit(1);
  if (newest !== undefined && newest.contentHash === contentHashOf(factor, newest.version)) {
    return factorView(newest, newest.version);
  }
  const version = (newest?.version ?? 0) + 1;
  const row = { ...factor, version, contentHash: contentHashOf(factor, version) };
  await tx.insert(emissionFactor).values(row);
  return { ...row, newestVersion: version };
}

function checkAll(input: readonly NewFactor[]): readonly FactorContent[] {
  const fields = new Fields();
  const checked = input.map((factor, position) => {
    const at = (name: string) => `[${String(position)}].${name}`;
    // A point stands between the operator and the code of an own factor, and in no identifier of the library.
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(factor.id))
      fields.add("E_FACTOR_CODE_FORMAT", at("id"), { value: factor.id });
    checkFactorUnit(fields, at("unit"), factor.unit);
    return {
      ...factor,
      value: fields.take(at("value"), parseDecimal(factor.value)) ?? "",
      operatorId: null,
      gwpSet: factor.gwpSet ?? null,
      category: factor.category ?? null,
      evidenceDocumentId: null,
      supplierFootprintId: null,
      quality: null,
      validUntil: null,
    };
  });
  fields.refuse();
  return checked;
}

/** CO2e for each unit of something: `E_UNIT_UNKNOWN`, `E_UNIT_DIMENSION`. */
export function checkFactorUnit(fields: Fields, path: string, text: string): void {
  const unit = parseUnit(text);
  if (unit === null) fields.add("E_UNIT_UNKNOWN", path, { value: text });
  else if (unit.dimension !== "co2e" || unit.per === null) {
    fields.add("E_UNIT_DIMENSION", path, { value: text, expected: "kgCO2e/kg" });
  }
}
