import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { asked } from "../../_ui/asked.ts";
import { Screen } from "../../_ui/screen.tsx";
import { oneOf } from "../../_ui/screen-props.ts";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { SearchForm } from "../../_ui/search-form.tsx";
import { asStated, unitShown } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("factors.title") };
}

/** The library of emission factors, each with its source, place and year. */
export default async function Factors({ searchParams }: ScreenProps) {
  const search = oneOf((await searchParams)["search"]);
  const [{ language, t }, factors] = await Promise.all([
    spoken(),
    asked(registry().factor.list(search === "" ? {} : { search })),
  ]);
  const counted = t("count.factors", { count: factors.length });
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: t("factors.title") }]}
      title={t("factors.title")}
      lead={<p>{t("factors.lead")}</p>}
    >
      <SearchForm
        path="/console/factors"
        label={t("factors.search")}
        value={search}
        submit={t("action.search")}
        clear={t("action.clear")}
        words={search === "" ? counted : `${counted} ${t("count.matching", { search })}`}
      />
      {factors.length === 0 ? (
        <div className="empty">
          <strong>{t(search === "" ? "factors.emptyTitle" : "factors.noMatchTitle")}</strong>
          <p>{t(search === "" ? "factors.emptyHelp" : "factors.noMatchHelp")}</p>
        </div>
      ) : (
        <div className="table-frame">
          <table className="stacks stacks-early">
            <thead>
              <tr>
                <th scope="col">{t("factors.name")}</th>
                <th scope="col" className="number">
                  {t("factors.value")}
                </th>
                <th scope="col">{t("factors.unit")}</th>
                <th scope="col">{t("factors.geography")}</th>
                <th scope="col">{t("factors.year")}</th>
                <th scope="col">{t("factors.source")}</th>
              </tr>
            </thead>
            <tbody>
              {factors.map((factor) => (
                <tr key={`${factor.id}@${factor.version}`} id={factor.id}>
                  <th scope="row" className="wide-cell">
                    {language === "zh" ? factor.nameZh : factor.nameEn}{" "}
                    {factor.illustrative ? (
                      <span className="tag" title={t("illustrativeHelp")}>
                        {t("illustrative")}
                      </span>
                    ) : null}
                    <div className="small muted identifier">
                      {factor.id}@{factor.version}
                    </div>
                  </th>
                  <td className="number" data-label={t("factors.value")}>
                    {asStated(factor.value)}
                  </td>
                  <td className="unit" data-label={t("factors.unit")}>
                    {unitShown(factor.unit)}
                  </td>
                  <td data-label={t("factors.geography")}>{factor.geography}</td>
                  <td data-label={t("factors.year")}>{factor.year}</td>
                  <td className="wide-cell" data-label={t("factors.source")}>
                    {factor.sourceTitle}
                    {factor.sourceWhere === null ? null : `, ${factor.sourceWhere}`}
                    {factor.qualityNote === null && factor.boundary === null ? null : (
                      <details>
                        <summary className="small">{t("factors.quality")}</summary>
                        <div className="small muted">{factor.qualityNote}</div>
                        {factor.boundary === null ? null : (
                          <div className="small muted">
                            {t("factors.boundary")}: {factor.boundary}
                          </div>
                        )}
                      </details>
                    )}
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
