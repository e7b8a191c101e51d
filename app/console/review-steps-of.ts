import type { DeclarationRow } from "../../server/services/footprint/view.ts";
import type { Language } from "../_text/languages.ts";
import { messagesOf, textOf } from "../_text/text.ts";
import { subjectName } from "./subject-name.ts";

interface NextStep {
  readonly href: string;
  readonly name: string;
}

/**
 * What declarations ask of whoever looks: verdicts first, then releases, then what must be declared anew and what rests
 * on a superseded basis.
 */
export function reviewStepsOf(language: Language, rows: readonly DeclarationRow[]): readonly NextStep[] {
  const t = textOf(language, "review");
  const { kind: kinds } = messagesOf(language).review;
  const separator = language === "zh" ? "、" : ", ";
  const step = (row: DeclarationRow, path: string, name: string) => ({
    href: `/console/declarations/${row.id}${path}`,
    name,
  });
  const said = (row: DeclarationRow) => ({ number: row.number, name: subjectName(language, row) });
  return [
    ...rows
      .filter(({ waitsForMyReview }) => waitsForMyReview)
      .map((row) => step(row, "/review", t("nextReview", said(row)))),
    ...rows.filter(({ isApproved }) => isApproved).map((row) => step(row, "", t("nextSign", said(row)))),
    ...rows
      .filter(
        ({ state, isApproved, waitsForMyReview }) =>
          state === "in_review" && !isApproved && !waitsForMyReview,
      )
      .map((row) => step(row, "", t("nextInReview", said(row)))),
    ...rows
      .filter(({ renewal }) => renewal.length > 0)
      .map((row) => {
        const why = [...new Set(row.renewal.map(({ kind }) => kinds[kind]))].join(separator);
        return step(row, "", t("nextRenew", { name: subjectName(language, row), why }));
      }),
    ...rows.filter(({ stale }) => stale.length > 0).map((row) => step(row, "", t("nextStale", said(row)))),
  ];
}
