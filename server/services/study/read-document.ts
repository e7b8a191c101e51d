import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { DocumentKind, StudyDocument } from "../../domain/study/content.ts";
import { declarationDocument } from "../../domain/study/declaration-document.ts";
import { fullReport } from "../../domain/study/full-report.ts";
import { publicStudy } from "../../domain/study/public-study.ts";
import type { StudyInput } from "../../domain/study/study-input.ts";
import { recordDeed } from "../audit/record.ts";
import { loadDeclaration } from "../footprint/load.ts";
import { loadStudy } from "./load.ts";

/**
 * One document of a declaration for whoever may read all of it: the operator's people, notified bodies and, once it is
 * released, authorities. Drafts come marked as drafts. Who outside the operator reads a full report is written down.
 * `DECLARATION_NOT_FOUND`, `NOT_COMPUTABLE`.
 */
export async function readStudyDocument(
  ctx: Context,
  input: { readonly id: string; readonly kind: DocumentKind },
): Promise<StudyDocument> {
  demand(ctx, "study.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  const { operatorId, state, number } = loaded.declaration;
  demand(ctx, state === "draft" || state === "in_review" ? "studyDraft.read" : "study.read", operatorId);
  const study = await loadStudy(ctx.db, loaded);
  const isOwn = ctx.caller.memberships.some((held) => held.operatorId === operatorId);
  if (input.kind === "report" && !isOwn) {
    const deed = { subject: input.id, operatorId: null, detail: { number } };
    await recordDeed(ctx, ctx.db, { action: "study.read", ...deed });
  }
  return makers[input.kind](study);
}

const makers: Readonly<Record<DocumentKind, (input: StudyInput) => StudyDocument>> = {
  declaration: declarationDocument,
  study: publicStudy,
  report: fullReport,
};
