"use client";

import { Fragment, useRef, useState } from "react";
import type { LineView } from "../../../../server/services/footprint/view.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { asStated, percent, shown, unitShown } from "../../../_ui/shown.ts";
import { StageKey } from "../../../_ui/stage-bar.tsx";
import { wordIn } from "../../../_ui/word-in.ts";
import { inStageOrder } from "../in-stage-order.ts";
import { LineForm } from "./line-form.tsx";
import type { FactorChoice } from "./line-form.tsx";

interface LinesTableProps {
  /** The declaration. */
  readonly id: string;
  readonly lock: number;
  readonly editable: boolean;
  readonly method: string;
  readonly lines: readonly LineView[];
  /** kgCO2e; null while the inventory does not compute. */
  readonly total: string | null;
  readonly factors: readonly FactorChoice[];
}

/** Every line of the inventory by stage. A line is changed where it stands: Enter on its amount opens it. */
export function LinesTable({ id, lock, editable, method, lines, total, factors }: LinesTableProps) {
  const { language, t, words } = useText();
  const [editing, setEditing] = useState<string | null>(null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const table = useRef<HTMLTableElement>(null);
  const stages = inStageOrder(
    method,
    lines.map(({ stage }) => stage),
  );
  if (lines.length === 0) return null;

  function fold(code: string): void {
    setUnfolded((before) => {
      const after = new Set(before);
      if (!after.delete(code)) after.add(code);
      return after;
    });
  }

  function leave(code: string): void {
    setEditing(null);
    requestAnimationFrame(() =>
      table.current?.querySelector<HTMLElement>(`[data-edit="${CSS.escape(code)}"]`)?.focus(),
    );
  }

  return (
    <>
      {editable ? <p className="small muted on-screen">{t("declaration.editHint")}</p> : null}
      <div className="table-frame">
        <table ref={table} className="stacks stacks-early stacks-tight">
          <thead>
            <tr>
              <th scope="col">{t("declaration.line")}</th>
              <th scope="col" className="number">
                {t("declaration.amount")}
              </th>
              <th scope="col" className="number">
                {t("declaration.factor")}
              </th>
              <th scope="col" className="number">
                {t("declaration.emission")}
              </th>
              <th scope="col" className="number">
                {t("declaration.share")}
              </th>
              <th scope="col">{t("declaration.data")}</th>
            </tr>
          </thead>
          {stages.map((stage) => (
            <tbody className="group" key={stage}>
              <tr>
                <th scope="rowgroup" colSpan={6}>
                  <StageKey id={stage} />
                  {wordIn(words.stage, stage)}
                </th>
              </tr>
              {lines
                .filter((line) => line.stage === stage)
                .map((line) => {
                  const name = language === "zh" ? line.nameZh : line.nameEn;
                  const open = unfolded.has(line.code);
                  return (
                    <Fragment key={line.code}>
                      <tr id={`line-${line.code}`}>
                        <th scope="row">
                          <button
                            type="button"
                            className="fold-button"
                            aria-expanded={open}
                            aria-controls={`details-${line.code}`}
                            title={t(open ? "declaration.hideDetails" : "declaration.showDetails", { name })}
                            onClick={() => fold(line.code)}
                          >
                            {name}
                          </button>
                          <Marks line={line} />
                        </th>
                        <td className="number" data-label={t("declaration.amount")}>
                          <Amount
                            line={line}
                            name={name}
                            onEdit={editable ? () => setEditing(line.code) : null}
                          />
                        </td>
                        <td className="number" data-label={t("declaration.factor")}>
                          {line.factor === null ? (
                            <span className="muted">{t("declaration.noFactor")}</span>
                          ) : (
                            <>
                              {asStated(line.factor.value)}{" "}
                              <span className="unit">{unitShown(line.factor.unit)}</span>
                            </>
                          )}
                        </td>
                        <td
                          className="number"
                          title={line.emissionKg ?? undefined}
                          data-label={t("declaration.emission")}
                        >
                          {line.emissionKg === null ? (
                            <span className="muted">{t("declaration.keptOut")}</span>
                          ) : (
                            shown(line.emissionKg, 2)
                          )}
                        </td>
                        <td className="number" data-label={t("declaration.share")}>
                          {line.share === null ? null : percent(line.share)}
                        </td>
                        <td data-label={t("declaration.data")}>{words.dataKind[line.dataKind]}</td>
                      </tr>
                      {editing === line.code ? (
                        <tr className="edit-row">
                          <td colSpan={6}>
                            <LineForm
                              id={id}
                              lock={lock}
                              line={line}
                              name={name}
                              factors={factors}
                              onLeave={() => leave(line.code)}
                            />
                          </td>
                        </tr>
                      ) : null}
                      {open ? (
                        <tr className="fold-row" id={`details-${line.code}`}>
                          <td colSpan={6}>
                            <Details line={line} />
                          </td>
                        </tr>
                      ) : null}
                    </Fragment>
                  );
                })}
            </tbody>
          ))}
          {total === null ? null : (
            <tfoot>
              <tr>
                <th scope="row" colSpan={3}>
                  {t("declaration.sum")}
                </th>
                <td className="number" title={total} data-label={t("declaration.emission")}>
                  {shown(total, 2)}
                </td>
                <td className="number" data-label={t("declaration.share")}>
                  {percent("1")}
                </td>
                <td />
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </>
  );
}

/** Amount and unit; for transport mass and distance. Where it may be changed it is the button that opens the line. */
function Amount({
  line,
  name,
  onEdit,
}: {
  readonly line: LineView;
  readonly name: string;
  readonly onEdit: (() => void) | null;
}) {
  const { t } = useText();
  const parts = [line.amount, line.distance].filter((part) => part !== null);
  const text =
    parts.length === 0
      ? t("model.notStated")
      : parts.map((part, place) => (
          <Fragment key={part.unit}>
            {place === 0 ? null : " × "}
            {asStated(part.value)} <span className="unit">{unitShown(part.unit)}</span>
          </Fragment>
        ));
  if (onEdit === null) return <>{text}</>;
  return (
    <button
      type="button"
      className="cell-button"
      data-edit={line.code}
      title={t("declaration.editLine", { name })}
      onClick={onEdit}
    >
      {text}
    </button>
  );
}

/** What qualifies a line at a glance: illustrative, credit, and a published row that does not compute. */
function Marks({ line }: { readonly line: LineView }) {
  const { t, problem } = useText();
  return (
    <>
      {line.illustrative ? (
        <>
          {" "}
          <span className="tag" title={t("illustrativeHelp")}>
            {t("illustrative")}
          </span>
        </>
      ) : null}
      {line.credit ? (
        <>
          {" "}
          <span className="tag">{t("declaration.credit")}</span>
        </>
      ) : null}
      {line.published === null ? null : (
        <div className="small muted">
          {t("declaration.publishedRow", {
            value: asStated(line.published.value),
            unit: unitShown(line.published.unit),
          })}
          {line.published.problem === null ? null : (
            <>
              {" "}
              <span className="tag tag-danger">{line.published.problem}</span>{" "}
              {problem({ code: line.published.problem, path: "" })} {t("declaration.publishedNotComputed")}
            </>
          )}
        </div>
      )}
    </>
  );
}

/** Where amount and factor come from. */
function Details({ line }: { readonly line: LineView }) {
  const { language, t, words } = useText();
  const { factor } = line;
  return (
    <dl className="facts">
      <dt>{t("declaration.source")}</dt>
      <dd>{language === "zh" ? line.sourceZh : line.sourceEn}</dd>
      {factor === null ? null : (
        <>
          <dt>{t("declaration.factor")}</dt>
          <dd>
            {language === "zh" ? factor.nameZh : factor.nameEn}
            {factor.illustrative ? (
              <>
                {" "}
                <span className="tag">{t("illustrative")}</span>
              </>
            ) : null}
            {factor.id === null ? null : (
              <div className="small muted identifier">
                {factor.id}@{factor.version}
              </div>
            )}
          </dd>
          <dt>{t("declaration.factorSource")}</dt>
          <dd>{factor.source}</dd>
          {factor.geography === null ? null : (
            <>
              <dt>{t("declaration.geography")}</dt>
              <dd>{factor.geography}</dd>
            </>
          )}
          {factor.year === null ? null : (
            <>
              <dt>{t("declaration.year")}</dt>
              <dd>{factor.year}</dd>
            </>
          )}
          {factor.qualityNote === null ? null : (
            <>
              <dt>{t("declaration.quality")}</dt>
              <dd>{factor.qualityNote}</dd>
            </>
          )}
        </>
      )}
      {line.recycledShare === null ? null : (
        <>
          <dt>{t("field.recycledShare")}</dt>
          <dd>{percent(line.recycledShare)}</dd>
        </>
      )}
      {line.electricityModel === null ? null : (
        <>
          <dt>{t("declaration.electricityModel")}</dt>
          <dd>{wordIn(words.electricityModel, line.electricityModel)}</dd>
        </>
      )}
      {line.transportMode === null ? null : (
        <>
          <dt>{t("declaration.transportMode")}</dt>
          <dd>{wordIn(words.mode, line.transportMode)}</dd>
        </>
      )}
      {line.component === null ? null : (
        <>
          <dt>{t("declaration.component")}</dt>
          <dd>{line.component}</dd>
        </>
      )}
      {line.emissionKg === null ? null : (
        <>
          <dt>{t("declaration.emission")}</dt>
          <dd className="identifier">{line.emissionKg}</dd>
        </>
      )}
      <dt>{t("declaration.code")}</dt>
      <dd>
        <code>{line.code}</code>
      </dd>
    </dl>
  );
}
