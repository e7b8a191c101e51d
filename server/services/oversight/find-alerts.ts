import { and, asc, count, desc, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import {
  batteryModel,
  declaration,
  emissionFactor,
  facility,
  inventory,
  inventoryLine,
  operator,
  passport,
  passportVersion,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { LibraryFactor } from "../../domain/oversight/library-distance.ts";
import { distanceFromLibrary } from "../../domain/oversight/library-distance.ts";
import { outliers } from "../../domain/oversight/outliers.ts";
import { isPublished } from "../log/published.ts";
import { pathOf } from "../product-path.ts";
import type { FactorPart } from "./stated-factors.ts";
import { statedFactors } from "./stated-factors.ts";

/** A released declaration, as far as alerts speak of it. */
export interface AlertSubject {
  readonly path: string;
  readonly modelName: string;
  readonly operator: string;
  readonly operatorOriginal: string | null;
}

/** Something that differs, with the numbers it differs in. None says why, and none is a finding against anybody. */
export type Alert =
  | (AlertSubject & {
      readonly kind: "result";
      readonly value: string;
      readonly median: string;
      readonly spread: string;
      readonly compared: number;
      readonly method: string;
      readonly category: string;
    })
  | (AlertSubject & {
      readonly kind: "factor";
      /** Name of the line in the inventory. */
      readonly line: string;
      readonly lineZh: string;
      readonly of: FactorPart;
      readonly value: string;
      readonly median: string;
      readonly spread: string;
      readonly compared: number;
      readonly unit: string;
    })
  | (AlertSubject & {
      readonly kind: "library";
      /** Name of the line in the inventory. */
      readonly line: string;
      readonly lineZh: string;
      readonly of: FactorPart;
      /** In the unit of the library's record. */
      readonly value: string;
      readonly record: LibraryFactor;
      /** Value less the record's, and that as a share of the record's. */
      readonly difference: string;
      readonly share: string;
    })
  | (AlertSubject & {
      readonly kind: "identical";
      readonly value: string;
      readonly others: readonly string[];
    })
  | (AlertSubject & { readonly kind: "corrections"; readonly versions: number });

/** From so many versions of one passport on, corrections are worth a look. */
const manyVersions = 4;

/**
 * What differs among released declarations: results far from those of comparable ones (same category, method and version
 * of the method), electricity factors far from those the others use, factors far from the library's record of the same thing
 * and geography, results equal to the last digit across models,
 * and passports corrected often. For authorities.
 */
export async function findAlerts(ctx: Context): Promise<readonly Alert[]> {
  demand(ctx, "case.write", null);
  const rows = await ctx.db
    .select({
      modelId: batteryModel.id,
      productUrl: batteryModel.productUrl,
      modelName: batteryModel.name,
      category: batteryModel.category,
      operator: operator.name,
      operatorOriginal: operator.nameOriginal,
      method: declaration.methodVersion,
      cfp: sql<string | null>`${declaration.result}->>'cfp'`,
    })
    .from(declaration)
    .innerJoin(batteryModel, eq(batteryModel.id, declaration.modelId))
    .innerJoin(operator, eq(operator.id, declaration.operatorId))
    .where(eq(declaration.state, "released"))
    .orderBy(batteryModel.productUrl);
  const declared = rows.flatMap(({ cfp, ...row }) => (cfp === null ? [] : [{ ...row, cfp }]));
  const subjectOf = ({
    productUrl,
    modelName,
    operator: name,
    operatorOriginal,
  }: AlertRow): AlertSubject => ({
    path: pathOf(ctx, productUrl),
    ...{ modelName, operator: name, operatorOriginal },
  });
  const alerts: Alert[] = [];
  for (const field of grouped(declared, ({ category, method }) => `${category}\n${method}`))
    for (const { member, value, median, spread } of outliers(field, ({ cfp }) => cfp))
      alerts.push({
        ...{ kind: "result", ...subjectOf(member), value, median, spread, compared: field.length },
        ...{ method: member.method, category: member.category },
      });
  const lines = await linesWithFactors(ctx);
  for (const group of grouped(electricityFactors(lines), ({ unit }) => unit))
    for (const { member, value, median, spread } of outliers(group, (one) => one.value))
      alerts.push({
        ...{ kind: "factor", ...subjectOf(member), line: member.line, lineZh: member.lineZh },
        ...{ of: member.of, value, median, spread },
        ...{ compared: group.length, unit: member.unit },
      });
  alerts.push(...(await besideLibrary(ctx, lines, subjectOf)));
  for (const [first, ...others] of grouped(declared, ({ cfp, method }) => `${method}\n${cfp}`)) {
    if (first === undefined || others.length === 0) continue;
    alerts.push({
      ...{ kind: "identical", ...subjectOf(first), value: first.cfp },
      others: others.map(({ modelName, operator: name }) => `${modelName} (${name})`),
    });
  }
  return [...alerts, ...(await oftenCorrected(ctx))];
}

/** Every line of a released declaration with the factors it calculates with. */
async function linesWithFactors(ctx: Context) {
  const rows = await ctx.db
    .select({
      productUrl: batteryModel.productUrl,
      modelName: batteryModel.name,
      operator: operator.name,
      operatorOriginal: operator.nameOriginal,
      line: inventoryLine,
      periodEnd: inventory.periodEnd,
      plantRegion: facility.region,
      plantCountry: facility.country,
    })
    .from(inventoryLine)
    .innerJoin(declaration, eq(declaration.inventoryId, inventoryLine.inventoryId))
    .innerJoin(inventory, eq(inventory.id, inventoryLine.inventoryId))
    .innerJoin(batteryModel, eq(batteryModel.id, declaration.modelId))
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .innerJoin(operator, eq(operator.id, declaration.operatorId))
    .where(eq(declaration.state, "released"))
    .orderBy(batteryModel.productUrl, inventoryLine.position);
  const factorsOf = await statedFactors(
    ctx.db,
    rows.map(({ line }) => line),
  );
  return rows.map((row) => ({ ...row, factors: factorsOf(row.line) }));
}

type FactorLine = Awaited<ReturnType<typeof linesWithFactors>>[number];

/** The factors of every electricity line: its own or the library's, or that of each of its sources. */
function electricityFactors(lines: readonly FactorLine[]) {
  return lines.flatMap(({ line, factors, ...row }) =>
    line.kind === "electricity"
      ? factors.map(({ of, value, unit }) => ({ ...row, ...namesOf(line), of, value, unit }))
      : [],
  );
}

/** Factors far from the library's record for the same. */
async function besideLibrary(
  ctx: Context,
  lines: readonly FactorLine[],
  subjectOf: (row: AlertRow) => AlertSubject,
): Promise<readonly Alert[]> {
  const library = await ctx.db
    .selectDistinctOn([emissionFactor.id])
    .from(emissionFactor)
    .where(isNull(emissionFactor.operatorId))
    .orderBy(asc(emissionFactor.id), desc(emissionFactor.version));
  return lines.flatMap(({ line, factors, periodEnd, plantRegion, plantCountry, ...row }) =>
    // What a published report got wrong is shown with it, and calculated with by nobody.
    (line.publishedProblem === null ? factors : []).flatMap((stated) => {
      const { of, factor, ...declared } = stated;
      const place = line.geography ?? factor?.geography;
      // Where nothing is stated it is the plant's: its region if the library has it, else its country.
      const geographies = place === undefined ? [plantRegion ?? plantCountry, plantCountry] : [place];
      const found = distanceFromLibrary(
        {
          ...{ ...declared, geographies, kind: line.kind },
          libraryId: factor?.operatorId === null ? factor.id : null,
          year: line.activityYear ?? Number(periodEnd.slice(0, 4)),
        },
        library,
      );
      if (found === null) return [];
      const { record, difference, share } = found;
      return [
        {
          ...{ kind: "library" as const, ...subjectOf(row), ...namesOf(line), of },
          ...{ value: found.declared, record, difference, share },
        },
      ];
    }),
  );
}

function namesOf({ nameEn, nameZh }: FactorLine["line"]): { readonly line: string; readonly lineZh: string } {
  return { line: nameEn, lineZh: nameZh };
}

/** Members that are alike, in the order of the first of each kind. */
function grouped<T>(members: readonly T[], kindOf: (member: T) => string): readonly (readonly T[])[] {
  const kinds = new Map<string, T[]>();
  for (const member of members) {
    const kind = kindOf(member);
    const found = kinds.get(kind);
    if (found === undefined) kinds.set(kind, [member]);
    else found.push(member);
  }
  return [...kinds.values()];
}

interface AlertRow {
  readonly productUrl: string;
  readonly modelName: string;
  readonly operator: string;
  readonly operatorOriginal: string | null;
}

async function oftenCorrected(ctx: Context): Promise<readonly Alert[]> {
  const versions = count(passportVersion.version);
  const often = await ctx.db
    .select({ passportId: passportVersion.passportId, versions })
    .from(passportVersion)
    .where(isPublished(passportVersion.leafIndex))
    .groupBy(passportVersion.passportId)
    .having(gte(versions, manyVersions))
    .limit(100);
  if (often.length === 0) return [];
  const counted = new Map(often.map((one) => [one.passportId, one.versions]));
  const rows = await ctx.db
    .select({
      id: passport.id,
      productUrl: passport.productUrl,
      modelName: batteryModel.name,
      operator: operator.name,
      operatorOriginal: operator.nameOriginal,
    })
    .from(passport)
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .where(and(inArray(passport.id, [...counted.keys()]), eq(passport.level, "model")));
  return rows.map(({ id, productUrl, ...row }) => ({
    ...{ kind: "corrections", path: pathOf(ctx, productUrl), ...row, versions: counted.get(id) ?? 0 },
  }));
}
