"use client";

import { useMemo, useSyncExternalStore } from "react";
import { isFields } from "../../../server/domain/carbon-footprint/read.ts";
import { isStatementName } from "../../../server/domain/report-check/statement-kinds.ts";
import { mainStages } from "../../../server/domain/report-check/stage-names.ts";
import { emptyForm, emptyRow } from "./report-form.ts";
import type { ReportForm } from "./report-form.ts";

/** Where the browser keeps what was typed until the tab is closed; the registry never sees it. */
const place = "cellproof-report-form";
const listeners = new Set<() => void>();
/** Of a browser that keeps nothing: what was typed since the page was opened. */
let memory: string | null = null;

/** The form as it was typed in this tab, and how to change it; it survives a reload and another language. */
export function useKeptForm(): readonly [form: ReportForm, change: (form: ReportForm) => void] {
  const text = useSyncExternalStore(subscribe, keptText, () => null);
  return [useMemo(() => readKept(text), [text]), keep];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keptText(): string | null {
  try {
    return sessionStorage.getItem(place) ?? memory;
  } catch {
    return memory;
  }
}

function keep(form: ReportForm): void {
  memory = JSON.stringify(form);
  try {
    sessionStorage.setItem(place, memory);
  } catch {
    // Such a browser still checks; only a reload loses what was typed.
  }
  for (const listener of listeners) listener();
}

/** What is kept came from this page, and may still be of an older form of it. */
function readKept(text: string | null): ReportForm {
  let value: unknown = null;
  try {
    value = JSON.parse(text ?? "null");
  } catch {
    return emptyForm;
  }
  if (!isFields(value) || !isFields(value["fields"])) return emptyForm;
  const { stages, rows } = value;
  if (!Array.isArray(stages) || !Array.isArray(rows)) return emptyForm;
  const named: readonly unknown[] = stages;
  const listed: readonly unknown[] = rows;
  return {
    fields: textsIn(value["fields"]),
    stages: mainStages.filter((stage) => named.includes(stage)),
    rows: listed.filter(isFields).map((row) => ({ ...emptyRow, ...textsIn(row) })),
    statements: statementsIn(value["statements"]),
  };
}

function statementsIn(value: unknown): ReportForm["statements"] {
  const listed: readonly unknown[] = Array.isArray(value) ? value : [];
  return listed.filter(isFields).flatMap(({ kind, values }) => {
    const texts: readonly unknown[] = Array.isArray(values) ? values : [];
    return typeof kind === "string" && isStatementName(kind)
      ? [{ kind, values: texts.map((text) => (typeof text === "string" ? text : "")) }]
      : [];
  });
}

function textsIn(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}
