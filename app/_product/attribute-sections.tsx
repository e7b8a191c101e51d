import { bundledCatalogue } from "../../server/domain/catalogue/bundled-catalogue.ts";
import type { Attribute } from "../../server/domain/catalogue/catalogue.ts";
import { statutoryElements, voluntaryPart } from "../../server/domain/record/content.ts";
import type { BatterySubject, Elements } from "../../server/domain/record/credential.ts";
import type { JsonValue } from "../../server/domain/record/strict-json.ts";
import { AttributeValue } from "../_ui/attribute-value.tsx";
import { Section } from "./frame.tsx";
import type { Words } from "./words.ts";

/**
 * Every further public data point of a record by the groups of the catalogue; what the law does not ask for, or not yet,
 * stands apart below. Nothing public is left out: a point without a place of its own on the page is here.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2)(a), Annex XIII point 1.
 */
export function AttributeSections({
  words,
  subject,
  signedOn,
}: {
  readonly words: Words;
  readonly subject: BatterySubject;
  /** Moment of signing. */
  readonly signedOn: string;
}) {
  const { t, language, day } = words;
  const caption = t("data.caption", { date: day(signedOn) });
  const statutory = pointsOf(statutoryElements(subject));
  const voluntary = pointsOf(voluntaryPart(subject).attributes ?? {});
  return (
    <>
      {bundledCatalogue.groups.map((group) => {
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

export interface Point {
  readonly attribute: Attribute;
  readonly value: JsonValue;
}

/** A table of data points with their values. */
export function Points({
  words: { language, t },
  points,
  caption,
}: {
  readonly words: Words;
  readonly points: readonly Point[];
  readonly caption: string;
}) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("data.name")}</th>
          <th scope="col">{t("data.value")}</th>
        </tr>
      </thead>
      <tbody>
        {points.map(({ attribute, value }) => (
          <tr key={attribute.id}>
            <th scope="row">{attribute.title[language]}</th>
            <td>
              <AttributeValue language={language} attribute={attribute} value={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a battery's or a batch's own record says beside what has a place of its own on the page. */
export function OwnPoints({
  words,
  subject,
  signedOn,
}: {
  readonly words: Words;
  readonly subject: BatterySubject;
  readonly signedOn: string;
}) {
  const { t, day } = words;
  const points = pointsOf({ ...voluntaryPart(subject).attributes, ...statutoryElements(subject) });
  return points.length === 0 ? null : (
    <Points {...{ words, points }} caption={t("data.ownCaption", { date: day(signedOn) })} />
  );
}

/** In the order of the catalogue. */
function pointsOf(elements: Elements): readonly Point[] {
  return bundledCatalogue.attributes.flatMap((attribute) => {
    const value = elements[attribute.id];
    return value === undefined || isShownElsewhere(attribute) ? [] : [{ attribute, value }];
  });
}

/** What has a place of its own on the page. */
function isShownElsewhere({ id, group }: Attribute): boolean {
  return ownPlaces.has(id) || group === "carbon-footprint" || id.startsWith("recycled");
}

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
