import { and, desc, eq, inArray, isNotNull } from "drizzle-orm";
import {
  batteryModel,
  declaration,
  facility,
  opinion,
  operator,
  passport,
  passportVersion,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { isPublished } from "../log/published.ts";
import { ownBodies } from "./own-bodies.ts";

/** A version that declares a footprint, as a notified body finds it. */
export interface AssessableRow {
  readonly productUrl: string;
  readonly version: number;
  readonly declarationNumber: number;
  readonly method: string;
  readonly modelName: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly plant: string;
  readonly plantOriginal: string | null;
  readonly issuedAt: string;
  /** Whether it is the newest version of its passport. */
  readonly isNewest: boolean;
  /** Opinions on it that are published. */
  readonly opinions: number;
  /** Whether one of them is of a body the caller acts for. */
  readonly hasOwn: boolean;
}

/** Every published version of a model that declares a footprint, newest first; and for whom the caller may sign. */
export async function listAssessable(ctx: Context): Promise<{
  readonly bodies: readonly {
    readonly id: string;
    readonly name: string;
    readonly nameOriginal: string | null;
  }[];
  readonly versions: readonly AssessableRow[];
}> {
  demand(ctx, "opinion.give", null);
  const bodies = await ownBodies(ctx);
  const rows = await ctx.db
    .select({
      passportId: passport.id,
      productUrl: passport.productUrl,
      version: passportVersion.version,
      declarationNumber: declaration.number,
      method: declaration.method,
      modelName: batteryModel.name,
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
      plant: facility.name,
      plantOriginal: facility.nameOriginal,
      issuedAt: passportVersion.issuedAt,
    })
    .from(passportVersion)
    .innerJoin(passport, and(eq(passport.id, passportVersion.passportId), eq(passport.level, "model")))
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .innerJoin(declaration, eq(declaration.id, passportVersion.declarationId))
    .where(and(isPublished(passportVersion.leafIndex), isNotNull(declaration.requestDigest)))
    .orderBy(desc(passportVersion.leafIndex));
  const ids = [...new Set(rows.map(({ passportId }) => passportId))];
  const given =
    ids.length === 0
      ? []
      : await ctx.db
          .select({ passportId: opinion.passportId, version: opinion.version, bodyId: opinion.bodyId })
          .from(opinion)
          .where(and(inArray(opinion.passportId, ids), isPublished(opinion.leafIndex)));
  // Of each passport the newest version comes first.
  const newest = new Map(rows.toReversed().map(({ passportId, version }) => [passportId, version]));
  const isOwn = (bodyId: string) => bodies.some(({ id }) => id === bodyId);
  return {
    bodies: bodies.map(({ id, name, nameOriginal }) => ({ id, name, nameOriginal })),
    versions: rows.map(({ passportId, issuedAt, ...row }) => {
      const own = given.filter((one) => one.passportId === passportId && one.version === row.version);
      return {
        ...row,
        issuedAt: issuedAt.toISOString(),
        isNewest: newest.get(passportId) === row.version,
        opinions: own.length,
        hasOwn: own.some(({ bodyId }) => isOwn(bodyId)),
      };
    }),
  };
}
