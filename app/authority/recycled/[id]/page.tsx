import type { Metadata } from "next";
import { registry } from "../../../../server/caller.ts";
import { textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { named } from "../../../_ui/named.ts";
import { RecycledContent } from "../../../_ui/recycled-content.tsx";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { oneOf } from "../../../_ui/screen-props.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { signs } from "../../../_ui/signs.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "recycled")("title") };
}

/** The same evidence as the operator sees, for those who assess it: nothing to change, everything to take along. */
export default async function AssessRecycled({ params, searchParams }: ScreenProps<{ id: string }>) {
  const [{ id }, query, { language, t: common, words }] = await Promise.all([params, searchParams, spoken()]);
  const t = textOf(language, "recycled");
  const [year, placedOn] = [oneOf(query["year"]), oneOf(query["placedOn"])];
  const view = await asked(
    registry().recycled.read({
      modelId: id,
      ...(/^\d{4}$/.test(year) ? { year: Number(year) } : {}),
      ...(placedOn === "" ? {} : { placedOn }),
    }),
  );
  const { model } = view;
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[
        { name: words.bench.authorityTitle, href: "/authority" },
        { name: t("list.title"), href: "/authority/recycled" },
        { name: model.name },
      ]}
      title={`${t("title")}${signs(language).colon}${model.name}`}
      lead={
        <>
          {named(language, model.operatorName, model.operatorNameOriginal)}
          {signs(language).comma}
          {named(language, model.plant, model.plantOriginal)}
          {signs(language).stop}
          {t("lead")}
        </>
      }
      action={
        view.year === null ? undefined : (
          <a
            className="button button-primary"
            href={`/api/recycled-pack/${id}?year=${view.year}${placedOn === "" ? "" : `&placedOn=${placedOn}`}`}
            title={t("packHelp")}
            download
          >
            {t("pack")}
          </a>
        )
      }
    >
      <RecycledContent language={language} view={view} path={`/authority/recycled/${id}`} />
    </Screen>
  );
}
