import { Refusal } from "../../refusal.ts";
import type { Model } from "../model/find.ts";
import type { NextSubject } from "../model/subject.ts";
import { completenessOf } from "./read.ts";

/**
 * Refuses what the law does not admit behind a QR code: `PASSPORT_INCOMPLETE`, with `E_ATTRIBUTE_MISSING` at everything that
 * is owed on the battery's day and not there. Before the duty begins nothing is owed.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(6), last subparagraph: complete, current, accurate; Art. 77(2).
 */
export function refuseIncomplete(model: Model, facts: NextSubject, level: "model" | "item"): void {
  const missing = completenessOf(model, facts).filter(
    ({ attribute, outcome }) => outcome === "missing" && attribute.level === level && isEntered(attribute.id),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ attribute }) => attribute.title.en).join(", ");
  throw new Refusal(
    "PASSPORT_INCOMPLETE",
    `The law asks for what is missing: ${names}.`,
    missing.map(({ attribute }) => ({ code: "E_ATTRIBUTE_MISSING", path: attribute.id })),
  );
}

/** What the registry itself writes is never missing. */
function isEntered(id: string): boolean {
  return !headerAttributes.has(id);
}

const headerAttributes: ReadonlySet<string> = new Set(["uniqueBatteryIdentifier"]);
