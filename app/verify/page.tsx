import type { Metadata } from "next";
import { verifyText as en } from "../_text/en/verify.ts";
import type { Language } from "../_text/languages.ts";
import { localeOf, textOf } from "../_text/text.ts";
import { verifyText as zh } from "../_text/zh/verify.ts";
import { pageLanguage } from "../_ui/language.ts";
import { PublicFrame } from "../_ui/public-frame.tsx";
import { registry } from "../../server/caller.ts";
import { CheckHere } from "./check-here.tsx";
import type { VerifyWords } from "./verify-form.tsx";
import { VerifyForm } from "./verify-form.tsx";
import "./verify.css";

interface VerifyProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

const words: Readonly<Record<Language, VerifyWords>> = { en, zh };

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf(await pageLanguage(), "verify")("title") };
}

/** Checks a record in the browser of whoever asks; this server sees nothing of it. */
export default async function VerifyPage({ searchParams }: VerifyProps) {
  const [language, { q, at }, verifier] = await Promise.all([
    pageLanguage(),
    searchParams,
    registry().passport.verifier(),
  ]);
  const t = textOf(language, "verify");
  return (
    <PublicFrame language={language} narrow>
      <div className="sections">
        <header className="stack">
          <h1>{t("title")}</h1>
          <p className="lead">{t("lead")}</p>
        </header>
        <noscript>
          <style>{".verify-script { display: none; }"}</style>
          <p className="notice notice-warn">{t("noScript")}</p>
        </noscript>
        <VerifyForm
          language={language}
          locale={localeOf(language)}
          words={words[language]}
          policy={verifier.policy}
        />
        <CheckHere
          language={language}
          publicUrl={verifier.publicUrl}
          query={typeof q === "string" && q.trim() !== "" ? q : null}
          at={typeof at === "string" ? at.trim() : ""}
        />
        <section className="section" aria-labelledby="command">
          <h2 id="command">{t("commandTitle")}</h2>
          <p>{t("command")}</p>
          <pre className="verify-command" tabIndex={0}>
            {
              "npx cellproof verify --bundle bundle.json --policy policy.txt \\\n  --issuer did:web:HOST:op:NAME --subject https://HOST/01/GTIN"
            }
          </pre>
        </section>
        <section className="section" aria-labelledby="where">
          <h2 id="where">{t("whereTitle")}</h2>
          <p>{t("whereRecord")}</p>
          <p>{t("whereKeys")}</p>
        </section>
      </div>
    </PublicFrame>
  );
}
