import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { ReportFindings } from "../../../../_ui/report-findings.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { declarationOf } from "../declaration-of.ts";
import { DeclarationScreen } from "../declaration-screen.tsx";
import { lineAddress } from "../line-rows.ts";
import { tabTitle } from "../tab-title.ts";

export function generateMetadata({ params }: ScreenProps<{ id: string }>): Promise<Metadata> {
  return tabTitle(params, "check");
}

/** What the report checker finds in one declaration, each finding with the way to its line. */
export default async function CheckOfDeclaration({ params }: ScreenProps<{ id: string }>) {
  const { id } = await params;
  const [{ language }, view, check] = await Promise.all([
    spoken(),
    declarationOf(id),
    asked(registry().report.checkDeclaration({ id })),
  ]);
  const t = textOf(language, "check");
  const nameOf = (code: string) => {
    const line = view.lines.find((one) => one.code === code);
    return (language === "zh" ? line?.nameZh : line?.nameEn) ?? code;
  };
  return (
    <DeclarationScreen view={view} tab="check">
      <section className="section">
        <h2>{t("result")}</h2>
        <p className="muted">{t("declarationLead")}</p>
        {check.computes ? null : <Notice tone="warn" title={t("notComputed")} />}
        <MoreText messages={{ check: messagesOf(language).check }}>
          <ReportFindings
            findings={check.findings.map(({ line, ...finding }) => ({
              ...finding,
              at:
                line === null
                  ? undefined
                  : { href: lineAddress(`/console/declarations/${id}`, line), name: nameOf(line) },
            }))}
            evidence={check.evidence.map(({ line: _, ...one }) => one)}
            omitted={0}
            fileName={`check-${view.subjectCode}-${view.number}`}
          />
        </MoreText>
      </section>
    </DeclarationScreen>
  );
}
