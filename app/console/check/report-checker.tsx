"use client";

import { useEffect, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { checkReport } from "../../../server/domain/report-check/check-report.ts";
import type { CheckAnswer } from "../../../server/domain/report-check/check-report.ts";
import type { ReadReportSheet } from "../../../server/domain/report-check/report-sheet.ts";
import { useText } from "../../_ui/console-text.tsx";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { ReportFindings } from "../../_ui/report-findings.tsx";
import { textOfEntry } from "../../_ui/text-of-entry.ts";
import { HandForm } from "./hand-form.tsx";
import { useKeptForm } from "./kept-form.ts";
import { emptyForm, requestOfForm } from "./report-form.ts";
import { readSheet } from "./read-sheet.ts";

interface Checked {
  readonly answer: CheckAnswer;
  readonly unread: ReadReportSheet["unread"];
  /** Counts the checks, so that the same report checked again is announced again. */
  readonly turn: number;
}

/**
 * Three ways to hand over a report. The check itself runs in this browser; only a spreadsheet is sent to be read, and is
 * not kept.
 */
export function ReportChecker() {
  const { problem } = useText();
  const { t } = useTextOf("check");
  const [checked, setChecked] = useState<Checked | null>(null);
  const [refused, setRefused] = useState<{
    readonly field: "file" | "paste";
    readonly sentence: string;
  } | null>(null);
  const [running, setRunning] = useState(false);
  const [kept] = useKeptForm();
  // Whoever typed something before finds it open again.
  const isByHand = kept !== emptyForm;
  const result = useRef<HTMLHeadingElement>(null);

  // The findings stand below what was typed: whoever asked is led to them, once they are there.
  useEffect(() => {
    if (checked !== null) result.current?.focus();
  }, [checked]);

  function check(request: unknown, unread: ReadReportSheet["unread"] = []): void {
    setRefused(null);
    setChecked({ answer: answerOf(request), unread, turn: (checked?.turn ?? 0) + 1 });
  }

  function checkText(text: string, field: "file" | "paste"): void {
    try {
      check(JSON.parse(text.replace(/^\uFEFF/, "")));
    } catch (error) {
      const where = error instanceof Error ? error.message : "";
      setRefused({ field, sentence: t("pasteBroken", { where }) });
    }
  }

  async function sendFile(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get("file");
    if (!(file instanceof File) || file.size === 0) {
      setRefused({ field: "file", sentence: t("fileMissing") });
      return;
    }
    setRunning(true);
    try {
      if (/\.json$/i.test(file.name)) {
        checkText(await file.text(), "file");
        return;
      }
      const answer = await readSheet(file);
      if ("request" in answer) check(answer.request, answer.unread);
      else {
        const [first] = answer.problems;
        setRefused({ field: "file", sentence: first === undefined ? t("fileBroken") : problem(first) });
      }
    } finally {
      setRunning(false);
    }
  }

  const errorAt = (field: "file" | "paste") => (refused?.field === field ? refused.sentence : undefined);
  return (
    <div className="sections">
      <section className="section">
        <h2>{t("fileTitle")}</h2>
        <form method="post" className="form" noValidate onSubmit={(event) => void sendFile(event)}>
          <Field
            form="report-file"
            name="file"
            label={t("file")}
            help={t("fileHelp")}
            error={errorAt("file")}
          >
            {(control) => (
              <input
                {...control}
                type="file"
                accept=".json,.csv,.tsv,.xlsx,application/json,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              />
            )}
          </Field>
          <div className="actions">
            <button type="submit" className="button-primary" disabled={running}>
              {running ? t("checking") : t("checkFile")}
            </button>
          </div>
        </form>
        <details>
          <summary>{t("layoutTitle")}</summary>
          <p className="muted">{t("layout")}</p>
          <pre className="formula" tabIndex={0}>
            {plainLayout}
          </pre>
        </details>
        <details>
          <summary>{t("paste")}</summary>
          <form
            method="post"
            className="form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              checkText(textOfEntry(new FormData(event.currentTarget).get("paste")), "paste");
            }}
          >
            <Field
              form="report-paste"
              name="paste"
              label="JSON"
              help={t("pasteHelp")}
              error={errorAt("paste")}
            >
              {(control) => <textarea {...control} rows={8} spellCheck={false} className="identifier" />}
            </Field>
            <div className="actions">
              <button type="submit">{t("checkPaste")}</button>
            </div>
          </form>
        </details>
      </section>

      <section className="section">
        <h2>{t("formTitle")}</h2>
        <details open={isByHand}>
          <summary>{t("formOpen")}</summary>
          <HandForm onCheck={(form) => check(requestOfForm(form))} />
        </details>
      </section>

      {checked === null ? null : (
        <section className="section" key={checked.turn} aria-labelledby="check-result">
          <h2 id="check-result" ref={result} tabIndex={-1}>
            {t("result")}
          </h2>
          {checked.unread.length === 0 ? null : (
            <Notice tone="warn" title={t("unread")}>
              <ul>
                {checked.unread.slice(0, 50).map(({ row, text }) => (
                  <li key={row}>{t("unreadRow", { row: String(row), text })}</li>
                ))}
              </ul>
            </Notice>
          )}
          {checked.answer.errors === undefined ? null : (
            <Notice tone="danger" title={t("notInForm")}>
              <p>{t("notInFormLead")}</p>
              <ul>
                {checked.answer.errors.slice(0, 50).map((error) => (
                  <li key={`${error.code} ${error.path}`}>
                    <code className="small">{error.path === "" ? "{}" : error.path}</code>: {problem(error)}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          {checked.answer.errors !== undefined && checked.answer.findings.length === 0 ? null : (
            <ReportFindings
              findings={checked.answer.findings}
              evidence={checked.answer.evidence}
              omitted={checked.answer.omitted}
              fileName="report-check"
            />
          )}
        </section>
      )}
    </div>
  );
}

/** A file of several reports is answered by the first: the command line takes them all. */
function answerOf(request: unknown): CheckAnswer {
  const elements: readonly unknown[] = Array.isArray(request) ? request : [request];
  return checkReport(elements[0]);
}

const plainLayout = `functional unit | 1 | kWh
boundary | cradle-to-gate
stages | raw_materials; production
total | 64.75 | kgCO2e
output | 1 | kWh
result | 64.75 | kgCO2e/kWh
fuel | production | electricity, natural gas | 4.2
gas | CH4 | 27.9 | AR6
factor in the text | electricity | 0.5777 | kgCO2e/kWh | CN | 2024
exclusion | capital goods | left out by the method
claim | 100 % recyclable | no | cover
law | passport | ev; industrial | 2 | 2027-02-18
stage | name | amount | unit | factor | factor unit | emission | unit
raw_materials | NCM cathode material | 1.5 | kg | 22.5 | kgCO2e/kg | 33.75 | kgCO2e`;
