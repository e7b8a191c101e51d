"use client";

import type { InventoryLine } from "../../../../../server/domain/carbon-footprint/inventory-line.ts";
import type { PcfResult } from "../../../../../server/domain/carbon-footprint/request.ts";
import type { StepOutcome } from "../../../../../server/domain/carbon-footprint/scenario.ts";
import type { ScenarioStep } from "../../../../../server/domain/carbon-footprint/scenario-step.ts";
import { useText } from "../../../../_ui/console-text.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { footprintShown, percent, signed } from "../../../../_ui/shown.ts";
import { StepBars } from "./step-bars.tsx";
import { stepWords } from "./step-words.ts";
import { bracketed, signs } from "../../../../_ui/signs.ts";

/** Lines of a step that are named; the rest is counted. */
const mostNamed = 4;

interface StepTableProps {
  readonly unit: string;
  readonly start: PcfResult;
  readonly steps: readonly ScenarioStep[];
  readonly outcomes: readonly StepOutcome[];
  readonly lines: readonly InventoryLine[];
  /** Exchanges a step with the one above it. */
  readonly onMove: (index: number) => void;
  readonly onRemove: (index: number) => void;
}

/** The stacked steps with what each adds, as a picture and as a table. */
export function StepTable({ unit, start, steps, outcomes, lines, onMove, onRemove }: StepTableProps) {
  const { language, problem, words: console } = useText();
  const { t, words } = useTextOf("scenarios");
  const resultIn = `${t("result")}${bracketed(language, unit)}`;
  const nameOf = (code: string | null) => {
    const line = lines.find((one) => one.code === code);
    return line === undefined ? (code ?? "") : language === "zh" ? line.nameZh : line.nameEn;
  };
  const namesOf = (codes: readonly string[]) => {
    const names = codes.slice(0, mostNamed).map(nameOf).join(signs(language).comma);
    return codes.length > mostNamed ? t("furtherLines", { names, count: codes.length - mostNamed }) : names;
  };
  const rows = steps.flatMap((step, index) => {
    const outcome = outcomes[index];
    return outcome === undefined
      ? []
      : [{ index, step, outcome, name: stepWords(language, step, t, words, console.electricityModel) }];
  });
  return (
    <>
      <StepBars
        label={t("chart", { unit })}
        bars={[
          { name: t("start"), value: start.cfp },
          ...rows.map(({ name, outcome }) => ({ name, value: outcome.cfp })),
        ]}
      />
      <div className="table-frame">
        <table className="stacks" data-testid="scenario-steps">
          <thead>
            <tr>
              <th scope="col">{t("step")}</th>
              <th scope="col" className="number">
                {resultIn}
              </th>
              <th scope="col" className="number">
                {t("adds")}
              </th>
              <th scope="col" className="number">
                {t("ofStart")}
              </th>
              <th scope="col">{t("remark")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t("start")}</th>
              <td className="number" data-label={resultIn} title={start.cfp}>
                {footprintShown(start.cfp)}
              </td>
              <td />
              <td />
              <td />
              <td />
            </tr>
            {rows.map(({ index, step, outcome, name }) => (
              <tr key={`${String(index)} ${name}`}>
                <th scope="row">
                  {name}
                  {"lines" in step && step.lines.length > 0 ? (
                    <div className="muted small">{t("ofLines", { names: namesOf(step.lines) })}</div>
                  ) : null}
                  {step.source === "" ? null : <div className="muted small">{step.source}</div>}
                </th>
                <td className="number" data-label={resultIn} title={outcome.cfp}>
                  {footprintShown(outcome.cfp)}
                </td>
                <td className="number" data-label={t("adds")} title={outcome.cfpChange}>
                  {signed(outcome.cfpChange, 3)}
                </td>
                <td className="number" data-label={t("ofStart")}>
                  {outcome.changeOfStart === null ? "–" : percent(outcome.changeOfStart)}
                </td>
                <td data-label={t("remark")}>
                  <div>
                    {words.status[outcome.status]}
                    {outcome.status === "refused"
                      ? null
                      : `, ${t("touched", { count: outcome.touched.length })}`}
                  </div>
                  {outcome.notes.map((note) => (
                    <div key={note} className="small">
                      {words.note[note]}
                    </div>
                  ))}
                  {outcome.problems.map((found) => (
                    <div key={`${found.code} ${found.path} ${found.line ?? ""}`} className="field-error">
                      {found.line === null ? null : `${nameOf(found.line)}: `}
                      {problem(found)}
                    </div>
                  ))}
                </td>
                <td>
                  <div className="step-actions">
                    {index === 0 ? null : (
                      <button
                        type="button"
                        aria-label={t("up", { number: index + 1 })}
                        onClick={() => onMove(index)}
                      >
                        ↑
                      </button>
                    )}
                    {index === steps.length - 1 ? null : (
                      <button
                        type="button"
                        aria-label={t("down", { number: index + 1 })}
                        onClick={() => onMove(index + 1)}
                      >
                        ↓
                      </button>
                    )}
                    <button
                      type="button"
                      aria-label={t("remove", { number: index + 1 })}
                      onClick={() => onRemove(index)}
                    >
                      ×
                    </button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
