import type { Audience } from "../../server/domain/access/audience.ts";
import type { Catalogue, Named } from "../../server/domain/catalogue/catalogue.ts";
import type { Elements } from "../../server/domain/record/credential.ts";
import type { RestrictedView } from "../../server/services/passport/read-restricted.ts";
import { Points } from "./points.tsx";
import type { Point } from "./points.tsx";
import { Section } from "./frame.tsx";
import type { Words } from "./words.ts";

/** Under which the record shown and that of its model were made. */
export interface CataloguesOfPage {
  readonly own: Catalogue;
  readonly ofModel: Catalogue;
}

interface RestrictedProps {
  readonly words: Words;
  readonly restricted: RestrictedView;
  readonly catalogues: CataloguesOfPage;
  /** Moment of signing of the version shown. */
  readonly signedOn: string;
  /** The battery whose readings this reader may see as well; null for what is no single battery. */
  readonly measuredAt: string | null;
}

/**
 * What this reader may see beside everybody else: by the groups of the catalogue, the battery's own data before those its
 * model shares. Source: Regulation (EU) 2023/1542, Art. 77(2)(b) and (c).
 */
export function RestrictedSections({ words, restricted, catalogues, signedOn, measuredAt }: RestrictedProps) {
  const { t, language, day } = words;
  const { audience, dataSets, own, ofModel } = restricted;
  if (audience === "anyone") return null;
  const points = pointsOf(catalogues, { ...ofModel, ...own });
  const caption = t("data.caption", { date: day(signedOn) });
  return (
    <Section id="restricted" title={t("restricted.title")}>
      <p>{t(`restricted.as.${audience}`)}</p>
      <p className="small">{t("restricted.written")}</p>
      {measuredAt === null || !dataSets.includes("point4") ? null : (
        <p>
          <a href={readingsOf(audience, measuredAt, language)}>{t("restricted.readings")}</a>
        </p>
      )}
      {points.length === 0 ? <p>{t("restricted.none")}</p> : null}
      {inEach(catalogues, ({ groups }) => groups).map((group) => {
        const ofGroup = points.filter(({ attribute }) => attribute.group === group.id);
        return ofGroup.length === 0 ? null : (
          <div key={group.id}>
            <h3>{group.title[language]}</h3>
            <Points {...{ words, caption }} points={ofGroup} />
          </div>
        );
      })}
    </Section>
  );
}

/** Where this reader finds all that was measured, of which the record holds the newest. */
function readingsOf(audience: Audience, productUrl: string, language: string): string {
  const page = audience === "responsibleOperator" ? "/console/batteries/readings" : "/interest/battery";
  return `${page}?of=${encodeURIComponent(productUrl)}&lang=${language}`;
}

/** In the order of the catalogue. */
function pointsOf(catalogues: CataloguesOfPage, elements: Elements): readonly Point[] {
  return inEach(catalogues, ({ attributes }) => attributes).flatMap((attribute) => {
    const value = elements[attribute.id];
    return value === undefined ? [] : [{ attribute, value }];
  });
}

/** What the record's own catalogue has, then what only that of its model has. */
function inEach<Row extends Named>(
  { own, ofModel }: CataloguesOfPage,
  rowsOf: (catalogue: Catalogue) => readonly Row[],
): readonly Row[] {
  const rows = rowsOf(own);
  if (own === ofModel) return rows;
  const known = new Set(rows.map(({ id }) => id));
  return [...rows, ...rowsOf(ofModel).filter(({ id }) => !known.has(id))];
}
