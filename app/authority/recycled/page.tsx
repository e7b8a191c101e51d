import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { named } from "../../_ui/named.ts";
import { Screen } from "../../_ui/screen.tsx";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "recycled")("list.title") };
}

/** For authorities and notified bodies: whose recycled shares rest on lots, and the pack of each year. */
export default async function RecycledEvidence() {
  const [{ language, t: common, words }, rows] = await Promise.all([
    spoken(),
    asked(registry().recycled.list()),
  ]);
  const t = textOf(language, "recycled");
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[{ name: words.bench.authorityTitle, href: "/authority" }, { name: t("list.title") }]}
      title={t("list.title")}
      lead={t("list.lead")}
    >
      {rows.length === 0 ? (
        <p>{t("list.none")}</p>
      ) : (
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{t("list.model")}</th>
                <th scope="col">{t("list.operator")}</th>
                <th scope="col">{t("list.plant")}</th>
                <th scope="col" className="number">
                  {t("list.lots")}
                </th>
                <th scope="col">{t("list.packs")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.modelId}>
                  <th scope="row">
                    <a href={`/authority/recycled/${row.modelId}`}>{row.modelName}</a>
                  </th>
                  <td data-label={t("list.operator")}>
                    {named(language, row.operatorName, row.operatorNameOriginal)}
                  </td>
                  <td data-label={t("list.plant")}>{named(language, row.plant, row.plantOriginal)}</td>
                  <td className="number" data-label={t("list.lots")}>
                    {row.lots}
                  </td>
                  <td data-label={t("list.packs")}>
                    <span className="row">
                      {row.years.map((year) => (
                        <a key={year} href={`/api/recycled-pack/${row.modelId}?year=${year}`} download>
                          {t("list.packOf", { year: String(year) })}
                        </a>
                      ))}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Screen>
  );
}
