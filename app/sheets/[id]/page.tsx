import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { verifyText as en } from "../../_text/en/verify.ts";
import type { Language } from "../../_text/languages.ts";
import { localeOf, textOf } from "../../_text/text.ts";
import { verifyText as zh } from "../../_text/zh/verify.ts";
import { asked } from "../../_ui/asked.ts";
import { pageLanguage } from "../../_ui/language.ts";
import { PrintButton } from "../../_ui/print-button.tsx";
import { PublicFrame } from "../../_ui/public-frame.tsx";
import { SheetReport } from "../../verify/sheet-report.tsx";
import { moment, VerdictReport } from "../../verify/verdict-report.tsx";
import type { VerifyWords } from "../../verify/verify-form.tsx";
import "../../verify/verify.css";

interface SheetProps {
  readonly params: Promise<{ readonly id: string }>;
}

const texts: Readonly<Record<Language, VerifyWords>> = { en, zh };

export async function generateMetadata(): Promise<Metadata> {
  // Whoever knows the address may read it; search engines shall not.
  return { title: textOf(await pageLanguage(), "verify")("sheet.title"), robots: { index: false } };
}

/** A sheet the registry signed: to be printed, and saved as the signed file that counts. */
export default async function SheetPage({ params }: SheetProps) {
  const [language, { id }] = await Promise.all([pageLanguage(), params]);
  const { sheet, verdict, digest, kid, keptUntil } = await asked(registry().resultSheet.read({ id }));
  const t = textOf(language, "verify");
  const locale = localeOf(language);
  return (
    <PublicFrame language={language} narrow>
      <article className="sections sheet">
        <header className="stack">
          <h1>{t("sheet.title")}</h1>
          <p className="lead">{t("sheet.lead")}</p>
          <p className="actions">
            <a className="button button-primary" href={`/sheets/${id}/sheet.jwt`} download="">
              {t("sheet.download")}
            </a>
            <PrintButton label={t("sheet.print")} />
          </p>
        </header>
        <section className="section" aria-labelledby="found">
          <h2 id="found">{t("sheet.found")}</h2>
          <SheetReport sheet={sheet} language={language} words={texts[language].sheet} signedBy={kid} />
        </section>
        <section className="section" aria-labelledby="signed">
          <h2 id="signed">{t("sheet.signature")}</h2>
          <div className="sheet-code">
            <div className="stack">
              <p>{t("sheet.fileDigest")}</p>
              <p className="identifier">{digest}</p>
              <p>{t("sheet.kept", { day: moment(keptUntil, locale) })}</p>
              <p>{t("sheet.checkLater")}</p>
              <pre className="verify-command" tabIndex={0}>
                npx cellproof verify sheet.jwt --policy policy.txt
              </pre>
            </div>
            {/* oxlint-disable-next-line no-img-element -- a code made for this sheet alone */}
            <img className="sheet-qr" src={`/sheets/${id}/qr.svg`} alt={t("sheet.code")} />
          </div>
        </section>
        <section className="section on-screen verify-form" aria-labelledby="now">
          <h2 id="now">{t("sheet.now")}</h2>
          <VerdictReport
            words={texts[language]}
            locale={locale}
            verdict={verdict}
            keys={t("pinned.registry")}
            checkedFor={t("sheet.byServer", { time: moment(verdict.checkedAt, locale) })}
            helpQuery={`?lang=${language}`}
          />
        </section>
      </article>
    </PublicFrame>
  );
}
