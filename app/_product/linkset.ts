import type { PassportView } from "../../server/services/passport/view.ts";
import { languages } from "../_text/languages.ts";
import { localeOf, textOf } from "../_text/text.ts";
import { forms } from "./negotiate.ts";
import { publicStudyIn } from "./public-study-in.ts";

const voc = "https://ref.gs1.org/voc/";

/**
 * What stands behind a product identifier, as links with their types: the page in each language, and the forms for
 * machines. Source: RFC 9264 (link sets as JSON); GS1-Conformant Resolver, link types of the GS1 Web Vocabulary.
 */
export function linkSet(view: PassportView) {
  const { productUrl } = view;
  const pages = languages.map((language) => ({
    href: `${productUrl}?lang=${language}`,
    type: "text/html",
    hreflang: [localeOf(language)],
    title: textOf(language, "passport")("identity.itemTitle"),
  }));
  const title = textOf("en", "passport")("identity.itemTitle");
  const machineForms = forms
    .filter((form) => !["text/html", "application/linkset+json", "application/untp+vc+jwt"].includes(form))
    .map((type) => ({ href: productUrl, type, title }));
  return {
    linkset: [
      {
        anchor: productUrl,
        [`${voc}defaultLink`]: [{ href: productUrl, title }],
        [`${voc}pip`]: pages,
        [`${voc}dpp`]: machineForms,
        "version-history": [{ href: `${productUrl}/versions`, type: "text/html" }],
        ...studyLinks(view),
        ...(view.documents.length === 0
          ? {}
          : {
              [`${voc}certificationInfo`]: view.documents.map(
                ({ path, mediaType, language, title: name }) => ({
                  href: new URL(path, productUrl).href,
                  type: mediaType,
                  hreflang: [language],
                  title: name,
                }),
              ),
            }),
      },
    ],
  };
}

/** The public study and the declaration as PDF, in each language, where the record names a study. */
function studyLinks(view: PassportView) {
  const study = publicStudyIn(view);
  if (study === null) return {};
  const inEach = (href: string, type: string, key: "site.study" | "site.declarationPdf") =>
    languages.map((language) => ({
      href: `${href}?lang=${language}`,
      type,
      hreflang: [localeOf(language)],
      title: textOf(language, "study")(key),
    }));
  return {
    [`${voc}sustainabilityInfo`]: [
      ...inEach(study.address, "text/html", "site.study"),
      ...inEach(`${study.address}.pdf`, "application/pdf", "site.study"),
      ...inEach(study.declaration, "application/pdf", "site.declarationPdf"),
    ],
  };
}
