import type { Metadata } from "next";
import { messagesOf, textOf } from "../../_text/text.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { spoken } from "../../_ui/spoken.ts";
import { ReportChecker } from "./report-checker.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await spoken();
  return { title: textOf(language, "check")("title") };
}

/** Checks somebody's report: from a file, from text, or entered by hand. Nothing is stored. */
export default async function CheckReport() {
  const { language, t } = await spoken();
  const check = textOf(language, "check");
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: check("title") }]}
      title={check("title")}
      lead={check("lead")}
    >
      <MoreText messages={{ check: messagesOf(language).check }}>
        <ReportChecker />
      </MoreText>
      <section className="section">
        <h2>{check("commandTitle")}</h2>
        <pre className="formula" tabIndex={0}>
          npx cellproof check report.json
        </pre>
      </section>
    </Screen>
  );
}
