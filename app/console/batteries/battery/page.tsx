import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { registry } from "../../../../server/caller.ts";
import { questionOf } from "../../../../server/domain/catalogue/completeness.ts";
import type { ItemRow, ItemView } from "../../../../server/services/item/view.ts";
import type { Language } from "../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { mayDo } from "../../../_ui/may.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { named } from "../../../_ui/named.ts";
import { Notice } from "../../../_ui/notice.tsx";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { oneOf } from "../../../_ui/screen-props.ts";
import { day, month } from "../../../_ui/shown.ts";
import { signs } from "../../../_ui/signs.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import { LifeSection } from "../../transfers/life-section.tsx";
import { DataPoint } from "../../data-point.tsx";
import { RenewForm } from "./renew-form.tsx";
import { ValueForm } from "./value-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "batteries")("title") };
}

/** One battery (`of`) for who answers for its passport: facts, data points with what became of each, versions. */
export default async function Battery({ searchParams }: ScreenProps) {
  const productUrl = oneOf((await searchParams)["of"]);
  if (productUrl === "") notFound();
  const [{ language, t: common }, battery, life, may] = await Promise.all([
    spoken(),
    asked(registry().item.read({ productUrl })),
    asked(registry().life.read({ productUrl })),
    mayDo(),
  ]);
  const t = textOf(language, "batteries");
  const { attributes, batteries } = messagesOf(language);
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[
        { name: common("console"), href: "/console" },
        { name: t("title"), href: "/console/batteries" },
        { name: battery.serial },
      ]}
      title={`${battery.model.name} · ${battery.serial}`}
      lead={t("battery.lead")}
      action={
        battery.endedAt === null ? (
          <a className="button" href={battery.path}>
            {t("battery.publicPage")}
          </a>
        ) : null
      }
    >
      <MoreText messages={{ attributes, batteries }}>
        <div className="sections">
          {battery.endedAt === null ? null : (
            <Notice tone="info" title={t("battery.ended", { day: day(language, battery.endedAt) })} />
          )}
          <Facts language={language} battery={battery} />
          <section className="section" id="measured">
            <h2>{t("battery.readings")}</h2>
            <p className="muted">{t("battery.readingsLead")}</p>
            <p>
              <Link href={`/console/batteries/readings?of=${encodeURIComponent(productUrl)}`}>
                {t("battery.readings")}
              </Link>
            </p>
          </section>
          <LifeSection language={language} life={life} mayChange={may("life.change", battery.operatorId)} />
          <Versions language={language} battery={battery} />
          <Completeness language={language} battery={battery} />
          {battery.groups.map(({ group, rows }) => (
            <section className="section" id={group.id} key={group.id}>
              <h2>{group.title[language]}</h2>
              <div className="data-points">
                {rows.map((row) => (
                  <Point key={row.attribute.id} {...{ language, battery, row }} />
                ))}
              </div>
            </section>
          ))}
        </div>
      </MoreText>
    </Screen>
  );
}

interface PartProps {
  readonly language: Language;
  readonly battery: ItemView;
}

function Facts({ language, battery }: PartProps) {
  const t = textOf(language, "batteries");
  const { model, batch, placedOnMarketOn, chineseCode } = battery;
  return (
    <section className="section" id="facts">
      <h2>{t("battery.facts")}</h2>
      <dl className="facts">
        <dt>{t("battery.identifier")}</dt>
        <dd className="identifier">{battery.productUrl}</dd>
        <dt>{t("model")}</dt>
        <dd>
          <Link href={`/console/models/${model.id}`}>{model.name}</Link>
        </dd>
        <dt>{t("batch")}</dt>
        <dd>{batch === null ? "–" : <a href={batch.path}>{batch.number}</a>}</dd>
        <dt>{t("status")}</dt>
        <dd>{wordIn(messagesOf(language).batteries.statuses, battery.batteryStatus)}</dd>
        <dt>{t("made")}</dt>
        <dd>{month(language, battery.manufacturedOn)}</dd>
        <dt>{t("placed")}</dt>
        <dd>{placedOnMarketOn === null ? "–" : day(language, placedOnMarketOn)}</dd>
        {chineseCode === null ? null : (
          <>
            <dt>{t("battery.chineseCode")}</dt>
            <dd>
              <code>{chineseCode}</code>
            </dd>
          </>
        )}
        <dt>{t("battery.operator")}</dt>
        <dd>{named(language, battery.operatorName, battery.operatorNameOriginal)}</dd>
      </dl>
    </section>
  );
}

function Versions({ language, battery }: PartProps) {
  const t = textOf(language, "batteries");
  const names = Object.fromEntries(
    battery.groups.flatMap(({ rows }) =>
      rows.map(({ attribute }) => [attribute.id, attribute.title[language]] as const),
    ),
  );
  return (
    <section className="section" id="versions">
      <h2>{t("battery.versions")}</h2>
      <p className="muted">{t("battery.versionsLead")}</p>
      <ul className="plain">
        {battery.versions.map(({ version, issuedAt, reason }) => (
          <li key={version}>
            <a href={`${battery.path}/versions/${String(version)}`}>
              {textOf(language, "console")("models.versionN", { version })}
            </a>{" "}
            <span className="muted">
              {day(language, issuedAt)}
              {reason === null ? null : `${signs(language).colon}${reason}`}
            </span>
          </li>
        ))}
      </ul>
      {battery.isChanged ? null : <p className="small muted">{t("battery.unchanged")}</p>}
      {battery.may.sign ? <RenewForm productUrl={battery.productUrl} names={names} /> : null}
    </section>
  );
}

const shownCounts = [
  "missing",
  "present",
  "notYetDue",
  "conditional",
  "barred",
  "optional",
  "notApplicable",
] as const;

function Completeness({ language, battery }: PartProps) {
  const t = textOf(language, "attributes");
  const b = textOf(language, "batteries");
  const names = battery.modelGaps.map(({ title }) => title[language]).join(signs(language).comma);
  return (
    <section className="section" id="counts">
      <h2>{t("countsTitle")}</h2>
      <p className="muted">
        {b("battery.dataLead", { version: battery.catalogueVersion, day: day(language, battery.day) })}
      </p>
      <ul className="plain row">
        {shownCounts.map((outcome) => (
          <li key={outcome}>{t(`counts.${outcome}`, { count: battery.counts[outcome] })}</li>
        ))}
      </ul>
      {names === "" ? null : (
        <Notice tone="danger" title={b("battery.modelGaps", { names })}>
          <p>
            <Link href={`/console/models/${battery.model.id}/attributes`}>{b("battery.toModel")}</Link>
          </p>
        </Notice>
      )}
    </section>
  );
}

function Point({ language, battery, row }: PartProps & { readonly row: ItemRow }) {
  const t = textOf(language, "batteries");
  const { attribute, value, stated, outcome, isFixed, notApplicable, notApplicableToModel } = row;
  const isOpen =
    battery.may.edit &&
    attribute.origin === "stated" &&
    !isFixed &&
    attribute.type.kind !== "series" &&
    (outcome !== "notApplicable" || notApplicable !== null);
  const isMeasured =
    attribute.origin === "stated" && value !== null && JSON.stringify(stated) !== JSON.stringify(value);
  return (
    <DataPoint
      language={language}
      row={{ ...row, notApplicable: notApplicable ?? notApplicableToModel }}
      note={
        isFixed ? (
          <p className="small muted">{t("battery.fixed")}</p>
        ) : isMeasured ? (
          <p className="small muted">{t("battery.measured")}</p>
        ) : null
      }
    >
      {isOpen ? (
        <ValueForm
          key={battery.lock}
          {...{ productUrl: battery.productUrl, lock: battery.lock, attribute }}
          {...{ value: stated, notApplicable }}
          hasQuestion={questionOf(attribute, row.requirement.kind) !== undefined}
        />
      ) : null}
    </DataPoint>
  );
}
