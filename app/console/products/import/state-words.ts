import type { ProductRunRow } from "../../../../server/services/product-import/view.ts";
import type { Language } from "../../../_text/languages.ts";
import { textOf } from "../../../_text/text.ts";

/** What an import is doing, in words. */
export function stateWords(
  language: Language,
  { state, isCutOff }: Pick<ProductRunRow, "state" | "isCutOff">,
): string {
  return textOf(language, "products")(isCutOff ? "state.cutOff" : `state.${state}`);
}
