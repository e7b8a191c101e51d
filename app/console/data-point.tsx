import type { ReactNode } from "react";
import type { Attribute } from "../../server/domain/catalogue/catalogue.ts";
import type { Outcome } from "../../server/domain/catalogue/completeness.ts";
import type { JsonValue } from "../../server/domain/record/strict-json.ts";
import type { Language } from "../_text/languages.ts";
import { textOf } from "../_text/text.ts";
import { AttributeValue } from "../_ui/attribute-value.tsx";
import { day } from "../_ui/shown.ts";
import { signs } from "../_ui/signs.ts";

/** What is shown of a data point, of a model or of a single battery. */
interface ShownPoint {
  readonly attribute: Attribute;
  readonly value: JsonValue;
  readonly outcome: Outcome;
  readonly dueFrom: string | null;
  /** Why it does not apply, where that is stated. */
  readonly notApplicable?: string | null;
}

/** One data point: value, what became of it, what it is, who reads it; and the form to state it, where there is one. */
export function DataPoint({
  language,
  row,
  note,
  children,
}: {
  readonly language: Language;
  readonly row: ShownPoint;
  /** A further line, below who reads it. */
  readonly note?: ReactNode;
  /** The form; null where nobody states it here. */
  readonly children: ReactNode;
}) {
  const t = textOf(language, "attributes");
  const { attribute, value, outcome, notApplicable = null } = row;
  const inner = attribute.type.kind === "list" ? attribute.type.of.kind : attribute.type.kind;
  const question = attribute.condition ?? attribute.exemption;
  return (
    <article className="stack-tight" id={attribute.id}>
      <h3>{attribute.title[language]}</h3>
      <div>
        {value === null ? (
          <span className="muted">{t("notStated")}</span>
        ) : (
          <AttributeValue language={language} attribute={attribute} value={value} />
        )}
      </div>
      <p className="small">
        <strong>{t(`outcome.${outcome}`)}</strong>
        {dueOf(language, row)}
        {notApplicable === null ? null : `${signs(language).colon}${notApplicable}`}
      </p>
      <p className="small muted">{attribute.about[language]}</p>
      {question === undefined ? null : <p className="small">{question[language]}</p>}
      <p className="small muted">
        {t("source", { source: attribute.source })}
        {signs(language).semicolon}
        {t(`readers.${attribute.dataSet}`)}
      </p>
      {attribute.origin === "derived" ? <p className="small muted">{t("derived")}</p> : null}
      {inner === "document" ? <p className="small muted">{t("files")}</p> : null}
      {note}
      {children === null ? null : (
        <details>
          <summary>{value === null ? t("fill") : t("change")}</summary>
          {children}
        </details>
      )}
    </article>
  );
}

/** From when it is owed or may be filled, behind the word for its outcome. */
function dueOf(language: Language, { outcome, dueFrom }: ShownPoint): string | null {
  const t = textOf(language, "attributes");
  const { comma } = signs(language);
  if (outcome === "notYetDue" && dueFrom !== null)
    return `${comma}${t("owedFrom", { day: day(language, dueFrom) })}`;
  if (outcome !== "barred") return null;
  return `${comma}${dueFrom === null ? t("barredAct") : t("barredUntil", { day: day(language, dueFrom) })}`;
}
