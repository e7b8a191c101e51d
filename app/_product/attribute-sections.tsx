import type { Attribute, Catalogue } from "../../server/domain/catalogue/catalogue.ts";
import { footprintOf, statutoryElements, voluntaryPart } from "../../server/domain/record/content.ts";
import type { BatterySubject, Elements } from "../../server/domain/record/credential.ts";
import { Section } from "./frame.tsx";
import type { Point } from "./points.tsx";
import { Points } from "./points.tsx";
import type { Words } from "./words.ts";

/**
 * Every further public data point of a record by the groups of the catalogue it was made under; what the law does not ask for, or not yet,
 * stands apart below. Nothing public is left out: a point without a place of its own on the page is here.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2)(a), Annex XIII point 1.
 */
export function AttributeSections({
  words,
  subject,
  catalogue,
  signedOn,
}: {
  readonly words: Words;
  readonly subject: BatterySubject;
  readonly catalogue: Catalogue;
  /** Moment of signing. */
  readonly signedOn: string;
}) {
  const { t, language, day } = words;
  const caption = t("data.caption", { date: day(signedOn) });
  const declared = footprintOf(subject) === null ? none : declaredAbove;
  const pointsIn = (elements: Elements) =>
    pointsOf(catalogue, elements).filter(({ attribute }) => !declared.has(attribute.id));
  const statutory = pointsIn(statutoryElements(subject));
  const voluntary = pointsIn(voluntaryPart(subject).attributes ?? {});
  return (
    <>
      {catalogue.groups.map((group) => {
        const points = statutory.filter(({ attribute }) => attribute.group === group.id);
        return points.length === 0 ? null : (
          <Section key={group.id} id={`data-${group.id}`} title={group.title[language]}>
            <Points {...{ words, points, caption }} />
          </Section>
        );
      })}
      {voluntary.length === 0 ? null : (
        <Section id="data-voluntary" title={t("data.voluntaryTitle")}>
          <p>{t("data.voluntaryLead")}</p>
          <Points {...{ words, caption }} points={voluntary} />
        </Section>
      )}
    </>
  );
}

/** What a battery's or a batch's own record says beside what has a place of its own on the page. */
export function OwnPoints({
  words,
  subject,
  catalogue,
  signedOn,
}: {
  readonly words: Words;
  readonly subject: BatterySubject;
  readonly catalogue: Catalogue;
  readonly signedOn: string;
}) {
  const { t, day } = words;
  const points = pointsOf(catalogue, { ...voluntaryPart(subject).attributes, ...statutoryElements(subject) });
  return points.length === 0 ? null : (
    <Points {...{ words, points }} caption={t("data.ownCaption", { date: day(signedOn) })} />
  );
}

/** In the order of the catalogue. */
function pointsOf({ attributes }: Catalogue, elements: Elements): readonly Point[] {
  return attributes.flatMap((attribute) => {
    const value = elements[attribute.id];
    return value === undefined || isShownElsewhere(attribute) ? [] : [{ attribute, value }];
  });
}

/** What has a place of its own on the page. */
function isShownElsewhere({ id }: Attribute): boolean {
  return ownPlaces.has(id) || recycledShares.has(id);
}

const none: ReadonlySet<string> = new Set();

/** A declared footprint has a section of its own, and maker and model stand above it. */
const declaredAbove: ReadonlySet<string> = new Set([
  ...["carbonFootprintManufacturerInfo", "carbonFootprintModelInfo", "carbonFootprintPlantLocation"],
  ...["carbonFootprintPerFunctionalUnit", "carbonFootprintStudyUrl"],
  ...["carbonFootprintStageRawMaterials", "carbonFootprintStageMainProduction"],
  ...["carbonFootprintStageDistribution", "carbonFootprintStageEndOfLife", "absoluteCarbonFootprint"],
]);

/** The section of recycled content shows them, with the minimum shares beside. */
export const recycledShares: ReadonlySet<string> = new Set([
  "recycledContentYear",
  ...["Cobalt", "Lead", "Lithium", "Nickel"].flatMap((metal) =>
    ["", "PreConsumer", "PostConsumer"].map((origin) => `recycled${metal}Share${origin}`),
  ),
]);

const ownPlaces: ReadonlySet<string> = new Set([
  ...["uniqueBatteryIdentifier", "economicOperatorIdentifier", "economicOperatorInformation"],
  ...["manufacturerIdentifier", "manufacturerName", "manufacturerPostalAddress", "manufacturerWebAndEmail"],
  ...[
    "batteryModelIdentifier",
    "batteryBatchNumber",
    "batterySerialNumber",
    "manufacturingDate",
    "placedOnMarketDate",
  ],
  ...["manufacturingPlace", "warrantyPeriod", "batteryCategory", "batteryMass", "batteryChemistry"],
  ...["euDeclarationOfConformity", "euDeclarationOfConformityId", "instructionsForUse", "dueDiligenceReport"],
  ...["ratedCapacity", "nominalVoltage"],
]);
