import type { Metadata } from "next";
import { informationCategories } from "../../../server/domain/battery/category.ts";
import { registry } from "../../../server/caller.ts";
import { textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { Screen } from "../../_ui/screen.tsx";
import { oneOf } from "../../_ui/screen-props.ts";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { SearchedList } from "../../_ui/searched-list.tsx";
import { day } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { named } from "../../_ui/named.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("passports.title") };
}

/** Every signed passport of the operators somebody acts for. */
export default async function Passports({ searchParams }: ScreenProps) {
  const search = oneOf((await searchParams)["search"]);
  const [{ language, t }, held, rows] = await Promise.all([
    spoken(),
    asked(registry().passport.count()),
    asked(registry().passport.list(search === "" ? {} : { search })),
  ]);
  const s = textOf(language, "status");
  const total = held.model + held.batch + held.item;
  // One list holds only so many.
  const isCut = search === "" && rows.length < total;
  const counted = isCut
    ? t("passports.newest", { count: rows.length, total })
    : t("count.passports", { count: rows.length });
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: t("passports.title") }]}
      title={t("passports.title")}
      lead={t("passports.lead")}
    >
      {rows.length === 0 && search === "" ? (
        <div className="empty">
          <strong>{t("passports.emptyTitle")}</strong>
          <p>{t("passports.emptyHelp")}</p>
        </div>
      ) : (
        <SearchedList
          path="/console/passports"
          search={search}
          label={t("passports.search")}
          submit={t("action.search")}
          clear={t("action.clear")}
          words={search === "" ? counted : `${counted} ${t("count.matching", { search })}`}
          nothing={
            rows.length === 0
              ? { title: t("passports.noMatchTitle"), help: t("passports.noMatchHelp") }
              : null
          }
        >
          <table className="stacks stacks-early">
            <thead>
              <tr>
                <th scope="col">{t("passports.product")}</th>
                <th scope="col">{t("passports.level")}</th>
                <th scope="col">{t("passports.plant")}</th>
                <th scope="col">{t("passports.version")}</th>
                <th scope="col">{t("passports.issued")}</th>
                <th scope="col">{t("passports.links")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.productUrl}>
                  <th scope="row">
                    <a href={row.path}>{row.modelName}</a>
                    <div className="small muted identifier">{row.productUrl}</div>
                    {row.isWithdrawn || row.isStopped ? (
                      <div className="small row">
                        {row.isWithdrawn ? <strong>{s("console.marks.withdrawn")}</strong> : null}
                        {row.isStopped ? <strong>{s("console.marks.stopped")}</strong> : null}
                      </div>
                    ) : null}
                  </th>
                  <td data-label={t("passports.level")}>
                    {row.serial !== null
                      ? t("passports.levelItem", { serial: row.serial })
                      : row.batchNumber !== null
                        ? t("passports.levelBatch", { number: row.batchNumber })
                        : informationCategories.some((one) => one === row.category)
                          ? t("passports.levelInformation")
                          : t("passports.levelModel")}
                  </td>
                  <td data-label={t("passports.plant")}>{named(language, row.plant, row.plantOriginal)}</td>
                  <td data-label={t("passports.version")}>
                    {t("models.versionN", { version: row.version })}
                  </td>
                  <td className="nowrap" data-label={t("passports.issued")}>
                    {day(language, row.issuedAt)}
                  </td>
                  <td data-label={t("passports.links")}>
                    <span className="row">
                      <a
                        href={`/console/passports/status?${new URLSearchParams({ product: row.productUrl }).toString()}`}
                      >
                        {s("console.open")}
                      </a>
                      <a href={`${row.path}/versions`}>{t("passports.versions")}</a>
                      <a href={`${row.path}?form=vc%2Bjwt`}>{t("passports.record")}</a>
                      <a href={`${row.path}/label`}>{t("passports.label")}</a>
                      {row.level === "item" ? (
                        <a href={`/console/batteries/readings?of=${encodeURIComponent(row.productUrl)}`}>
                          {textOf(language, "readings")("title")}
                        </a>
                      ) : null}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </SearchedList>
      )}
    </Screen>
  );
}
