import type { Language } from "../_text/languages.ts";
import type { DeclarationRow } from "../../server/services/footprint/view.ts";

/** Name of what a declaration is about, in the reader's language where there is one. */
export function subjectName(
  language: Language,
  { subjectName: english, subjectNameZh }: Pick<DeclarationRow, "subjectName" | "subjectNameZh">,
): string {
  return language === "zh" && subjectNameZh !== "" ? subjectNameZh : english;
}
