import { and, asc, eq, isNull } from "drizzle-orm";
import { passport, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { passportsTable } from "../../domain/export/table.ts";
import type { TabledPassport } from "../../domain/export/table.ts";
import { isInformation } from "../../domain/record/content.ts";
import { isJsonObject, parseStrictJson } from "../../domain/record/strict-json.ts";
import { catalogueOf } from "../catalogue/current.ts";
import { within } from "../within.ts";
import { readDocument } from "./document.ts";
import { isNewestVersion } from "./newest-version.ts";
import { readPassport } from "./read.ts";
import { writeTable } from "./write-table.ts";

export interface TableRequest {
  readonly operatorId?: string | undefined;
  readonly level: "model" | "item";
  readonly form: "csv" | "xlsx";
  readonly language: "en" | "zh";
}

/** A table holds no more passports; the archive of the operator holds all of them. */
const mostInTable = 1000;

/**
 * Passports of the operators the caller acts for, of models or of batteries, as one table: a row each, a column for each
 * data point, as the caller may read them. What is restricted in them is written down as given out.
 */
export async function exportTable(
  ctx: Context,
  { operatorId, level, form, language }: TableRequest,
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const own = within(ctx, "label.read", passport.operatorId, operatorId);
  const rows = await ctx.db
    .select({ productUrl: passport.productUrl })
    .from(passport)
    .innerJoin(passportVersion, eq(passportVersion.passportId, passport.id))
    .where(and(own, eq(passport.level, level), isNull(passport.endedAt), isNewestVersion))
    .orderBy(asc(passport.productUrl))
    .limit(mostInTable);
  const passports: TabledPassport[] = [];
  for (const { productUrl } of rows) {
    const subject = (await readPassport(ctx, { productUrl })).record.credential.credentialSubject;
    if (isInformation(subject)) continue;
    const read = parseStrictJson(JSON.stringify(await readDocument(ctx, { productUrl })));
    if (!read.ok || !isJsonObject(read.value)) throw new Error("A document of ours is no JSON object.");
    passports.push({ document: read.value, catalogue: await catalogueOf(ctx.db, subject) });
  }
  const day = ctx.now().toISOString().slice(0, 10);
  return {
    fileName: `${level === "item" ? "batteries" : "models"}-${day}.${form}`,
    bytes: await writeTable(form, passportsTable(passports, language), language),
  };
}
