import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { StudyNotes } from "../../domain/carbon-footprint/inventory-header.ts";
import { disclosedLines } from "../../domain/study/disclosed-lines.ts";
import { publicStudyOf } from "../../domain/study/parts.ts";
import { Refusal } from "../../refusal.ts";
import { loadDeclaration } from "../footprint/load.ts";
import { loadStudy } from "./load.ts";

/** What the documents of a declaration will hold, before anybody opens one. */
export interface DocumentsView {
  /** Whether there is a result to write about. */
  readonly computes: boolean;
  readonly confidentialLines: number;
  /** Stages of which the public study names no line, so that a confidential one cannot be worked out. */
  readonly closedStages: readonly string[];
  /** Address of the public study; null for a draft or a supplied product. */
  readonly publicStudy: string | null;
  readonly notes: StudyNotes;
}

/** For the operator's people. `DECLARATION_NOT_FOUND`. */
export async function surveyDocuments(ctx: Context, input: { readonly id: string }): Promise<DocumentsView> {
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", loaded.declaration.operatorId);
  const notes = loaded.inventory.study;
  try {
    const study = await loadStudy(ctx.db, loaded);
    return {
      computes: true,
      confidentialLines: study.lines.filter(({ confidential }) => confidential).length,
      closedStages: disclosedLines(study.lines, study.result)
        .filter(({ shown, others }) => shown.length === 0 && others !== null)
        .map(({ stage }) => stage),
      publicStudy: publicStudyOf(study),
      notes,
    };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "NOT_COMPUTABLE") throw error;
    return { computes: false, confidentialLines: 0, closedStages: [], publicStudy: null, notes };
  }
}
