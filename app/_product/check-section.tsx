import { signs } from "../_ui/signs.ts";
import { issuerUrl } from "../../server/domain/record/did.ts";
import type { PassportView } from "../../server/services/passport/view.ts";
import { Section } from "./frame.tsx";
import { formsOf } from "./negotiate.ts";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly view: PassportView;
  /** What the reader compares with the battery, in words. */
  readonly marking: string;
}

/** How to repeat the check without trusting this server, what no check can show, and what is kept for others. */
export function CheckSection({ words, view, marking }: Props) {
  const { t, href, language } = words;
  const { record, modelRecord, path } = view;
  const here = record.version === record.newestVersion ? path : `${path}/versions/${record.version}`;
  const modelPath =
    modelRecord === null ? null : new URL(modelRecord.credential.credentialSubject.id).pathname;
  const offered = formsOf(record.credential.credentialSubject);
  const keyAddress = `${issuerUrl(new URL(view.productUrl).origin, record.signer.slug)}/jwks.json`;
  return (
    <Section id="check" title={t("check.title")}>
      <p>{t("check.lead")}</p>
      <ul className="plain">
        <li>
          <a href={href(`${here}/bundle.json`)} download="">
            {t("check.bundle")}
          </a>
        </li>
        <li>
          <a href={href(here, { form: "vc+jwt" })} download="">
            {t("check.record")}
          </a>
        </li>
        {offered.includes("application/dc+sd-jwt") ? (
          <>
            <li>
              <a href={href(here, { form: "dc+sd-jwt" })} download="">
                {t("check.full")}
              </a>
            </li>
            <li>
              <a href={href(here, { form: "untp+vc+jwt" })} download="">
                {t("check.untp")}
              </a>
            </li>
          </>
        ) : null}
        {modelPath === null ? null : (
          <li>
            <a href={href(modelPath, { form: "vc+jwt" })} download="">
              {t("check.recordModel")}
            </a>
          </li>
        )}
        <li>
          <a href={href(here, { form: "json" })}>{t("check.json")}</a>
        </li>
        <li>
          <a href={href(here, { form: "ld+json" })}>{t("check.jsonld")}</a>
        </li>
        <li>
          <a href={href("/verify")}>{t("check.verify")}</a>
        </li>
        <li>
          {t("check.key")}
          {signs(language).colon}
          <a className="id" href={new URL(keyAddress).pathname}>
            {keyAddress}
          </a>
        </li>
      </ul>
      <details>
        <summary>{t("check.accept")}</summary>
        <p className="id">{offered.map((form) => `Accept: ${form}`).join(" · ")}</p>
      </details>
      <h3>{t("check.limits")}</h3>
      <p>{t("check.copied", { marking })}</p>
      <p>{t("check.truth")}</p>
      {offered.includes("application/dc+sd-jwt") ? (
        <>
          <h3>{t("check.restrictedTitle")}</h3>
          <p>{t("check.restricted")}</p>
          <ul className="plain">
            <li>{t("check.point2")}</li>
            <li>{t("check.point3")}</li>
            <li>{t("check.point4")}</li>
          </ul>
        </>
      ) : null}
    </Section>
  );
}
