import type { Metadata } from "next";
import { PublicFrame } from "./_ui/public-frame.tsx";
import { spoken } from "./_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("notFound.title") };
}

/** 404 for everything that Next.js serves. */
export default async function NotFound() {
  const { language, t } = await spoken();
  return (
    <PublicFrame language={language} narrow>
      <div className="stack">
        <h1>{t("notFound.title")}</h1>
        <p>{t("notFound.lead")}</p>
        <div className="actions">
          <a className="button" href={`/?lang=${language}`}>
            {t("notFound.home")}
          </a>
          <a className="button" href="/console">
            {t("notFound.console")}
          </a>
        </div>
      </div>
    </PublicFrame>
  );
}
