import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import type { LotView } from "../../../../../server/services/recycled/view.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { named } from "../../../../_ui/named.ts";
import { RecycledContent } from "../../../../_ui/recycled-content.tsx";
import { Screen } from "../../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { oneOf } from "../../../../_ui/screen-props.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { RecycledForm } from "../recycled-form.tsx";
import { EvidenceForm, LotForm, RemoveLot } from "./lot-forms.tsx";
import { signs } from "../../../../_ui/signs.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "recycled")("title") };
}

/** What the recycled shares of a model rest on, what they lack, and what the notified body gets. */
export default async function Recycled({ params, searchParams }: ScreenProps<{ id: string }>) {
  const [{ id }, query, { language, t: common }] = await Promise.all([params, searchParams, spoken()]);
  const t = textOf(language, "recycled");
  const asking = { year: oneOf(query["year"]), placedOn: oneOf(query["placedOn"]) };
  const view = await asked(
    registry().recycled.read({
      modelId: id,
      ...(/^\d{4}$/.test(asking.year) ? { year: Number(asking.year) } : {}),
      ...(asking.placedOn === "" ? {} : { placedOn: asking.placedOn }),
    }),
  );
  const { model, year, may } = view;
  const path = `/console/models/${id}/recycled`;
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[
        { name: common("console"), href: "/console" },
        { name: common("models.title"), href: "/console/models" },
        { name: model.name, href: `/console/models/${id}` },
        { name: t("title") },
      ]}
      title={`${t("title")}${signs(language).colon}${model.name}`}
      lead={
        <>
          {named(language, model.plant, model.plantOriginal)}
          {signs(language).stop}
          {t("lead")}
        </>
      }
      action={
        year === null ? undefined : (
          <a
            className="button button-primary"
            href={`/api/recycled-pack/${id}?year=${year}${asking.placedOn === "" ? "" : `&placedOn=${asking.placedOn}`}`}
            title={t("packHelp")}
            download
          >
            {t("pack")}
          </a>
        )
      }
    >
      <MoreText messages={{ recycled: messagesOf(language).recycled }}>
        <RecycledContent
          language={language}
          view={view}
          path={path}
          {...(may.edit
            ? {
                stating: (
                  <details className="on-screen">
                    <summary>{t("state")}</summary>
                    <p className="muted">{t("stateHelp")}</p>
                    <RecycledForm modelId={id} />
                  </details>
                ),
                entering: (
                  <details className="on-screen">
                    <summary>{t("add")}</summary>
                    <LotForm modelId={id} year={year} />
                  </details>
                ),
                lotActions: new Map(
                  view.lots.map((lot) => [
                    lot.id,
                    <LotActions key={lot.id} lot={lot} help={t("kept")} upload={t("upload")} />,
                  ]),
                ),
              }
            : {})}
        />
      </MoreText>
    </Screen>
  );
}

/** Evidence for a lot that has none, or while it may still change; and the way to take it back. */
function LotActions({
  lot,
  help,
  upload,
}: {
  readonly lot: LotView;
  readonly help: string;
  readonly upload: string;
}) {
  return (
    <div className="on-screen">
      {lot.evidence === null || lot.removable ? (
        <details>
          <summary className="small">{upload}</summary>
          <EvidenceForm lotId={lot.id} />
        </details>
      ) : null}
      {lot.removable ? <RemoveLot id={lot.id} lot={lot.lot} /> : <div className="small muted">{help}</div>}
    </div>
  );
}
