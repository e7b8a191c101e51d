import { and, desc, eq, exists, inArray } from "drizzle-orm";
import { declaration, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { StudyDocument } from "../../domain/study/content.ts";
import { declarationDocument } from "../../domain/study/declaration-document.ts";
import { publicStudy } from "../../domain/study/public-study.ts";
import { Refusal } from "../../refusal.ts";
import { loadDeclarations } from "../footprint/load.ts";
import { isPublished } from "../log/published.ts";
import { loadPassport } from "../passport/read.ts";
import { loadStudy } from "./load.ts";

export interface PublicDocumentRequest {
  /** Product URL of the model. */
  readonly productUrl: string;
  readonly kind: "declaration" | "study";
  /** Number of the declaration; the one released now when not given. */
  readonly number?: number | undefined;
}

/**
 * Declaration or public study of a model, for everybody: of what is or was released, never of a draft. Lines leave this
 * place only as the public study may tell them. `PASSPORT_NOT_FOUND`, `PASSPORT_ENDED`, `DECLARATION_NOT_FOUND`.
 */
export async function readPublicDocument(ctx: Context, input: PublicDocumentRequest): Promise<StudyDocument> {
  demand(ctx, "passport.read", null);
  const { passport, model } = await loadPassport(ctx, input.productUrl);
  if (passport.endedAt !== null) {
    throw new Refusal(
      "PASSPORT_ENDED",
      `The passport of ${passport.productUrl} ended on ${passport.endedAt.toISOString()}.`,
    );
  }
  const [loaded] = await loadDeclarations(
    ctx.db,
    and(
      eq(declaration.modelId, model.id),
      inArray(declaration.state, ["released", "superseded", "withdrawn"]),
      exists(
        ctx.db
          .select({ version: passportVersion.version })
          .from(passportVersion)
          .where(
            and(eq(passportVersion.declarationId, declaration.id), isPublished(passportVersion.leafIndex)),
          ),
      ),
      input.number === undefined ? undefined : eq(declaration.number, input.number),
    ),
    desc(declaration.number),
  );
  if (loaded === undefined) {
    throw new Refusal("DECLARATION_NOT_FOUND", "This model has no released declaration with this number.");
  }
  const study = await loadStudy(ctx.db, loaded);
  return input.kind === "study" ? publicStudy(study) : declarationDocument(study);
}
