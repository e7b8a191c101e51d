"use client";

import { useState } from "react";
import type { ReactNode } from "react";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { asStated, percent, shown } from "../../../../_ui/shown.ts";
import { StageKey } from "../../../../_ui/stage-bar.tsx";
import { lineAddress } from "../line-rows.ts";

/** The tree as the browser gets it: with the words of one language, opened piece by piece. */
export interface TreeData {
  /** Address of the inventory the lines stand in. */
  readonly inventory: string;
  readonly totalKg: string;
  /** What is said of lines, parts and terms; they name it by its place here. */
  readonly words: readonly string[];
  readonly stages: readonly (Sized & {
    readonly id: string;
    readonly name: string;
    readonly components: readonly (Sized & {
      readonly name: string | null;
      readonly lines: readonly TreeLine[];
    })[];
  })[];
}

interface Sized {
  readonly kg: string;
  /** Of the total, with three decimals. */
  readonly share: string;
}

export interface TreeLine extends Sized {
  readonly code: string;
  readonly name: string;
  readonly isHotSpot: boolean;
  readonly isSplit: boolean;
  readonly data: number;
  readonly amountSource: number;
  /** False for the end of life of the whole product, which no line holds. */
  readonly isLine: boolean;
  readonly parts: readonly (Sized & {
    readonly name: number;
    readonly isCredit: boolean;
    readonly terms: readonly (readonly [input: number, value: string, unit: number])[];
    readonly source: number;
  })[];
}

/** A stage with more rows than this is closed at first. */
const mostOpened = 50;

/**
 * Total, stages, components, lines and their terms, each opened by a click or by Enter. What is closed is not drawn, so
 * that a thousand lines cost nothing until somebody looks.
 */
export function ContributionTree({ tree }: { readonly tree: TreeData }) {
  const { t } = useTextOf("analysis");
  return (
    <div className="tree">
      <Row name={<strong>{t("tree.total")}</strong>} kg={tree.totalKg} share="1" />
      <ul>
        {tree.stages.map((stage) => {
          const [only] = stage.components;
          const isFlat = stage.components.length === 1 && only?.name === null;
          const rows = isFlat ? only.lines.length : stage.components.length;
          return (
            <Branch
              key={stage.id}
              open={rows > 0 && rows <= mostOpened}
              row={
                <Row
                  name={
                    <>
                      <StageKey id={stage.id} />
                      {stage.name}
                    </>
                  }
                  kg={stage.kg}
                  share={stage.share}
                />
              }
            >
              {isFlat
                ? only.lines.map((line) => <Line key={line.code} line={line} tree={tree} />)
                : stage.components.map((component) => (
                    <Branch
                      key={component.name ?? ""}
                      row={
                        <Row
                          name={
                            <>
                              {component.name ?? t("tree.noComponent")}{" "}
                              <span className="small muted">
                                {t("tree.lines", { count: component.lines.length })}
                              </span>
                            </>
                          }
                          kg={component.kg}
                          share={component.share}
                        />
                      }
                    >
                      {component.lines.map((line) => (
                        <Line key={line.code} line={line} tree={tree} />
                      ))}
                    </Branch>
                  ))}
            </Branch>
          );
        })}
      </ul>
    </div>
  );
}

/** A node with others below it; they are drawn once it has been opened. */
function Branch({
  row,
  open = false,
  children,
}: {
  readonly row: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(open);
  return (
    <li>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{row}</summary>
        {isOpen ? <ul>{children}</ul> : null}
      </details>
    </li>
  );
}

function Row({ name, kg, share }: Sized & { readonly name: ReactNode }) {
  const size = Math.min(100, Math.abs(Number(share)) * 100);
  const isCredit = share.startsWith("-");
  return (
    <span className="tree-row">
      <span className="tree-name">{name}</span>
      <svg className="tree-bar" aria-hidden="true" width="100%" height="12">
        <rect
          className={isCredit ? "chart-bar chart-bar-credit" : "chart-bar"}
          x={isCredit ? `${String(100 - size)}%` : "0"}
          width={`${String(size)}%`}
          height="12"
        />
      </svg>
      <span className="number" title={kg}>
        {shown(kg, 2)}
      </span>
      <span className="number muted">{percent(share)}</span>
    </span>
  );
}

function Line({ line, tree }: { readonly line: TreeLine; readonly tree: TreeData }) {
  const word = (place: number) => tree.words[place] ?? "";
  const { t } = useTextOf("analysis");
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Row
            name={
              <>
                {line.name} {line.isHotSpot ? <span className="tag">{t("tree.hotSpot")}</span> : null}
              </>
            }
            kg={line.kg}
            share={line.share}
          />
        </summary>
        {isOpen ? (
          <div className="tree-leaf">
            {line.isSplit ? <p className="small muted">{t("tree.inTwoStages")}</p> : null}
            <div className="table-frame">
              <table className="stacks">
                <thead>
                  <tr>
                    <th scope="col">{t("tree.term")}</th>
                    <th scope="col">{t("tree.calculation")}</th>
                    <th scope="col" className="number">
                      {t("kg")}
                    </th>
                    <th scope="col" className="number">
                      {t("share")}
                    </th>
                    <th scope="col">{t("tree.source")}</th>
                  </tr>
                </thead>
                <tbody>
                  {line.parts.map((part, place) => (
                    <tr key={`${part.name} ${String(place)}`}>
                      <th scope="row">{word(part.name)}</th>
                      <td className="wide-cell" data-label={t("tree.calculation")}>
                        {part.isCredit ? "− " : null}
                        {part.terms.map(([input, value, unit], at) => (
                          <span key={`${input} ${String(at)}`}>
                            {at === 0 ? "" : " × "}
                            <span title={`${word(input)}: ${value} ${word(unit)}`}>
                              {value.length > 12 ? shown(value, 6) : asStated(value)}{" "}
                              <span className="unit">{word(unit)}</span>
                            </span>
                          </span>
                        ))}
                      </td>
                      <td className="number" title={part.kg} data-label={t("kg")}>
                        {shown(part.kg, 2)}
                      </td>
                      <td className="number" data-label={t("share")}>
                        {percent(part.share)}
                      </td>
                      <td className="wide-cell small" data-label={t("tree.source")}>
                        {word(part.source)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {line.isLine ? (
              <p className="small">
                <span className="muted">
                  {word(line.data)} · {t("tree.amountSource")}: {word(line.amountSource)}
                </span>{" "}
                <a href={lineAddress(tree.inventory, line.code)}>{t("tree.toLine")}</a>
              </p>
            ) : null}
          </div>
        ) : null}
      </details>
    </li>
  );
}
