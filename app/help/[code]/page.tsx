import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { registry } from "../../../server/caller.ts";
import { bundledCatalogue } from "../../../server/domain/catalogue/bundled-catalogue.ts";
import type { Attribute, Bilingual, Catalogue } from "../../../server/domain/catalogue/catalogue.ts";
import { findAttribute } from "../../../server/domain/catalogue/catalogue.ts";
import type { VerdictCode } from "../../../server/domain/verification/refusal-codes.ts";
import { refusalCodes } from "../../../server/domain/verification/refusal-codes.ts";
import type { VerdictPart } from "../../../server/domain/verification/verdict.ts";
import type { Language } from "../../_text/languages.ts";
import { textOf } from "../../_text/text.ts";
import { pageLanguage } from "../../_ui/language.ts";
import { PublicFrame } from "../../_ui/public-frame.tsx";
import {
  isOutcomePage,
  isProblemCode,
  isStatePage,
  isVerdictCode,
  problemKindOf,
  remedyOf,
  stateOfPage,
} from "../entries.ts";
import { sayProblem } from "../say-problem.ts";

interface HelpProps {
  readonly params: Promise<{ readonly code: string }>;
}

export async function generateMetadata({ params }: HelpProps): Promise<Metadata> {
  const help = await helpFor((await params).code, await pageLanguage());
  return help === null ? {} : { title: help.title };
}

/** One answer of a verdict, or one reason behind it: what happened, who can mend it, what to do next. */
export default async function HelpEntryPage({ params }: HelpProps) {
  const language = await pageLanguage();
  const { code } = await params;
  const help = await helpFor(code, language);
  if (help === null) notFound();
  const t = textOf(language, "help");
  return (
    <PublicFrame language={language} narrow>
      <article className="sections">
        <h1>{help.title}</h1>
        {help.sections.map(([title, text]) => (
          <section className="section" key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </section>
        ))}
        {help.facts.length === 0 ? null : (
          <dl className="facts">
            {help.facts.map(([name, value]) => (
              <div key={name} className="row">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        <p className="row">
          <a href={`/help?lang=${language}`}>{t("all")}</a>
          <a href={`/verify?lang=${language}`}>{t("check")}</a>
        </p>
      </article>
    </PublicFrame>
  );
}

interface Help {
  readonly title: string;
  readonly sections: readonly (readonly [title: string, text: string])[];
  readonly facts: readonly (readonly [name: string, value: string])[];
}

async function helpFor(page: string, language: Language): Promise<Help | null> {
  const t = textOf(language, "help");
  const verdict = textOf(language, "verify");
  if (isStatePage(page)) {
    const state = stateOfPage[page];
    return {
      title: verdict(`verdict.states.${state}`),
      sections: [
        [t("happened"), t(`states.${state}.happened`)],
        [t("who"), t(`states.${state}.who`)],
        [t("next"), t(`states.${state}.next`)],
        [t("example"), t(`states.${state}.example`)],
      ],
      facts: [],
    };
  }
  if (isOutcomePage(page)) {
    return {
      title: t(`outcomes.${page}.title`),
      sections: [
        [t("happened"), t(`outcomes.${page}.happened`)],
        [t("who"), t(`outcomes.${page}.who`)],
        [t("next"), t(`outcomes.${page}.next`)],
        [t("example"), t(`outcomes.${page}.example`)],
      ],
      facts: [],
    };
  }
  if (isProblemCode(page)) {
    const kind = problemKindOf(page);
    return {
      title: t(`problems.${kind}.title`),
      sections: [
        [t("happened"), sayProblem(page, language)],
        [t("who"), t(`problems.${kind}.who`)],
        [t("next"), t(`problems.${kind}.next`)],
      ],
      facts: [[t("code"), page]],
    };
  }
  if (!isVerdictCode(page)) return helpForPointOf(page, language);
  const remedy = remedyOf[page];
  const part = partOf(page);
  return {
    title: verdict(`verdict.reasons.${page}`),
    sections: [
      [t("happened"), t(`codes.${page}`)],
      [t("who"), t(`remedies.${remedy}.who`)],
      [t("next"), t(`remedies.${remedy}.next`)],
    ],
    facts: [
      ...(part === null ? [] : ([[t("affects"), verdict(`verdict.parts.${part}.name`)]] as const)),
      [t("code"), page],
    ],
  };
}

/** The data point of a name: by the catalogue in use, else by that of this release, which older records may name. */
async function helpForPointOf(id: string, language: Language): Promise<Help | null> {
  for (const catalogue of [await registry().catalogue.current(), bundledCatalogue]) {
    const point = findAttribute(catalogue, id);
    if (point !== undefined) return helpForPoint(catalogue, point, language);
  }
  return null;
}

/** A data point of the attribute catalogue, in its words. Documents in the full form refer to this page. */
function helpForPoint(catalogue: Catalogue, point: Attribute, language: Language): Help {
  const t = textOf(language, "help");
  const { about, condition, exemption, note, level, dataSet, unit } = point;
  const group = catalogue.groups.find(({ id }) => id === point.group);
  const section = (title: string, text: Bilingual | undefined) =>
    text === undefined ? [] : [[title, text[language]] as const];
  return {
    title: point.title[language],
    sections: [
      ...section(t("points.about"), about),
      ...section(t("points.condition"), condition),
      ...section(t("points.exemption"), exemption),
      ...section(t("points.note"), note),
    ],
    facts: [
      ...(group === undefined ? [] : [[t("points.group"), group.title[language]] as const]),
      [t("points.source"), point.source],
      [t("points.level"), t(`points.levels.${level}`)],
      [t("points.reads"), t(`points.readers.${dataSet}`)],
      ...(unit === null ? [] : [[t("points.unit"), unit] as const]),
      [t("points.id"), point.id],
      [t("points.catalogue"), catalogue.version],
    ],
  };
}

/** The part a refusal fails; null for reasons that leave a part open. */
function partOf(code: VerdictCode): VerdictPart | null {
  const parts: Readonly<Record<string, VerdictPart>> = refusalCodes;
  return parts[code] ?? null;
}
