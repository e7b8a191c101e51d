import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import type { CompletenessRow } from "../../domain/catalogue/completeness.ts";
import { Refusal } from "../../refusal.ts";
import { invalidInput } from "../input.ts";
import { categoryProblemsOf } from "../model/descriptive.ts";
import type { Model } from "../model/find.ts";
import type { NextSubject } from "../model/subject.ts";
import { completenessOf } from "./read.ts";

/**
 * Refuses to sign data of a model that the law does not admit behind a QR code: `INVALID_INPUT` with what contradicts its
 * category; `PASSPORT_INCOMPLETE`, with `E_ATTRIBUTE_MISSING` at everything that is owed on the battery's day and not there.
 * Before the duty begins nothing is owed.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(6), last subparagraph: complete, current, accurate; Art. 77(2).
 */
export function refuseIncomplete(model: Model, facts: NextSubject): void {
  const problems = categoryProblemsOf(model);
  if (problems.length > 0) throw invalidInput(problems);
  refuseMissing(missingIn(completenessOf(model, facts), "model").map((attribute) => ({ attribute })));
}

/** What is owed at this level and not there. */
export function missingIn(rows: readonly CompletenessRow[], level: Attribute["level"]): readonly Attribute[] {
  return rows
    .filter(({ attribute, outcome }) => outcome === "missing" && attribute.level === level)
    .map(({ attribute }) => attribute);
}

/** Throws when anything is missing; the problem stands at `path`, at the attribute where none is given. */
export function refuseMissing(
  missing: readonly { readonly attribute: Attribute; readonly path?: string }[],
): void {
  if (missing.length === 0) return;
  const names = [...new Set(missing.map(({ attribute }) => attribute.title.en))].join(", ");
  throw new Refusal(
    "PASSPORT_INCOMPLETE",
    `The law asks for what is missing: ${names}.`,
    missing.map(({ attribute, path = attribute.id }) => ({ code: "E_ATTRIBUTE_MISSING", path })),
  );
}
