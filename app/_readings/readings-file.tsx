"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { ReadingsFileSaid } from "../../server/services/reading/import-file.ts";
import type { Problem } from "../../server/domain/problem.ts";
import { useText } from "../_ui/console-text.tsx";
import { Field } from "../_ui/field.tsx";
import { useTextOf } from "../_ui/more-text.tsx";
import { Notice } from "../_ui/notice.tsx";
import { signs } from "../_ui/signs.ts";

interface Failed {
  readonly code: string;
  readonly problems: readonly Problem[];
}

/** Readings out of a spreadsheet: first looked at as a whole, then kept; what is wrong keeps nothing else out. */
export function ReadingsFile() {
  const { language, problem } = useText();
  const { t } = useTextOf("readings");
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [running, setRunning] = useState<"check" | "keep" | null>(null);
  const [said, setSaid] = useState<ReadingsFileSaid | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);

  async function send(dryRun: boolean): Promise<void> {
    if (form.current === null || running !== null) return;
    const data = new FormData(form.current);
    data.set("dryRun", dryRun ? "1" : "0");
    setRunning(dryRun ? "check" : "keep");
    try {
      const answer = await fetch("/api/readings/file", { method: "POST", body: data });
      if (answer.ok) {
        // oxlint-disable-next-line no-unsafe-type-assertion -- our own route, whose answer has this type
        setSaid((await answer.json()) as ReadingsFileSaid);
        setFailed(null);
        if (!dryRun) router.refresh();
      } else {
        setSaid(null);
        // oxlint-disable-next-line no-unsafe-type-assertion -- what every route of ours refuses with
        setFailed((await answer.json()) as Failed);
      }
    } catch {
      setSaid(null);
      setFailed({ code: "", problems: [] });
    } finally {
      setRunning(null);
    }
  }

  const { kept = 0, known = 0, refused = 0, warned = 0, dryRun = true, rows = [], unread = [] } = said ?? {};
  return (
    <section className="section on-screen">
      <h2>{t("file.title")}</h2>
      <p className="muted">{t("file.lead")}</p>
      <form
        ref={form}
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send(true);
        }}
      >
        <Field form="readings-file" name="file" label={t("file.choose")} help={t("file.headings")}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,.xlsx,.txt,.tsv"
              required
              onChange={() => {
                setSaid(null);
                setFailed(null);
              }}
            />
          )}
        </Field>
        <div className="actions">
          <button type="submit" disabled={running !== null}>
            {running === "check" ? t("file.checking") : t("file.check")}
          </button>
          {said !== null && dryRun && kept > 0 ? (
            <button
              type="button"
              className="button-primary"
              disabled={running !== null}
              onClick={() => void send(false)}
            >
              {running === "keep" ? t("file.keeping") : t("file.keep")}
            </button>
          ) : null}
        </div>
      </form>
      {failed === null ? null : (
        <Notice tone="danger" title={t("file.failed")} live>
          {failed.problems.length > 0 ? (
            failed.problems.map((one) => <p key={one.code}>{problem(one)}</p>)
          ) : (
            <p>{failed.code === "" ? t("file.noAnswer") : problem({ code: failed.code, path: "" })}</p>
          )}
        </Notice>
      )}
      {said === null ? null : (
        <Notice
          tone={refused + warned + unread.length > 0 ? "warn" : "good"}
          title={dryRun ? t("file.checked") : t("file.kept")}
          live
        >
          <ul>
            <li>{t(dryRun ? "file.wouldKeep" : "file.wasKept", { count: kept })}</li>
            {known === 0 ? null : <li>{t("file.known", { count: known })}</li>}
            {refused === 0 ? null : <li>{t("file.refused", { count: refused })}</li>}
            {warned === 0 ? null : <li>{t("file.warned", { count: warned })}</li>}
            {unread.length === 0 ? null : (
              <li>{t("file.unread", { names: unread.join(signs(language).list) })}</li>
            )}
          </ul>
        </Notice>
      )}
      {rows.length === 0 ? null : (
        <>
          <p className="small muted">{t("file.most", { count: rows.length })}</p>
          <div className="table-frame">
            <table className="stacks">
              <thead>
                <tr>
                  <th scope="col" className="number">
                    {t("file.row")}
                  </th>
                  <th scope="col">{t("file.columnHeading")}</th>
                  <th scope="col">{t("file.reason")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ row, column, state, problem: what }) => (
                  <tr key={`${String(row)} ${column} ${what.code}`}>
                    <th scope="row" className="number">
                      {row}
                    </th>
                    <td data-label={t("file.columnHeading")}>{column}</td>
                    <td data-label={t("file.reason")}>
                      <strong>{t(`file.state.${state}`)}</strong> {problem(what)}{" "}
                      <code className="small">{what.code}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
