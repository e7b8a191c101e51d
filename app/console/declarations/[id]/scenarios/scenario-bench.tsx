"use client";

import { useMemo, useState } from "react";
import { wholeLine } from "../../../../../server/domain/carbon-footprint/compact-line.ts";
import type { CompactLine } from "../../../../../server/domain/carbon-footprint/compact-line.ts";
import { fractionBetween, stackScenario } from "../../../../../server/domain/carbon-footprint/scenario.ts";
import type { Scenario } from "../../../../../server/domain/carbon-footprint/scenario.ts";
import type { ScenarioStep } from "../../../../../server/domain/carbon-footprint/scenario-step.ts";
import type { ScenarioBase } from "../../../../../server/services/scenario/view.ts";
import { useText } from "../../../../_ui/console-text.tsx";
import { Figure } from "../../../../_ui/figure.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { footprintShown, percent, unitShown } from "../../../../_ui/shown.ts";
import { wordIn } from "../../../../_ui/word-in.ts";
import { KeptScenarios } from "./kept-scenarios.tsx";
import { StepForm } from "./step-form.tsx";
import type { KnownFactor } from "./step-form.tsx";
import { StepTable } from "./step-table.tsx";
import { bracketed } from "../../../../_ui/signs.ts";

interface ScenarioBenchProps {
  readonly declarationId: string;
  /** Of the result, for example `kgCO2e/kWh`. */
  readonly unit: string;
  readonly base: Omit<ScenarioBase, "lines"> & { readonly lines: readonly CompactLine[] };
  readonly factors: readonly KnownFactor[];
}

/**
 * Steps put together, computed in the browser by the same code that computes a declaration, and kept when somebody wants
 * to come back to them.
 */
export function ScenarioBench({ declarationId, unit, base, factors }: ScenarioBenchProps) {
  const { language, problem } = useText();
  const { t } = useTextOf("scenarios");
  const [steps, setSteps] = useState<readonly ScenarioStep[]>([]);
  const [opened, setOpened] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const lines = useMemo(() => base.lines.map(wholeLine), [base.lines]);
  const scenario = useMemo(() => stackScenario(lines, base.header, steps), [lines, base.header, steps]);

  if ("errors" in scenario) {
    return (
      <Notice tone="danger" title={t("noResult")}>
        <ul>
          {scenario.errors.map((error) => (
            <li key={`${error.code} ${error.path}`}>{problem(error)}</li>
          ))}
        </ul>
      </Notice>
    );
  }
  return (
    <>
      <Outcome scenario={scenario} unit={unitShown(unit, language)} />
      <section className="section">
        <h2>{t("steps")}</h2>
        {steps.length === 0 ? (
          <p className="muted">{t("noSteps")}</p>
        ) : (
          <>
            <StepTable
              unit={unitShown(unit, language)}
              start={scenario.start}
              steps={steps}
              outcomes={scenario.steps}
              lines={lines}
              onMove={(index) => setSteps(swapped(steps, index))}
              onRemove={(index) => setSteps(steps.filter((_, place) => place !== index))}
            />
            <div className="actions">
              <button
                type="button"
                onClick={() => {
                  setSteps([]);
                  setOpened(null);
                }}
              >
                {t("clear")}
              </button>
            </div>
          </>
        )}
      </section>
      <section className="section">
        <h2>{t("add")}</h2>
        <StepForm lines={lines} factors={factors} onAdd={(step) => setSteps([...steps, step])} />
      </section>
      <section className="section">
        <h2>{t("kept")}</h2>
        <KeptScenarios
          declarationId={declarationId}
          scenarios={base.scenarios}
          maySave={base.maySave}
          steps={steps}
          opened={opened}
          onOpen={(kept) => {
            setSteps(kept.steps);
            setOpened(kept);
          }}
          onSaved={setOpened}
        />
      </section>
    </>
  );
}

function Outcome({
  scenario: { start, end },
  unit,
}: {
  readonly scenario: Exclude<Scenario, { readonly errors: unknown }>;
  readonly unit: string;
}) {
  const { t } = useTextOf("scenarios");
  const { language, words } = useText();
  const basis = `${wordIn(words.method, start.method)}${bracketed(language, start.methodVersion)}`;
  const moved = fractionBetween(start.cfp, end.cfp);
  return (
    <div className="columns" aria-live="polite">
      <Figure
        label={t("start")}
        value={footprintShown(start.cfp)}
        unit={unit}
        exact={start.cfp}
        basis={basis}
      />
      <Figure
        large
        label={t("end")}
        value={footprintShown(end.cfp)}
        unit={unit}
        exact={end.cfp}
        basis={basis}
      />
      <Figure label={t("saved")} value={moved === null ? "–" : percent(moved)} unit="" basis={basis} />
    </div>
  );
}

function swapped(steps: readonly ScenarioStep[], index: number): readonly ScenarioStep[] {
  const [above, below] = [steps[index - 1], steps[index]];
  if (above === undefined || below === undefined) return steps;
  return [...steps.slice(0, index - 1), below, above, ...steps.slice(index + 1)];
}
