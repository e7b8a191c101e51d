import type { Attribute, Catalogue } from "../../server/domain/catalogue/catalogue.ts";
import { findAttribute } from "../../server/domain/catalogue/catalogue.ts";
import { requirementOf } from "../../server/domain/catalogue/requirement.ts";
import { statutoryElements, voluntaryPart } from "../../server/domain/record/content.ts";
import type { Elements, ModelStatutory } from "../../server/domain/record/credential.ts";
import type { RecordView } from "../../server/services/passport/view.ts";
import { recycledShares } from "./attribute-sections.tsx";
import { Section } from "./frame.tsx";
import type { Point } from "./points.tsx";
import { Points } from "./points.tsx";
import { RecycledSection } from "./recycled-section.tsx";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly record: RecordView;
  readonly data: ModelStatutory;
  /** Under which the record was made. */
  readonly catalogue: Catalogue;
}

/**
 * What stands behind the code of a battery that gets no passport, part by part: label data, declaration of conformity, due
 * diligence report, waste information, and of starting batteries what was recovered of four metals.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(6)(b) and (c).
 */
export function InformationSections({ words, record, data, catalogue }: Props) {
  const { t } = words;
  const lead = t("information.lead", { category: t(`category.${data.batteryCategory}`) });
  const part = { words, record, data, catalogue };
  return (
    <>
      <Section id="label-data" title={t("information.labelTitle")}>
        <p>{lead}</p>
        <p className="small">{t("information.labelLead")}</p>
        <Rows {...part} ids={labelIds} />
      </Section>
      <Section id="conformity" title={t("information.conformityTitle")}>
        <Rows {...part} ids={["euDeclarationOfConformity", "euDeclarationOfConformityId"]} />
      </Section>
      <Section id="due-diligence" title={t("information.dueDiligenceTitle")}>
        <Rows {...part} ids={["dueDiligenceReport"]} />
      </Section>
      <Section id="waste" title={t("information.wasteTitle")}>
        <p className="small">{t("information.wasteLead")}</p>
        <Rows {...part} ids={wasteIds} />
      </Section>
      {data.batteryCategory === "SLI" ? (
        <RecycledSection words={words} data={data} title={t("information.sharesTitle")} />
      ) : null}
      <Voluntary {...part} />
    </>
  );
}

/** In the order of Annex VI Part A, then the marks of Art. 13(3) to (5). */
const labelIds: readonly string[] = [
  ...["manufacturerName", "manufacturerPostalAddress", "manufacturerWebAndEmail", "batteryCategory"],
  ...["batteryModelIdentifier", "batteryBatchNumber", "batterySerialNumber", "manufacturingPlace"],
  ...["manufacturingDate", "batteryMass", "ratedCapacity", "minimumAverageDuration", "batteryChemistry"],
  ...["hazardousSubstances", "extinguishingAgent", "criticalRawMaterials"],
  ...["separateCollectionSymbol", "cadmiumLeadSymbols"],
];

/** Art. 74(1)(a) to (f), in this order. */
const wasteIds: readonly string[] = [
  ...["wastePreventionInfo", "separateCollectionInfo", "collectionAndTreatmentInfo"],
  ...["wasteHandlingSafetyInfo", "labelsAndSymbolsMeaning", "substanceImpacts"],
];

function Rows({ words, record, data, catalogue, ids }: Props & { readonly ids: readonly string[] }) {
  const { t, day } = words;
  const stated = statutoryElements(record.credential.credentialSubject);
  const points = ids.flatMap((id): readonly Point[] => {
    const attribute = findAttribute(catalogue, id);
    if (attribute === undefined) return [];
    const value = stated[id];
    if (value !== undefined) return [{ attribute, value }];
    const why = whyNot(words, catalogue, attribute, { ...data, signedAt: record.credential.validFrom });
    return why === null ? [] : [{ attribute, why }];
  });
  return (
    <Points
      words={words}
      caption={t("data.caption", { date: day(record.credential.validFrom) })}
      points={points}
    />
  );
}

/** Why a value is not there; null where nothing is missed. */
function whyNot(
  { t, day }: Words,
  catalogue: Catalogue,
  attribute: Attribute,
  { batteryCategory: category, signedAt }: ModelStatutory & { readonly signedAt: string },
): string | null {
  if (attribute.id === "manufacturingDate") return t("information.onBattery");
  if (attribute.level === "item") return t("information.onBatteryNumber");
  const requirement = requirementOf(catalogue, attribute, { category, day: signedAt.slice(0, 10) });
  switch (requirement.kind) {
    case "required":
      return t("information.notStatedYet");
    case "notYetDue":
      return t("information.notStated", { date: day(requirement.from) });
    case "barred":
      return requirement.until === null
        ? t("information.notStatedYet")
        : t("information.notYet", { date: day(requirement.until) });
    default:
      return null;
  }
}

/** What the law does not ask for and the operator states all the same. */
function Voluntary({ words, record, catalogue }: Props) {
  const { t, day } = words;
  const said: Elements = voluntaryPart(record.credential.credentialSubject).attributes ?? {};
  const points = catalogue.attributes.flatMap((attribute) => {
    const value = said[attribute.id];
    const isElsewhere = attribute.section === "operator" || recycledShares.has(attribute.id);
    return value === undefined || isElsewhere ? [] : [{ attribute, value }];
  });
  if (points.length === 0) return null;
  return (
    <Section id="data-voluntary" title={t("data.voluntaryTitle")}>
      <p>{t("data.voluntaryLead")}</p>
      <Points
        words={words}
        caption={t("data.caption", { date: day(record.credential.validFrom) })}
        points={points}
      />
    </Section>
  );
}
