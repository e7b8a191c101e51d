import { bundledCatalogue } from "../../server/domain/catalogue/bundled-catalogue.ts";
import type { Elements } from "../../server/domain/record/credential.ts";
import type { RestrictedView } from "../../server/services/passport/read-restricted.ts";
import { Points } from "./attribute-sections.tsx";
import type { Point } from "./attribute-sections.tsx";
import { Section } from "./frame.tsx";
import type { Words } from "./words.ts";

interface RestrictedProps {
  readonly words: Words;
  readonly restricted: RestrictedView;
  /** Moment of signing of the version shown. */
  readonly signedOn: string;
}

/**
 * What this reader may see beside everybody else: by the groups of the catalogue, the battery's own data before those its
 * model shares. Source: Regulation (EU) 2023/1542, Art. 77(2)(b) and (c).
 */
export function RestrictedSections({ words, restricted, signedOn }: RestrictedProps) {
  const { t, language, day } = words;
  const { audience, own, ofModel } = restricted;
  if (audience === "anyone") return null;
  const points = pointsOf({ ...ofModel, ...own });
  const caption = t("data.caption", { date: day(signedOn) });
  return (
    <Section id="restricted" title={t("restricted.title")}>
      <p>{t(`restricted.as.${audience}`)}</p>
      <p className="small">{t("restricted.written")}</p>
      {points.length === 0 ? <p>{t("restricted.none")}</p> : null}
      {bundledCatalogue.groups.map((group) => {
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

/** In the order of the catalogue. */
function pointsOf(elements: Elements): readonly Point[] {
  return bundledCatalogue.attributes.flatMap((attribute) => {
    const value = elements[attribute.id];
    return value === undefined ? [] : [{ attribute, value }];
  });
}
