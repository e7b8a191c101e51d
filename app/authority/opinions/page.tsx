import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { named } from "../../_ui/named.ts";
import { Notice } from "../../_ui/notice.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { day } from "../../_ui/shown.ts";
import { signs } from "../../_ui/signs.ts";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "opinions")("bench.title") };
}

/** Where a notified body finds what it can assess: every published version that declares a footprint. */
export default async function Opinions() {
  const [{ language, t: common, words }, { bodies, versions }] = await Promise.all([
    spoken(),
    asked(registry().opinion.list()),
  ]);
  const t = textOf(language, "opinions");
  const { comma } = signs(language);
  const names = bodies.map(({ name, nameOriginal }) => named(language, name, nameOriginal)).join(comma);
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[{ name: words.bench.authorityTitle, href: "/authority" }, { name: t("bench.nav") }]}
      title={t("bench.title")}
      lead={t("bench.lead")}
    >
      <div className="sections">
        {bodies.length === 0 ? (
          <Notice tone="info" title={t("bench.nobody")} />
        ) : (
          <p>{t("bench.acting", { bodies: names })}</p>
        )}
        {versions.length === 0 ? (
          <p>{t("bench.none")}</p>
        ) : (
          <div className="table-frame">
            <table className="stacks">
              <caption className="visually-hidden">{t("bench.caption")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("bench.model")}</th>
                  <th scope="col">{t("bench.version")}</th>
                  <th scope="col">{t("bench.operator")}</th>
                  <th scope="col">{t("bench.released")}</th>
                  <th scope="col">{t("bench.opinions")}</th>
                </tr>
              </thead>
              <tbody>
                {versions.map((row) => (
                  <tr key={`${row.productUrl} ${row.version}`}>
                    <th scope="row">
                      <a href={assessPath(row.productUrl, row.version)}>{row.modelName}</a>
                    </th>
                    <td data-label={t("bench.version")}>
                      {t("bench.versionN", { version: row.version, number: row.declarationNumber })}
                      <div className="small muted">{t(row.isNewest ? "bench.newest" : "bench.replaced")}</div>
                    </td>
                    <td data-label={t("bench.operator")}>
                      {named(language, row.operatorName, row.operatorNameOriginal)}
                      <div className="small muted">{named(language, row.plant, row.plantOriginal)}</div>
                    </td>
                    <td className="nowrap" data-label={t("bench.released")}>
                      {day(language, row.issuedAt)}
                    </td>
                    <td data-label={t("bench.opinions")}>
                      {row.opinions}
                      {row.hasOwn ? <div className="small muted">{t("bench.own")}</div> : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Screen>
  );
}

function assessPath(productUrl: string, version: number): string {
  return `/authority/opinions/version?${new URLSearchParams({ product: productUrl, version: String(version) }).toString()}`;
}
