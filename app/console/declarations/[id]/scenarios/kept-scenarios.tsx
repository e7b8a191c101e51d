"use client";

import { useState } from "react";
import type { ScenarioStep } from "../../../../../server/domain/carbon-footprint/scenario-step.ts";
import type { ScenarioView } from "../../../../../server/services/scenario/view.ts";
import { useText } from "../../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../../_ui/fields-form.tsx";
import { FailureNotice } from "../../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { day } from "../../../../_ui/shown.ts";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";

interface KeptScenariosProps {
  readonly declarationId: string;
  readonly scenarios: readonly ScenarioView[];
  readonly maySave: boolean;
  readonly steps: readonly ScenarioStep[];
  readonly opened: { readonly id: string; readonly name: string } | null;
  readonly onOpen: (kept: ScenarioView) => void;
  readonly onSaved: (kept: { readonly id: string; readonly name: string }) => void;
}

/** Scenarios kept with the declaration: open one, keep what stands above, remove one. */
export function KeptScenarios(props: KeptScenariosProps) {
  const { declarationId, scenarios, maySave, steps, opened, onOpen, onSaved } = props;
  const { language, t: tc } = useText();
  const { t } = useTextOf("scenarios");
  const { act, running, failure } = useAct();
  const removing = useAct();
  const [saved, setSaved] = useState(false);

  async function save(name: string, id: string | undefined): Promise<boolean> {
    const done = await act(() =>
      trpc.scenario.save.mutate({
        ...(id === undefined ? {} : { id }),
        declarationId,
        name,
        steps: steps.map((step) => plain(step)),
      }),
    );
    if (done === null) return false;
    onSaved({ id: done.done.id, name });
    setSaved(true);
    return true;
  }

  return (
    <div className="stack">
      {scenarios.length === 0 ? <p className="muted">{t("keptNone")}</p> : null}
      <ul className="plain-list">
        {scenarios.map((kept) => (
          <li key={kept.id} className="row">
            <span>
              {kept.name} <span className="muted">{day(language, kept.updatedAt)}</span>
            </span>
            <button
              type="button"
              onClick={() => {
                setSaved(false);
                onOpen(kept);
              }}
            >
              {t("open")}
            </button>
            {maySave ? (
              <button
                type="button"
                aria-label={t("throwAway", { name: kept.name })}
                disabled={removing.running}
                onClick={() => void removing.act(() => trpc.scenario.remove.mutate({ id: kept.id }))}
              >
                {tc("action.remove")}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <FailureNotice failure={removing.failure} form="kept" fields={{}} />
      {maySave && steps.length > 0 ? (
        <>
          {opened === null ? null : (
            <div className="actions">
              <button type="button" disabled={running} onClick={() => void save(opened.name, opened.id)}>
                {t("keepOver", { name: opened.name })}
              </button>
            </div>
          )}
          <FieldsForm
            submit={t("keepAs")}
            running={running}
            failure={failure}
            emptyAfter
            fields={[{ name: "name", label: t("keepName") }]}
            onSubmit={(typed) => save(typed("name"), undefined)}
          />
          <p role="status">{saved ? t("keptNow") : ""}</p>
        </>
      ) : null}
    </div>
  );
}

/** The wire form: lists the receiver may change. */
function plain(step: ScenarioStep) {
  if (step.kind === "recycling_route") return { ...step, recovered: { ...step.recovered } };
  const lines = [...step.lines];
  return step.kind === "plant" ? { ...step, lines, distances: { ...step.distances } } : { ...step, lines };
}
