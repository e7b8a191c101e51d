import { desc, lt, and, eq } from "drizzle-orm";
import { declaration, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { ChangedMember } from "../../domain/changed-members.ts";
import { changedMembers } from "../../domain/changed-members.ts";
import { pathOf } from "../product-path.ts";
import { isPublished } from "../log/published.ts";
import { findOpinions } from "./find-opinions.ts";
import type { VersionAt } from "./load-assessed.ts";
import { loadAssessed } from "./load-assessed.ts";
import { ownBodies } from "./own-bodies.ts";
import { restOf, supplierLinks } from "./read-chain.ts";
import type { SupplierLink, VersionOpinions } from "./view.ts";

/** One version before a notified body, with all that it can look at. */
export interface AssessedView extends VersionOpinions {
  readonly productUrl: string;
  readonly path: string;
  readonly version: number;
  /** Digest of the public record. */
  readonly digest: string;
  readonly issuedAt: string;
  readonly declarationId: string;
  readonly declarationNumber: number;
  readonly method: string;
  readonly methodVersion: string;
  /** kgCO2e per kWh, as declared. */
  readonly cfp: string | null;
  readonly requestDigest: string | null;
  readonly resultDigest: string | null;
  readonly changeReason: string | null;
  readonly modelName: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly plant: string;
  readonly plantOriginal: string | null;
  /** What the result of the declaration before says otherwise; null for the first one. */
  readonly sinceFormer: { readonly number: number; readonly changed: readonly ChangedMember[] } | null;
  readonly suppliers: readonly SupplierLink[];
  /** Bodies in whose name the caller may sign about it. */
  readonly bodies: readonly {
    readonly id: string;
    readonly name: string;
    readonly nameOriginal: string | null;
  }[];
}

/** The evidence of one version for a notified body. `PASSPORT_NOT_FOUND`, `VERSION_NOT_FOUND`, `DECLARATION_NOT_FOUND`. */
export async function readAssessed(ctx: Context, input: VersionAt): Promise<AssessedView> {
  demand(ctx, "opinion.give", null);
  const { passport, model, operator, record, loaded } = await loadAssessed(ctx, input);
  const { productUrl } = passport;
  const { version, token, digest, issuedAt } = record;
  const { declaration: declared, facility } = loaded;
  const bodies = await ownBodies(ctx);
  return {
    ...{ productUrl, path: pathOf(ctx, productUrl), version, digest, issuedAt: issuedAt.toISOString() },
    ...{ declarationId: declared.id, declarationNumber: declared.number },
    ...{ method: declared.method, methodVersion: declared.methodVersion },
    cfp: declared.result?.cfp ?? null,
    ...{ requestDigest: declared.requestDigest, resultDigest: declared.resultDigest },
    ...{ changeReason: declared.changeReason, modelName: model.name },
    ...{ operatorName: operator.name, operatorNameOriginal: operator.nameOriginal },
    ...{ plant: facility.name, plantOriginal: facility.nameOriginal },
    sinceFormer: await sinceFormer(ctx, passport.id, version, declared.result),
    suppliers: await supplierLinks(ctx, restOf(loaded)),
    bodies: bodies.map(({ id, name, nameOriginal }) => ({ id, name, nameOriginal })),
    ...(await findOpinions(ctx, { passportId: passport.id, productUrl, version, token })),
  };
}

/** Members of the result that differ from the declaration of the version before. */
async function sinceFormer(
  ctx: Context,
  passportId: string,
  version: number,
  result: (typeof declaration.$inferSelect)["result"],
): Promise<AssessedView["sinceFormer"]> {
  const [former] = await ctx.db
    .select({ number: declaration.number, result: declaration.result })
    .from(passportVersion)
    .innerJoin(declaration, eq(declaration.id, passportVersion.declarationId))
    .where(
      and(
        eq(passportVersion.passportId, passportId),
        lt(passportVersion.version, version),
        isPublished(passportVersion.leafIndex),
      ),
    )
    .orderBy(desc(passportVersion.version))
    .limit(1);
  if (former === undefined) return null;
  return { number: former.number, changed: changedMembers(former.result, result) };
}
