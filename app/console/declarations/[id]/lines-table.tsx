"use client";

import { componentNames } from "../../../../server/domain/carbon-footprint/component-name.ts";
import { Fragment, memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { InventoryHeader } from "../../../../server/domain/carbon-footprint/inventory.ts";
import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { findMethod } from "../../../../server/domain/carbon-footprint/method.ts";
import { stageUnder } from "../../../../server/domain/carbon-footprint/stage.ts";
import { divide, isZero, parseExact, toDecimal } from "../../../../server/domain/quantity/exact.ts";
import type { Rounding } from "../../../../server/domain/quantity/exact.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { asStated, percent, shown, unitShown } from "../../../_ui/shown.ts";
import { StageKey } from "../../../_ui/stage-bar.tsx";
import { wordIn } from "../../../_ui/word-in.ts";
import { factorKey } from "./factor-key.ts";
import type { FactorChoice } from "./factor-picker.tsx";
import { groupedLines } from "./grouped-lines.ts";
import type { SupplierShown } from "./line-fields.tsx";
import { LineForm } from "./line-form.tsx";
import { useLiveInventory } from "./live-inventory.tsx";
import { signs } from "../../../_ui/signs.ts";

/** What a factor of the library is called and where it comes from. */
export interface FactorShown {
  readonly name: string;
  readonly geography: string | null;
  readonly year: number | null;
  readonly source: string;
  readonly qualityNote: string | null;
  readonly illustrative: boolean;
}

interface LinesTableProps {
  /** The declaration. */
  readonly id: string;
  readonly lock: number;
  readonly editable: boolean;
  /** kgCO2e of the lines shown, by code; empty while the inventory does not compute. */
  readonly linesKg: Readonly<Record<string, string>>;
  /** kgCO2e of all lines; null while the inventory does not compute. */
  readonly total: string | null;
  /** kgCO2e of the lines that were found; null where nothing was looked for. */
  readonly foundKg: string | null;
  /** The factor of each line, by `id@version`. */
  readonly used: Readonly<Record<string, FactorShown>>;
  /** The supplier's figure behind a line, by its code. */
  readonly suppliers: Readonly<Record<string, SupplierShown>>;
  readonly factors: readonly FactorChoice[];
  readonly components: readonly string[];
  readonly rounding: Rounding;
}

/**
 * Every line of the inventory by the stage it counts in. A line is changed where it stands: Enter on its amount opens it.
 * A row is drawn again only when it changed itself.
 */
export function LinesTable(props: LinesTableProps) {
  const { id, lock, editable, linesKg, total, foundKg, used, suppliers, factors, components, rounding } =
    props;
  const { language, t, words } = useText();
  const { t: i } = useTextOf("inventory");
  const { rows, count, header } = useLiveInventory();
  const [editing, setEditing] = useState<InventoryLine | null>(null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const table = useRef<HTMLTableElement>(null);
  const left = useRef<string | null>(null);
  // Once a form is gone the focus goes back to where it was opened from.
  useEffect(() => {
    if (editing !== null || left.current === null) return;
    const cell = table.current?.querySelector<HTMLElement>(`[data-edit="${CSS.escape(left.current)}"]`);
    // A line of another page goes with its form.
    (cell ?? table.current)?.focus();
    left.current = null;
  }, [editing]);
  const isPart = rows.length < count;
  // What is being typed is not lost when another page is looked at: its line stays, at its stage.
  const isElsewhere = isPart && editing !== null && rows.every(({ code }) => code !== editing.code);
  const shownLines = useMemo(
    () => (isElsewhere && editing !== null ? [...rows, editing] : rows),
    [rows, isElsewhere, editing],
  );
  const groups = useMemo(() => groupedLines(shownLines, header.method), [shownLines, header.method]);
  const fold = useCallback((code: string): void => {
    setUnfolded((before) => {
      const after = new Set(before);
      if (!after.delete(code)) after.add(code);
      return after;
    });
  }, []);
  if (count === 0) return null;

  /** A line that was opened while another one was being saved stays open. */
  function leave(code: string): void {
    left.current = code;
    setEditing((now) => (now?.code === code ? null : now));
  }

  return (
    <>
      {editable ? <p className="small muted on-screen">{t("declaration.editHint")}</p> : null}
      <div className="table-frame">
        <table ref={table} tabIndex={-1} className="stacks stacks-early stacks-tight">
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
          {groups.map(({ stage, isOutside, members }) => (
            <tbody className="group" key={`${stage} ${isOutside}`}>
              <tr>
                <th scope="rowgroup" colSpan={6}>
                  <StageKey id={stage} />
                  {wordIn(words.stage, stage)}
                  {isOutside ? (
                    <>
                      {" "}
                      <span className="tag tag-warn">{i("outside")}</span>
                    </>
                  ) : null}
                </th>
              </tr>
              {members.map((line) => {
                const { code } = line;
                const name = language === "zh" ? line.nameZh : line.nameEn;
                const isOpen = unfolded.has(code);
                const supplier = suppliers[code] ?? null;
                return (
                  <Fragment key={code}>
                    <LineRow
                      {...{ line, isOutside, isOpen, total, rounding }}
                      isElsewhere={isElsewhere && editing?.code === code}
                      emissionKg={linesKg[code] ?? null}
                      byDefault={transportDefault(line, header)}
                      onFold={fold}
                      onEdit={editable ? setEditing : null}
                    />
                    {editing?.code === code ? (
                      <tr className="edit-row">
                        <td colSpan={6}>
                          <LineForm
                            {...{ id, lock, line, name, factors, components, supplier }}
                            onLeave={() => leave(code)}
                            onDuplicated={setEditing}
                          />
                        </td>
                      </tr>
                    ) : null}
                    {isOpen ? (
                      <tr className="fold-row" id={`details-${code}`}>
                        <td colSpan={6}>
                          <Details
                            {...{ line, supplier }}
                            emissionKg={linesKg[code] ?? null}
                            factor={used[factorKey(line)] ?? null}
                          />
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
              {foundKg === null ? null : (
                <tr>
                  <th scope="row" colSpan={3}>
                    {i("rows.foundSum")}
                  </th>
                  <td className="number" title={foundKg} data-label={t("declaration.emission")}>
                    {shown(foundKg, 2, rounding)}
                  </td>
                  <td className="number" data-label={t("declaration.share")}>
                    {shareShown(foundKg, total, rounding)}
                  </td>
                  <td />
                </tr>
              )}
              <tr>
                <th scope="row" colSpan={3}>
                  {isPart ? i("rows.allSum", { count }) : t("declaration.sum")}
                </th>
                <td className="number" title={total} data-label={t("declaration.emission")}>
                  {shown(total, 2, rounding)}
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

function transportDefault(line: InventoryLine, header: InventoryHeader): string | null {
  if (line.kind !== "transport") return null;
  const defaults = findMethod(header.method, header.methodVersion ?? null)?.transportDefaults ?? {};
  return Object.entries<string>(defaults).find(([mode]) => mode === line.transportMode)?.[1] ?? null;
}

interface LineRowProps {
  readonly line: InventoryLine;
  readonly isOutside: boolean;
  readonly isOpen: boolean;
  readonly emissionKg: string | null;
  /** kgCO2e/tkm that the method takes where a transport has no factor of its own; null where it has none. */
  readonly byDefault: string | null;
  readonly total: string | null;
  readonly rounding: Rounding;
  readonly onFold: (code: string) => void;
  readonly onEdit: ((line: InventoryLine) => void) | null;
  /** Of another page: here because it is being changed. */
  readonly isElsewhere: boolean;
}

const LineRow = memo(function LineRow(props: LineRowProps) {
  const { line, isOutside, isOpen, isElsewhere, emissionKg, byDefault, total, rounding, onFold, onEdit } =
    props;
  const { language, t, words } = useText();
  const { t: i } = useTextOf("inventory");
  const name = language === "zh" ? line.nameZh : line.nameEn;
  const isKeptOut = line.publishedProblem !== null;
  return (
    <tr id={`line-${line.code}`} className={isOutside ? "outside-row" : undefined}>
      <th scope="row">
        <button
          type="button"
          className="fold-button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? `details-${line.code}` : undefined}
          title={t(isOpen ? "declaration.hideDetails" : "declaration.showDetails", { name })}
          onClick={() => onFold(line.code)}
        >
          {name}
        </button>
        <Marks line={line} />
        {isElsewhere ? (
          <>
            {" "}
            <span className="tag">{i("rows.elsewhere")}</span>
          </>
        ) : null}
      </th>
      <td className="number" data-label={t("declaration.amount")}>
        <Amount line={line} name={name} onEdit={onEdit} />
      </td>
      <td className="number" data-label={t("declaration.factor")}>
        {line.factorValue === null && byDefault !== null ? (
          <>
            {asStated(byDefault)} <span className="unit">{unitShown("kgCO2e/tkm", language)}</span>
            <div className="small muted">{t("declaration.methodDefault")}</div>
          </>
        ) : line.factorValue === null ? (
          <span className="muted">
            {line.electricitySources === null
              ? t("declaration.noFactor")
              : i("sourcesCount", { count: line.electricitySources.length })}
          </span>
        ) : (
          <>
            <span title={line.factorValue}>{asStated(line.factorValue)}</span>{" "}
            <span className="unit">{unitShown(line.factorUnit ?? "", language)}</span>
          </>
        )}
      </td>
      <td className="number" title={emissionKg ?? undefined} data-label={t("declaration.emission")}>
        {isOutside ? (
          <span className="muted">{i("notCounted")}</span>
        ) : isElsewhere ? null : emissionKg === null || isKeptOut ? (
          <span className="muted">{t("declaration.keptOut")}</span>
        ) : (
          shown(emissionKg, 2, rounding)
        )}
      </td>
      <td className="number" data-label={t("declaration.share")}>
        {emissionKg === null || total === null || isKeptOut ? null : shareShown(emissionKg, total, rounding)}
      </td>
      <td data-label={t("declaration.data")}>{words.dataKind[line.dataKind]}</td>
    </tr>
  );
});

function shareShown(kg: string, total: string, rounding: Rounding): string | null {
  const [part, whole] = [parseExact(kg), parseExact(total)];
  return part === null || whole === null || isZero(whole)
    ? null
    : percent(toDecimal(divide(part, whole)), rounding);
}

/** Amount and unit; for transport mass and distance. Where it may be changed it is the button that opens the line. */
function Amount({
  line,
  name,
  onEdit,
}: {
  readonly line: InventoryLine;
  readonly name: string;
  readonly onEdit: ((line: InventoryLine) => void) | null;
}) {
  const { language, t } = useText();
  const parts = [
    [line.amount, line.amountUnit] as const,
    [line.distance, line.distanceUnit] as const,
  ].flatMap(([value, unit]) => (value === null ? [] : [{ value, unit: unit ?? "" }]));
  const text =
    parts.length === 0
      ? t("model.notStated")
      : parts.map((part, place) => (
          <Fragment key={part.unit}>
            {place === 0 ? null : " × "}
            {asStated(part.value)} <span className="unit">{unitShown(part.unit, language)}</span>
          </Fragment>
        ));
  if (onEdit === null) return <>{text}</>;
  return (
    <button
      type="button"
      className="cell-button"
      data-edit={line.code}
      title={t("declaration.editLine", { name })}
      onClick={() => onEdit(line)}
    >
      {text}
    </button>
  );
}

/** What qualifies a line at a glance: illustrative, credit, and a published row that does not compute. */
function Marks({ line }: { readonly line: InventoryLine }) {
  const { language, t, problem } = useText();
  const { t: i } = useTextOf("inventory");
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
      {line.cut ? (
        <>
          {" "}
          <span className="tag">{i("cutMark")}</span>
        </>
      ) : null}
      {line.confidential ? (
        <>
          {" "}
          <span className="tag">{i("confidentialMark")}</span>
        </>
      ) : null}
      {line.publishedValue === null ? null : (
        <div className="small muted">
          {t("declaration.publishedRow", {
            value: asStated(line.publishedValue),
            unit: unitShown(line.publishedUnit ?? "", language),
          })}
          {line.publishedProblem === null ? null : (
            <>
              {" "}
              <span className="tag tag-danger">{line.publishedProblem}</span>{" "}
              {problem({ code: line.publishedProblem, path: "" })} {t("declaration.publishedNotComputed")}
            </>
          )}
        </div>
      )}
    </>
  );
}

/** Where amount and factor come from, and everything else the line says. */
function Details({
  line,
  supplier,
  emissionKg,
  factor,
}: {
  readonly line: InventoryLine;
  readonly supplier: SupplierShown | null;
  readonly emissionKg: string | null;
  readonly factor: FactorShown | null;
}) {
  const { language, t, words } = useText();
  const { t: i } = useTextOf("inventory");
  const { header } = useLiveInventory();
  const place = stageUnder(header.method, line.stage, line.kind);
  const stage = wordIn(words.stage, line.stage);
  const { comma } = signs(language);
  const recycled =
    line.recycledFactorValue === null
      ? null
      : `${asStated(line.recycledFactorValue)} ${unitShown(line.recycledFactorUnit ?? "", language)}`;
  const printed = ({ value, unit }: { readonly value: string; readonly unit: string }) =>
    `${asStated(value)} ${unitShown(unit, language)}`;
  const circular = Object.entries(line.circular ?? {}).map(
    ([name, value]) => `${name} ${typeof value === "string" ? value : printed(value)}`,
  );
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    [t("declaration.source"), language === "zh" ? line.sourceZh : line.sourceEn],
    [
      t("declaration.factor"),
      factor === null ? null : (
        <>
          {factor.name}
          {factor.illustrative ? (
            <>
              {" "}
              <span className="tag">{t("illustrative")}</span>
            </>
          ) : null}
          {line.factorId === null ? null : (
            <div className="small muted identifier">
              {line.factorId}@{line.factorVersion}
            </div>
          )}
        </>
      ),
    ],
    [t("declaration.factorSource"), factor?.source],
    [t("declaration.geography"), factor?.geography],
    [t("declaration.year"), factor?.year],
    [t("declaration.quality"), factor?.qualityNote],
    [
      i("supplier"),
      supplier === null ? null : (
        <a key="supplier" href={`/console/suppliers/${supplier.id}`}>
          {i(`supplierFigure.${supplier.signature}`, { name: supplier.name })}
        </a>
      ),
    ],
    [
      t("declaration.stage"),
      place === null
        ? i("stageOutside", { stage })
        : place === line.stage
          ? null
          : i("stageCounts", { stage, place: wordIn(words.stage, place) }),
    ],
    [t("field.recycledShare"), line.recycledShare === null ? null : percent(line.recycledShare)],
    [t("field.recycledFactor"), recycled],
    [t("field.recoveredShare"), line.recoveredShare === null ? null : percent(line.recoveredShare)],
    [t("field.endOfLife"), line.endOfLife === null ? null : printed(line.endOfLife.value)],
    [t("field.circular"), circular.length === 0 ? null : circular.join(comma)],
    [t("field.cutReason"), line.cutReason],
    [
      t("declaration.electricityModel"),
      line.electricityModel === null || line.electricitySources !== null
        ? null
        : wordIn(words.electricityModel, line.electricityModel),
    ],
    [
      t("field.electricitySources"),
      line.electricitySources === null
        ? null
        : line.electricitySources.map((source) => (
            <div key={`${source.model} ${source.factor.value} ${source.share}`}>
              {`${percent(source.share)} ${wordIn(words.electricityModel, source.model)}${comma}${printed(source.factor)}`}
            </div>
          )),
    ],
    [
      t("declaration.transportMode"),
      line.transportMode === null ? null : wordIn(words.mode, line.transportMode),
    ],
    [t("field.emptyShare"), line.emptyShare === null ? null : percent(line.emptyShare)],
    [t("declaration.component"), line.component === null ? null : componentNames(line.component)[language]],
    [i("lineGeography"), line.geography],
    [i("activityYear"), line.activityYear],
    [t("field.factorGwpSet"), line.factorGwpSet],
    [
      i("scores"),
      line.quality === null
        ? null
        : Object.entries(line.quality)
            .map(([name, score]) => `${name} ${score}`)
            .join(comma),
    ],
    [
      t("declaration.emission"),
      emissionKg === null ? null : (
        <span key="kg" className="identifier">
          {emissionKg}
        </span>
      ),
    ],
    [t("declaration.code"), <code key="code">{line.code}</code>],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value === null || value === undefined ? null : (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
