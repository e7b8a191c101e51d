import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { registry } from "../../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { named } from "../../../../_ui/named.ts";
import { Screen } from "../../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { signedInAs } from "../../../../_ui/signed-in.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { factorPath } from "../../factor-path.ts";
import { OwnFactorForm } from "../../own-factor-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "library")("detail.revise") };
}

/** The next version of an own factor, starting from what the newest says. */
export default async function ReviseFactor({ params }: ScreenProps<{ id: string }>) {
  await signedInAs("author");
  const { id } = await params;
  const [{ language, t }, factor] = await Promise.all([
    spoken(),
    asked(registry().factor.read({ id: decodeURIComponent(id) })),
  ]);
  const [newest] = factor.versions;
  if (newest === undefined || newest.operatorId === null || factor.code === null || !factor.mayRevise)
    notFound();
  const l = textOf(language, "library");
  const name = language === "zh" ? newest.nameZh : newest.nameEn;
  const { nameEn, nameZh, value, unit, geography, sourceTitle, quality } = newest;
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: l("title"), href: "/console/factors" },
        { name, href: factorPath(factor.id) },
        { name: l("detail.revise") },
      ]}
      title={l("own.reviseTitle", { name })}
      lead={<p>{l("own.reviseLead")}</p>}
    >
      <MoreText messages={{ library: messagesOf(language).library }}>
        <OwnFactorForm
          operators={[
            {
              value: newest.operatorId,
              label: named(language, factor.operatorName ?? "", factor.operatorNameOriginal),
            },
          ]}
          revises={{
            version: newest.version,
            code: factor.code,
            said: {
              ...{ nameEn, nameZh, value, unit, geography, sourceTitle, year: String(newest.year) },
              sourceWhere: newest.sourceWhere ?? "",
              boundary: newest.boundary ?? "",
              qualityNote: newest.qualityNote ?? "",
              gwpSet: newest.gwpSet ?? "",
              category: newest.category ?? "",
              validUntil: newest.validUntil ?? "",
              ...quality,
            },
          }}
        />
      </MoreText>
    </Screen>
  );
}
