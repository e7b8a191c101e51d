import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import { asked } from "../../_ui/asked.ts";
import { mayDo } from "../../_ui/may.ts";
import { Screen } from "../../_ui/screen.tsx";
import { spoken } from "../../_ui/spoken.ts";
import { placeOf } from "../place-of.ts";
import { named } from "../../_ui/named.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("plants.title") };
}

export default async function Plants() {
  const [{ language, t }, may, plants] = await Promise.all([
    spoken(),
    mayDo(),
    asked(registry().facility.list()),
  ]);
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: t("plants.title") }]}
      title={t("plants.title")}
      lead={<p>{t("plants.lead")}</p>}
      action={
        may("model.write") ? (
          <Link className="button button-primary" href="/console/plants/new">
            {t("plants.create")}
          </Link>
        ) : null
      }
    >
      {plants.length === 0 ? (
        <div className="empty">
          <strong>{t("plants.emptyTitle")}</strong>
          <p>{t("plants.emptyHelp")}</p>
        </div>
      ) : (
        <>
          <div className="table-words">{t("count.plants", { count: plants.length })}</div>
          <div className="table-frame">
            <table className="stacks stacks-early">
              <thead>
                <tr>
                  <th scope="col">{t("plants.name")}</th>
                  <th scope="col">{t("plants.code")}</th>
                  <th scope="col">{t("plants.place")}</th>
                  <th scope="col">{t("model.operator")}</th>
                  <th scope="col">{t("plants.identifier")}</th>
                  <th scope="col" className="number">
                    {t("plants.models")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {plants.map((plant) => (
                  <tr key={plant.id}>
                    <th scope="row">
                      {named(language, plant.name, plant.nameOriginal)}
                      {plant.nameOriginal === null ? null : (
                        <div className="small muted">
                          {language === "zh" ? plant.name : plant.nameOriginal}
                        </div>
                      )}
                    </th>
                    <td data-label={t("plants.code")}>
                      <code>{plant.code}</code>
                    </td>
                    <td data-label={t("plants.place")}>{placeOf(language, plant)}</td>
                    <td data-label={t("model.operator")}>
                      {named(language, plant.operatorName, plant.operatorNameOriginal)}
                    </td>
                    <td data-label={t("plants.identifier")}>
                      {plant.identifier === null ? (
                        <span className="muted">{t("model.notStated")}</span>
                      ) : (
                        <>
                          {plant.identifierScheme} <code>{plant.identifier}</code>
                        </>
                      )}
                    </td>
                    <td className="number" data-label={t("plants.models")}>
                      {plant.modelCount}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Screen>
  );
}
