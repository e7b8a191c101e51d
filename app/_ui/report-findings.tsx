"use client";

import { useState } from "react";
import type { Evidence, Finding, Severity } from "../../server/domain/report-check/finding.ts";
import { useText } from "./console-text.tsx";
import { useTextOf } from "./more-text.tsx";
import { Notice } from "./notice.tsx";
import { subscripted, unitShown } from "./shown.ts";
import { wordIn } from "./word-in.ts";
import { bracketed, signs } from "./signs.ts";

/** A finding, and where on this screen or another the thing it speaks of can be mended. */
export interface ShownFinding extends Finding {
  readonly at?: { readonly href: string; readonly name: string } | undefined;
}

interface ReportFindingsProps {
  readonly findings: readonly ShownFinding[];
  readonly evidence: readonly Evidence[];
  /** Findings beyond those that are listed. */
  readonly omitted: number;
  /** Name of the downloaded file without its ending. */
  readonly fileName: string;
}

const severities = ["error", "warning", "info"] as const satisfies readonly Severity[];

/** What the report checker found: place, rule, expected value and how to mend it, by severity in words. */
export function ReportFindings({ findings, evidence, omitted, fileName }: ReportFindingsProps) {
  const { language } = useText();
  const { t, words } = useTextOf("check");
  const { colon } = signs(language);
  const [hidden, setHidden] = useState<ReadonlySet<Severity>>(new Set());
  const countOf = (severity: Severity) => findings.filter((one) => one.severity === severity).length;

  function toggle(severity: Severity): void {
    const next = new Set(hidden);
    if (!next.delete(severity)) next.add(severity);
    setHidden(next);
  }

  /** A place in words; the path itself where it has none. */
  function placeOf(path: string): string {
    const [, member = "", index] = /^(\w+\.\w+)(?:\[(\d+)\])?/.exec(path) ?? [];
    const name = wordIn(words.placeOf, member.replace(".", "/"));
    if (name === member.replace(".", "/")) return path;
    const number = String(Number(index ?? 0) + 1);
    if (member === "report.rows") return t("rowOf", { number });
    return number === "1" ? name : `${name}${bracketed(language, number)}`;
  }

  /** The findings as the command line writes them, made here: nothing is sent anywhere. */
  function download(): void {
    const plain = findings.map(({ at: _, ...finding }) => finding);
    const codes = [...new Set(plain.map(({ code }) => code))].toSorted((a, b) => (a < b ? -1 : 1));
    const blob = new Blob([`${JSON.stringify({ codes, findings: plain, evidence }, null, 2)}\n`], {
      type: "application/json",
    });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${fileName}.json`;
    link.click();
    // The browser reads the address after this turn; then it may go.
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  return (
    <div className="stack">
      {findings.length === 0 ? (
        <Notice tone="good" title={t("none")}>
          <p>{t("noneLead")}</p>
        </Notice>
      ) : (
        <>
          <p className="finding-summary">
            {t("summary", {
              errors: countOf("error"),
              warnings: countOf("warning"),
              infos: countOf("info"),
            })}
          </p>
          <fieldset className="row on-screen">
            <legend className="visually-hidden">{t("show")}</legend>
            {severities
              .filter((severity) => countOf(severity) > 0)
              .map((severity) => (
                <label key={severity} className="check-line">
                  <input type="checkbox" checked={!hidden.has(severity)} onChange={() => toggle(severity)} />
                  <span>
                    {words.severities[severity]}
                    {bracketed(language, String(countOf(severity)))}
                  </span>
                </label>
              ))}
            <button type="button" className="button-quiet" onClick={download}>
              {t("download")}
            </button>
          </fieldset>
          <ul className="findings">
            {findings
              .filter(({ severity }) => !hidden.has(severity))
              .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
              .map((finding, index) => (
                <li key={`${finding.code} ${finding.path} ${index}`}>
                  <p className="row">
                    <span className={severityMark[finding.severity]}>{words.severity[finding.severity]}</span>
                    <a className="small" href={`/help/${finding.code}?lang=${language}`}>
                      {finding.code}
                    </a>
                    {finding.at === undefined ? (
                      <span className="small" title={finding.path}>
                        {placeOf(finding.path)}
                      </span>
                    ) : (
                      <a className="small" href={finding.at.href}>
                        {finding.at.name}
                      </a>
                    )}
                  </p>
                  <p>{subscripted(finding.message[language])}</p>
                  {finding.expected === null ? null : (
                    <p>
                      <span className="muted">
                        {t("expected")}
                        {colon}
                      </span>
                      <strong>{unitShown(finding.expected, language)}</strong>
                    </p>
                  )}
                  <p>
                    <span className="muted">
                      {t("mend")}
                      {colon}
                    </span>
                    {subscripted(finding.mend[language])}
                  </p>
                </li>
              ))}
          </ul>
          {omitted === 0 ? null : <p className="muted">{t("omitted", { count: omitted })}</p>}
        </>
      )}
      {evidence.length === 0 ? null : (
        <details>
          <summary>{t("evidence")}</summary>
          <p className="muted">{t("evidenceLead")}</p>
          <ul>
            {evidence.map(({ path, value, message }) => (
              <li key={`${path} ${value}`}>
                {subscripted(message[language])} <strong>{unitShown(value, language)}</strong>{" "}
                <span className="small muted" title={path}>
                  {placeOf(path)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const severityMark: Readonly<Record<Severity, string>> = {
  error: "tag tag-danger",
  warning: "tag tag-warn",
  info: "tag",
};
