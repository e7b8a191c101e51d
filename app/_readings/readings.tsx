import type { ReactNode } from "react";
import { registry } from "../../server/caller.ts";
import type { JsonValue } from "../../server/domain/record/strict-json.ts";
import { isJsonObject } from "../../server/domain/record/strict-json.ts";
import type { ReadingRow } from "../../server/services/reading/list.ts";
import type { ReadingSummary, ReadingsSummary } from "../../server/services/reading/summarise.ts";
import type { Language } from "../_text/languages.ts";
import { messagesOf, textOf } from "../_text/text.ts";
import { asked } from "../_ui/asked.ts";
import { AttributeValue } from "../_ui/attribute-value.tsx";
import { Figure } from "../_ui/figure.tsx";
import { MoreText } from "../_ui/more-text.tsx";
import { asStated, day, moment, unitShown } from "../_ui/shown.ts";
import { signs } from "../_ui/signs.ts";
import { spoken } from "../_ui/spoken.ts";
import { AddReading } from "./add-reading.tsx";
import { LineChart } from "./line-chart.tsx";
import { ReadingsFile } from "./readings-file.tsx";

interface ReadingsProps {
  readonly summary: ReadingsSummary;
  /** Address of the page, with the battery in its query; links add where they lead to. */
  readonly at: string;
  /** Data point and cursor that the page was asked for. */
  readonly attribute: string;
  readonly before: string;
}

/**
 * What was measured at a battery: newest values with date and method, lines over time each with a table, events as a dated
 * list, all readings page by page; and for those who may, the forms to add some. For the page of whoever may read them.
 */
export async function Readings({ summary, at, attribute, before }: ReadingsProps) {
  const { language } = await spoken();
  const t = textOf(language, "readings");
  const { attributes, addable, productUrl, hasEnded } = summary;
  const numbers = attributes.filter(({ kind }) => kind !== "event");
  const lines = numbers.filter(({ points }) => points.length > 1);
  const events = attributes.filter(({ kind }) => kind === "event");
  return (
    <>
      {attributes.length === 0 ? <p>{t("none")}</p> : null}
      {hasEnded ? <p className="muted">{t("ended")}</p> : null}
      {numbers.length === 0 ? null : (
        <section className="section">
          <h2>{t("newest")}</h2>
          <div className="reading-figures">
            {numbers.map((one) => (
              <Newest key={one.attribute.id} language={language} summary={one} />
            ))}
          </div>
        </section>
      )}
      {lines.length === 0 ? null : (
        <section className="section">
          <h2>{t("overTime")}</h2>
          <div className="reading-lines">
            {lines.map((one) => (
              <OverTime key={one.attribute.id} language={language} summary={one} at={at} />
            ))}
          </div>
        </section>
      )}
      {events.map((one) => (
        <Events key={one.attribute.id} language={language} summary={one} productUrl={productUrl} at={at} />
      ))}
      {attributes.length === 0 ? null : (
        <All language={language} summary={summary} at={at} attribute={attribute} before={before} />
      )}
      {addable.length === 0 ? null : (
        <MoreText messages={{ readings: messagesOf(language).readings }}>
          <AddReading productUrl={productUrl} addable={addable} />
          <ReadingsFile />
        </MoreText>
      )}
    </>
  );
}

function unitOf(language: Language, unit: string | null): string {
  return unit === null || unit === "count" ? "" : `\u00A0${unitShown(unit, language)}`;
}

function basisOf(language: Language, { measuredAt, method, source }: ReadingSummary["newest"]): string {
  const t = textOf(language, "readings");
  const sources = messagesOf(language).readings.source;
  return t("basis", {
    time: moment(language, measuredAt),
    method: method ?? t("noMethod"),
    source: isSource(source) ? sources[source] : source,
  });
}

function isSource(text: string): text is "bms" | "file" | "form" {
  return ["bms", "file", "form"].includes(text);
}

function Newest({ language, summary }: { readonly language: Language; readonly summary: ReadingSummary }) {
  const { attribute, newest } = summary;
  const name = attribute.title[language];
  const basis = basisOf(language, newest);
  if (isFigure(newest.value)) {
    const unit = unitOf(language, attribute.unit).trim();
    return <Figure label={name} value={asStated(String(newest.value))} unit={unit} basis={basis} />;
  }
  return (
    <div className="figure">
      <div className="figure-label">{name}</div>
      <div>
        <AttributeValue language={language} attribute={attribute} value={newest.value} />
      </div>
      <div className="figure-basis">{basis}</div>
    </div>
  );
}

interface PartProps {
  readonly language: Language;
  readonly summary: ReadingSummary;
  readonly at: string;
}

function OverTime({ language, summary, at }: PartProps) {
  const t = textOf(language, "readings");
  const { attribute, points, count, first, lowest, highest } = summary;
  const latest = points.at(-1) ?? null;
  if (first === null || lowest === null || highest === null || latest === null) return null;
  const unit = unitOf(language, attribute.unit);
  const shown = ({ value }: { readonly value: string }) => `${asStated(value)}${unit}`;
  const name = attribute.title[language];
  const label = t("chartLabel", {
    ...{ name, first: day(language, first.measuredAt), last: day(language, latest.measuredAt) },
    ...{ firstValue: shown(first), lowest: shown(lowest), highest: shown(highest), newest: shown(latest) },
  });
  return (
    <section className="stack reading-line-block">
      <h3>{name}</h3>
      <LineChart language={language} points={points} label={label} unit={unit} />
      <div className="table-frame">
        <table className="reading-marks">
          <caption className="visually-hidden">{name}</caption>
          <tbody>
            {(
              [
                ["first", first],
                ["lowest", lowest],
                ["highest", highest],
                ["latest", latest],
              ] as const
            ).map(([which, point]) => (
              <tr key={which}>
                <th scope="row">{t(which)}</th>
                <td className="number">{shown(point)}</td>
                <td>{moment(language, point.measuredAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small muted">
        {points.length < count ? t("thinned", { points: points.length, count }) : t("count", { count })}{" "}
        <a href={`${at}&attribute=${attribute.id}#readings`}>{t("seeAll")}</a>
      </p>
    </section>
  );
}

async function Events({ language, summary, productUrl, at }: PartProps & { readonly productUrl: string }) {
  const t = textOf(language, "readings");
  const { attribute } = summary;
  const page = await asked(
    registry().reading.list({ productUrl, attribute: attribute.id, limit: mostEvents }),
  );
  return (
    <section className="section">
      <h2>{attribute.title[language]}</h2>
      <ul className="plain stack reading-events">
        {page.readings.map((event) => (
          <li key={event.id}>
            <EventShown language={language} type={attribute.type} value={event.value} />
            <div className="small muted">{basisOf(language, event)}</div>
          </li>
        ))}
      </ul>
      {page.next === null ? null : (
        <p>
          <a href={`${at}&attribute=${attribute.id}&before=${encodeURIComponent(page.next)}#readings`}>
            {t("more")}
          </a>
        </p>
      )}
    </section>
  );
}

const mostEvents = 20;

/** Its day, then what else is said of it; the names of the members say nothing that their values do not. */
function EventShown({
  language,
  type,
  value,
}: {
  readonly language: Language;
  readonly type: ReadingSummary["attribute"]["type"];
  readonly value: JsonValue;
}): ReactNode {
  if (type.kind !== "object" || !isJsonObject(value)) return JSON.stringify(value);
  const stated = type.members.filter(({ id }) => value[id] !== undefined && value[id] !== null);
  return stated.map((member, index) => {
    const shown = <AttributeValue language={language} attribute={member} value={value[member.id] ?? null} />;
    return (
      <span key={member.id}>
        {index === 0 ? null : signs(language).comma}
        {member.id === "day" ? <strong>{shown}</strong> : shown}
      </span>
    );
  });
}

interface AllProps extends Omit<ReadingsProps, "summary"> {
  readonly language: Language;
  readonly summary: ReadingsSummary;
}

async function All({ language, summary, at, attribute, before }: AllProps) {
  const t = textOf(language, "readings");
  const { attributes, productUrl } = summary;
  const chosen = attributes.find(({ attribute: { id } }) => id === attribute);
  const page = await asked(
    registry().reading.list({
      ...{ productUrl, limit: 25 },
      ...(attribute === "" ? {} : { attribute }),
      ...(before === "" ? {} : { before }),
    }),
  );
  const kept = chosen === undefined ? at : `${at}&attribute=${chosen.attribute.id}`;
  return (
    <section className="section" id="readings">
      <h2>{chosen === undefined ? t("all") : t("allOf", { name: chosen.attribute.title[language] })}</h2>
      <form className="list-filters on-screen" method="get" action={`${at.split("?")[0] ?? ""}#readings`}>
        <input type="hidden" name="of" value={productUrl} />
        <label htmlFor="readings-attribute">{t("choose")}</label>
        <select id="readings-attribute" name="attribute" defaultValue={attribute} key={attribute}>
          <option value="">{t("everything")}</option>
          {attributes.map((one) => (
            <option key={one.attribute.id} value={one.attribute.id}>
              {one.attribute.title[language]}
            </option>
          ))}
        </select>
        <button type="submit">{t("show")}</button>
      </form>
      {page.readings.length === 0 ? (
        <p>{t("noneHere")}</p>
      ) : (
        <ReadingsTable language={language} summary={summary} rows={page.readings} />
      )}
      <div className="row on-screen">
        {before === "" ? null : <a href={`${kept}#readings`}>{t("toNewest")}</a>}
        {page.next === null ? null : (
          <a href={`${kept}&before=${encodeURIComponent(page.next)}#readings`}>{t("more")}</a>
        )}
      </div>
    </section>
  );
}

function ReadingsTable({
  language,
  summary,
  rows,
}: {
  readonly language: Language;
  readonly summary: ReadingsSummary;
  readonly rows: readonly ReadingRow[];
}): ReactNode {
  const t = textOf(language, "readings");
  const sources = messagesOf(language).readings.source;
  return (
    <div className="table-frame">
      <table className="stacks">
        <caption className="visually-hidden">{t("all")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.at")}</th>
            <th scope="col">{t("column.name")}</th>
            <th scope="col" className="number">
              {t("column.value")}
            </th>
            <th scope="col">{t("column.method")}</th>
            <th scope="col">{t("column.source")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, attribute, value, measuredAt, method, source }) => {
            const known = summary.attributes.find((one) => one.attribute.id === attribute);
            return (
              <tr key={id}>
                <td data-label={t("column.at")}>{moment(language, measuredAt)}</td>
                <th scope="row">{known?.attribute.title[language] ?? attribute}</th>
                <td className={isFigure(value) ? "number" : undefined} data-label={t("column.value")}>
                  {known === undefined ? (
                    JSON.stringify(value)
                  ) : (
                    <AttributeValue
                      language={language}
                      attribute={{ ...known.attribute, unit: withoutCount(known.attribute.unit) }}
                      value={value}
                    />
                  )}
                </td>
                <td data-label={t("column.method")}>{method ?? t("noMethod")}</td>
                <td data-label={t("column.source")}>{isSource(source) ? sources[source] : source}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function isFigure(value: JsonValue): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** A number of times needs no unit behind it. */
function withoutCount(unit: string | null): string | null {
  return unit === "count" ? null : unit;
}
