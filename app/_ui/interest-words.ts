import type { InterestGrantView } from "../../server/services/interest/list.ts";
import type { Language } from "../_text/languages.ts";
import { textOf } from "../_text/text.ts";
import { day } from "./shown.ts";

/** The batteries of a grant in a word. */
export function scopeOf(language: Language, { batteries }: InterestGrantView): string {
  const t = textOf(language, "interest");
  return batteries === null ? t("own.all") : t("grants.some", { count: batteries.length });
}

/** Why a grant opens nothing any more. */
export function stateOf(language: Language, grant: InterestGrantView): string {
  const t = textOf(language, "interest");
  if (grant.revokedAt !== null) return t("own.revoked", { day: day(language, grant.revokedAt) });
  return grant.purpose === null ? t("own.unknown") : t("own.ended");
}
