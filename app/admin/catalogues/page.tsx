import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { moment } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { AdoptCatalogue } from "./adopt-catalogue.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "catalogues")("title") };
}

/** Versions of the attribute catalogue, and the way to the next one. */
export default async function Catalogues() {
  const [{ language, t: c }, rows] = await Promise.all([spoken(), asked(registry().catalogue.list())]);
  const t = textOf(language, "catalogues");
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[{ name: c("admin.title"), href: "/admin" }, { name: t("title") }]}
      title={t("title")}
      lead={t("lead")}
    >
      <div className="sections">
        <div className="table-frame">
          <table className="stacks">
            <caption>{t("caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("version")}</th>
                <th scope="col">{t("attributes")}</th>
                <th scope="col">{t("added")}</th>
                <th scope="col">{t("digest")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ version, attributes, addedAt, digest, isInUse, isOfRelease }) => (
                <tr key={version}>
                  <th scope="row">
                    <span className="row">
                      <span>{version}</span>
                      {isInUse ? <span className="tag">{t("inUse")}</span> : null}
                      {isOfRelease ? <span className="tag">{t("ofRelease")}</span> : null}
                    </span>
                  </th>
                  <td data-label={t("attributes")}>{attributes}</td>
                  <td data-label={t("added")}>
                    {addedAt === null ? t("notUsed") : moment(language, addedAt)}
                  </td>
                  <td className="identifier" data-label={t("digest")}>
                    {digest}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <section className="section" aria-labelledby="adopt">
          <h2 id="adopt">{t("adoptTitle")}</h2>
          <MoreText messages={{ catalogues: messagesOf(language).catalogues }}>
            <AdoptCatalogue />
          </MoreText>
        </section>
      </div>
    </Screen>
  );
}
