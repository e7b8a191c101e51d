"use client";

import { useEffect, useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import type { MonteCarloSummary } from "../../../../../server/domain/carbon-footprint/analysis/monte-carlo.ts";
import { FailureNotice } from "../../../../_ui/failure-notice.tsx";
import { failureOf } from "../../../../_ui/failure.ts";
import type { Failure } from "../../../../_ui/failure.ts";
import { Field } from "../../../../_ui/field.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { textOfEntry } from "../../../../_ui/text-of-entry.ts";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { MonteCarloResult } from "./monte-carlo-result.tsx";
import type { Simulation, SimulationNews } from "./simulate.ts";

interface MonteCarloProps {
  /** The declaration. */
  readonly id: string;
  /** Names of its lines by code. */
  readonly names: Readonly<Record<string, string>>;
  /** Calculated result, in `unit`. */
  readonly calculated: number;
  readonly unit: string;
}

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "preparing" }
  | { readonly kind: "running"; readonly done: number; readonly runs: number; readonly seconds: number }
  | { readonly kind: "cancelled"; readonly done: number }
  | { readonly kind: "finished"; readonly summary: MonteCarloSummary }
  | { readonly kind: "broken" };

const runChoices = [1000, 10_000, 50_000] as const;

/** Starts a simulation in a worker, shows how far it is, lets go of it, and shows what came out. */
export function MonteCarlo({ id, names, calculated, unit }: MonteCarloProps) {
  const { t } = useTextOf("analysis");
  const form = useId();
  const worker = useRef<Worker | null>(null);
  /** Counts starts and stops: what a start was told after it was stopped starts nothing. */
  const attempt = useRef(0);
  const [state, setState] = useState<State>({ kind: "idle" });
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => () => worker.current?.terminate(), []);

  async function start(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const seed = textOfEntry(typed.get("seed"));
    const asked = Number(textOfEntry(typed.get("runs")));
    const runs = runChoices.find((choice) => choice === asked) ?? runChoices[1];
    setFailure(null);
    setState({ kind: "preparing" });
    attempt.current += 1;
    const mine = attempt.current;
    try {
      const model = await trpc.analysis.simulation.query({ id });
      if (mine === attempt.current) run(model, runs, seed);
    } catch (error) {
      if (mine !== attempt.current) return;
      setFailure(failureOf(error));
      setState({ kind: "idle" });
    }
  }

  function run(
    model: Awaited<ReturnType<typeof trpc.analysis.simulation.query>>,
    runs: number,
    seed: string,
  ) {
    worker.current?.terminate();
    const started = new Worker(new URL("./simulation-worker.ts", import.meta.url), { type: "module" });
    worker.current = started;
    const since = performance.now();
    setState({ kind: "running", done: 0, runs, seconds: 0 });
    started.addEventListener("message", ({ data }: MessageEvent<SimulationNews>) => {
      // What was on its way when it was stopped.
      if (worker.current !== started) return;
      if (data.kind === "finished") {
        started.terminate();
        setState({ kind: "finished", summary: data.summary });
        return;
      }
      const seconds = (performance.now() - since) / 1000;
      setState({ kind: "running", done: data.done, runs, seconds });
    });
    started.addEventListener("error", () => setState({ kind: "broken" }));
    started.postMessage({ model, runs, seed } satisfies Simulation, []);
  }

  function cancel(): void {
    attempt.current += 1;
    worker.current?.terminate();
    worker.current = null;
    setState((before) => ({ kind: "cancelled", done: before.kind === "running" ? before.done : 0 }));
  }

  const running = state.kind === "running" || state.kind === "preparing";
  return (
    <div className="stack">
      <form method="post" className="form on-screen" onSubmit={(event) => void start(event)}>
        <FailureNotice failure={failure} form={form} fields={{}} />
        <div className="form-grid">
          <Field form={form} name="seed" label={t("monteCarlo.seed")} help={t("monteCarlo.seedHelp")}>
            {(control) => (
              <input {...control} type="text" maxLength={100} autoComplete="off" defaultValue="1" />
            )}
          </Field>
          <Field form={form} name="runs" label={t("monteCarlo.runs")}>
            {(control) => (
              <select {...control} defaultValue={String(runChoices[1])}>
                {runChoices.map((choice) => (
                  <option key={choice} value={choice}>
                    {choice.toLocaleString("en")}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <div className="actions">
          <button type="submit" disabled={running}>
            {t("monteCarlo.start")}
          </button>
          {running ? (
            <button type="button" onClick={cancel}>
              {t("monteCarlo.cancel")}
            </button>
          ) : null}
        </div>
      </form>
      <div aria-live="polite">
        {state.kind === "preparing" ? <p className="muted">{t("monteCarlo.preparing")}</p> : null}
        {state.kind === "cancelled" ? (
          <Notice tone="info" title={t("monteCarlo.cancelled", { done: state.done })} />
        ) : null}
        {state.kind === "broken" ? <Notice tone="danger" title={t("monteCarlo.broken")} /> : null}
      </div>
      {state.kind === "running" ? <Progress {...state} /> : null}
      {state.kind === "finished" ? (
        <MonteCarloResult summary={state.summary} names={names} calculated={calculated} unit={unit} />
      ) : null}
    </div>
  );
}

function Progress({
  done,
  runs,
  seconds,
}: {
  readonly done: number;
  readonly runs: number;
  readonly seconds: number;
}) {
  const { t } = useTextOf("analysis");
  const rate = done === 0 || seconds === 0 ? 0 : done / seconds;
  return (
    <div className="stack-tight">
      <progress className="progress" max={runs} value={done} aria-label={t("monteCarlo.progress")} />
      <div className="small muted">
        {rate === 0
          ? t("monteCarlo.begun", { runs })
          : t("monteCarlo.going", {
              done,
              runs,
              rate: Math.round(rate),
              seconds: Math.ceil((runs - done) / rate),
            })}
      </div>
    </div>
  );
}
