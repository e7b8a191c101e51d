import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { Screen } from "../../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { month } from "../../../../_ui/shown.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { BatchForm } from "./batch-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "batteries")("batches.title") };
}

/** Batches of a model, and the form that makes one. */
export default async function Batches({ params }: ScreenProps<{ id: string }>) {
  const { id } = await params;
  const [{ language, t: common }, model, batches] = await Promise.all([
    spoken(),
    asked(registry().model.read({ id })),
    asked(registry().batch.list({ modelId: id })),
  ]);
  const t = textOf(language, "batteries");
  const { batteries } = messagesOf(language);
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[
        { name: common("console"), href: "/console" },
        { name: common("models.title"), href: "/console/models" },
        { name: model.name, href: `/console/models/${id}` },
        { name: t("batches.title") },
      ]}
      title={t("batches.of", { name: model.name })}
      lead={t("batches.lead")}
    >
      <div className="sections">
        <section className="section" id="batches">
          <h2>{t("batches.title")}</h2>
          {batches.length === 0 ? (
            <p>{model.releasedVersion === null ? t("batches.afterRelease") : t("batches.none")}</p>
          ) : (
            <div className="table-frame">
              <table className="stacks">
                <thead>
                  <tr>
                    <th scope="col">{t("batches.number")}</th>
                    <th scope="col">{t("batches.made")}</th>
                    <th scope="col" className="number">
                      {t("batches.count")}
                    </th>
                    <th scope="col">{common("passports.links")}</th>
                  </tr>
                </thead>
                <tbody>
                  {batches.map((batch) => (
                    <tr key={batch.id}>
                      <th scope="row">
                        <a className="identifier" href={batch.path}>
                          {batch.number}
                        </a>
                      </th>
                      <td data-label={t("batches.made")}>
                        {batch.manufacturedOn === null
                          ? t("batches.severalMonths")
                          : month(language, batch.manufacturedOn)}
                      </td>
                      <td className="number" data-label={t("batches.count")}>
                        {batch.itemCount}
                      </td>
                      <td data-label={common("passports.links")}>
                        <Link href={`/console/batteries?model=${id}&batch=${batch.id}`}>
                          {t("batches.batteries")}
                        </Link>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        {model.may.issueItem ? (
          <section className="section" id="new-batch">
            <h2>{t("batches.create")}</h2>
            <MoreText messages={{ batteries }}>
              <BatchForm modelId={id} />
            </MoreText>
          </section>
        ) : null}
      </div>
    </Screen>
  );
}
