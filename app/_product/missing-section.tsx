import type { Attribute, Catalogue } from "../../server/domain/catalogue/catalogue.ts";
import { completeness } from "../../server/domain/catalogue/completeness.ts";
import type { CompletenessRow } from "../../server/domain/catalogue/completeness.ts";
import { statutoryElements, voluntaryPart } from "../../server/domain/record/content.ts";
import type { BatterySubject, ModelStatutory } from "../../server/domain/record/credential.ts";
import { recycledShares } from "./attribute-sections.tsx";
import { Section } from "./frame.tsx";
import type { Words } from "./words.ts";

interface MissingProps {
  readonly words: Words;
  readonly category: ModelStatutory["batteryCategory"];
  readonly subject: BatterySubject;
  /** Under which the record was made. */
  readonly catalogue: Catalogue;
  /** Moment of signing: the law is asked for that day. */
  readonly signedOn: string;
}

/** A gap is never silent: every public data point that the record does not hold, by the reason why. */
export function MissingSection({ words, category, subject, catalogue, signedOn }: MissingProps) {
  const { t, language } = words;
  const statutory = statutoryElements(subject);
  const battery = {
    ...{ category, day: signedOn.slice(0, 10) },
    hasOnlyExternalStorage: statutory["industrialSubType"] === "exclusively-external-storage",
  };
  const values = { ...voluntaryPart(subject).attributes, ...statutory };
  const reasons = new Map<string, Attribute[]>();
  for (const row of completeness(catalogue, battery, values)) {
    const { dataSet, level, origin } = row.attribute;
    const why =
      dataSet === "point1" && level === "model" && !isShownAbove(row.attribute) ? whyOf(words, row) : null;
    // What the registry itself writes is never missing.
    if (why === null || (origin === "derived" && row.outcome !== "barred")) continue;
    reasons.set(why, [...(reasons.get(why) ?? []), row.attribute]);
  }
  if (reasons.size === 0) return null;
  return (
    <Section id="missing" title={t("missing.title")}>
      {[...reasons].map(([why, attributes]) => (
        <div key={why}>
          <h3>{why}</h3>
          <p>{attributes.map(({ title }) => title[language]).join(t("missing.listOf"))}</p>
        </div>
      ))}
    </Section>
  );
}

/** Why nothing stands there, in a sentence; null where nothing needs to be said. */
function whyOf({ t, day }: Words, { outcome, dueFrom, requirement }: CompletenessRow): string | null {
  switch (outcome) {
    case "missing":
      return t("missing.owed");
    case "notYetDue":
      return dueFrom === null ? null : t("missing.notYetDue", { date: day(dueFrom) });
    case "conditional":
      return t("missing.conditional");
    case "barred":
      if (requirement.kind !== "barred" || requirement.forEver) return null;
      return dueFrom === null ? t("missing.act") : t("missing.barred", { date: day(dueFrom) });
    default:
      return null;
  }
}

/** Statements of recycled content have a section of their own, which says itself what is missing. */
function isShownAbove({ id }: Attribute): boolean {
  return recycledShares.has(id);
}
