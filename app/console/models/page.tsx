import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import { textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { mayDo } from "../../_ui/may.ts";
import { Screen } from "../../_ui/screen.tsx";
import { oneOf } from "../../_ui/screen-props.ts";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { SearchedList } from "../../_ui/searched-list.tsx";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";
import { named } from "../../_ui/named.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("models.title") };
}

export default async function Models({ searchParams }: ScreenProps) {
  const search = oneOf((await searchParams)["search"]);
  const [{ language, t, words }, may, models] = await Promise.all([
    spoken(),
    mayDo(),
    asked(registry().model.list(search === "" ? {} : { search })),
  ]);
  const counted = t("count.models", { count: models.length });
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: t("models.title") }]}
      title={t("models.title")}
      lead={<p>{t("models.lead")}</p>}
      action={
        may("model.write") ? (
          <>
            <Link className="button" href="/console/products/import">
              {textOf(language, "products")("title")}
            </Link>
            <Link className="button button-primary" href="/console/models/new">
              {t("models.create")}
            </Link>
          </>
        ) : null
      }
    >
      {models.length === 0 && search === "" ? (
        <div className="empty">
          <strong>{t("models.emptyTitle")}</strong>
          <p>{t("models.emptyHelp")}</p>
          <Link className="button" href="/console/plants/new">
            {t("plants.create")}
          </Link>
        </div>
      ) : (
        <SearchedList
          path="/console/models"
          search={search}
          label={t("models.search")}
          submit={t("action.search")}
          clear={t("action.clear")}
          words={search === "" ? counted : `${counted} ${t("count.matching", { search })}`}
          nothing={
            models.length === 0 ? { title: t("models.noMatchTitle"), help: t("models.noMatchHelp") } : null
          }
        >
          <table className="stacks stacks-early">
            <thead>
              <tr>
                <th scope="col">{t("models.name")}</th>
                <th scope="col">{t("models.code")}</th>
                <th scope="col">{t("models.gtin")}</th>
                <th scope="col">{t("models.plant")}</th>
                <th scope="col">{t("models.category")}</th>
                <th scope="col" className="number">
                  {t("models.batteries")}
                </th>
                <th scope="col">{t("models.version")}</th>
              </tr>
            </thead>
            <tbody>
              {models.map((model) => (
                <tr key={model.id}>
                  <th scope="row">
                    <Link href={`/console/models/${model.id}`}>{model.name}</Link>{" "}
                    {model.illustrative ? <span className="tag">{t("illustrative")}</span> : null}
                  </th>
                  <td data-label={t("models.code")}>
                    <code>{model.modelCode}</code>
                  </td>
                  <td data-label={t("models.gtin")}>
                    {model.gtin === null ? (
                      <span className="muted">{t("model.notStated")}</span>
                    ) : (
                      <code>{model.gtin}</code>
                    )}
                  </td>
                  <td data-label={t("models.plant")}>
                    {named(language, model.facility.name, model.facility.nameOriginal)}, {model.facility.city}
                  </td>
                  <td data-label={t("models.category")}>{wordIn(words.category, model.category)}</td>
                  <td className="number" data-label={t("models.batteries")}>
                    {model.itemCount}
                  </td>
                  <td data-label={t("models.version")}>
                    {model.releasedVersion === null ? (
                      <span className="muted">{t("models.notReleased")}</span>
                    ) : (
                      <a href={model.path}>{t("models.versionN", { version: model.releasedVersion })}</a>
                    )}
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
