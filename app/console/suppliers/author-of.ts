import type { AccountView } from "../../../server/services/account/view.ts";
import type { Language } from "../../_text/languages.ts";
import { named } from "../../_ui/named.ts";

/** Operators for which somebody is an author, as choices of a form. */
export function authorOf(
  { memberships }: AccountView,
  language: Language,
): readonly { readonly value: string; readonly label: string }[] {
  return memberships.flatMap(({ role, operatorId, operatorName, operatorNameOriginal }) =>
    role === "author" && operatorId !== null
      ? [{ value: operatorId, label: named(language, operatorName ?? "", operatorNameOriginal) }]
      : [],
  );
}
