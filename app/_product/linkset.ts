import { isInformation } from "../../server/domain/record/content.ts";
import type { TypedLink } from "../../server/domain/resolver/link-set.ts";
import type { PassportView } from "../../server/services/passport/view.ts";
import type { Language } from "../_text/languages.ts";
import { languages } from "../_text/languages.ts";
import { localeOf, textOf } from "../_text/text.ts";
import type { Form } from "./negotiate.ts";
import { formsOf, shortName } from "./negotiate.ts";
import { publicStudyIn } from "./public-study-in.ts";
import { wordsOf } from "./words.ts";

/**
 * What stands behind a product identifier, as links with their types: the page in each language, the forms for machines,
 * what proves it and where its footprint is explained.
 *
 * Source: GS1 Web Vocabulary (link types).
 */
export function linksOf(view: PassportView): readonly TypedLink[] {
  const { productUrl } = view;
  const { credentialSubject: subject } = view.record.credential;
  const isPassport = !isInformation(subject);
  const titleIn = (language: Language) =>
    wordsOf(language, isPassport ? "passport" : "information").t("identity.itemTitle");
  const title = titleIn("en");
  const pages = languages.map((language) => ({
    linkType: "gs1:pip" as const,
    href: `${productUrl}?lang=${language}`,
    type: "text/html",
    language: localeOf(language),
    title: titleIn(language),
  }));
  const machineForms = formsOf(subject)
    .filter((form) => !notLinked.includes(form))
    .map((type) => ({
      linkType: isPassport ? ("gs1:dpp" as const) : ("gs1:pip" as const),
      href: `${productUrl}?form=${encodeURIComponent(shortName(type))}`,
      type,
      title,
    }));
  const documents = view.documents.map(({ path, mediaType, language, title: name }) => ({
    linkType: "gs1:certificationInfo" as const,
    href: new URL(path, productUrl).href,
    type: mediaType,
    language,
    title: name,
  }));
  return [
    { linkType: "gs1:defaultLink", href: productUrl, title },
    ...pages,
    ...machineForms,
    ...documents,
    ...studyLinks(view),
    ...view.predecessors.map(({ productUrl: href, modelName }) => ({
      ...{ linkType: "predecessor-version" as const, href, title: modelName },
    })),
    ...view.successors.map(({ productUrl: href, modelName }) => ({
      ...{ linkType: "successor-version" as const, href, title: modelName },
    })),
    ...upwardLinks(view),
    {
      linkType: "version-history",
      href: `${productUrl}/versions`,
      type: "text/html",
      title: textOf("en", "passport")("version.title"),
    },
  ];
}

/** The passports that hold what a battery shares: its batch's and its model's. */
function upwardLinks({ batch, modelRecord }: PassportView): readonly TypedLink[] {
  const t = textOf("en", "passport");
  const above = [
    ...(batch === null ? [] : [{ href: batch.productUrl, title: t("identity.batchTitle") }]),
    ...(modelRecord === null
      ? []
      : [{ href: modelRecord.credential.credentialSubject.id, title: t("identity.modelTitle") }]),
  ];
  return above.map((link) => ({ ...link, linkType: "up" as const, type: "text/html" }));
}

/** The public study and the declaration as PDF, in each language, where the record names a study. */
function studyLinks(view: PassportView): readonly TypedLink[] {
  const study = publicStudyIn(view);
  if (study === null) return [];
  const inEach = (href: string, type: string, key: "site.study" | "site.declarationPdf") =>
    languages.map((language) => ({
      linkType: "gs1:sustainabilityInfo" as const,
      href: `${href}?lang=${language}`,
      type,
      language: localeOf(language),
      title: textOf(language, "study")(key),
    }));
  return [
    ...inEach(study.address, "text/html", "site.study"),
    ...inEach(`${study.address}.pdf`, "application/pdf", "site.study"),
    ...inEach(study.declaration, "application/pdf", "site.declarationPdf"),
  ];
}

/** The page has links of its own; the others are no media types, so no link could name theirs. */
const notLinked: readonly Form[] = [
  "text/html",
  "application/linkset+json",
  "application/untp+vc+jwt",
  "application/aas+json",
  "application/catena-x+json",
];
