"use client";

import { useActionState, useState } from "react";
import { listAnswers } from "../../../server/domain/oversight/list-answer.ts";
import type { ListAnswer } from "../../../server/domain/oversight/list-answer.ts";
import type { CheckedList, CheckedProduct } from "../../../server/services/oversight/check-list.ts";
import { useText } from "../../_ui/console-text.tsx";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { named } from "../../_ui/named.ts";
import { Notice } from "../../_ui/notice.tsx";
import { day, moment } from "../../_ui/shown.ts";
import { checkProducts } from "./check-action.ts";
import type { CheckState } from "./check-action.ts";
import { signs } from "../../_ui/signs.ts";

const unchecked: CheckState = { text: "", answer: null, problems: [], show: "" };

/** The list, and below it what was found behind each row. Works without scripts. */
export function CheckForm({ initial }: { readonly initial: string }) {
  const { t: common, problem } = useText();
  const { t } = useTextOf("oversight");
  const [state, action, running] = useActionState(checkProducts, { ...unchecked, text: initial });
  const [first] = state.problems;
  return (
    <div className="sections">
      <form action={action} className="form section">
        <Field
          form="check"
          name="list"
          label={t("check.list")}
          help={t("check.listHelp")}
          error={first === undefined ? undefined : problem(first)}
        >
          {(control) => (
            <textarea {...control} rows={8} spellCheck={false} key={state.text} defaultValue={state.text} />
          )}
        </Field>
        <Field form="check" name="file" label={t("check.file")} help={t("check.fileHelp")}>
          {(control) => <input {...control} type="file" accept=".csv,.tsv,.txt,.xlsx" />}
        </Field>
        <div className="actions">
          <button type="submit" className="button-primary" disabled={running}>
            {running ? common("action.running") : t("check.run")}
          </button>
        </div>
      </form>
      {state.answer === null ? null : (
        <Answer key={state.answer.checkedAt} answer={state.answer} text={state.text} />
      )}
    </div>
  );
}

function Answer({ answer, text }: { readonly answer: CheckedList; readonly text: string }) {
  const { language } = useText();
  const { t } = useTextOf("oversight");
  const [shown, setShown] = useState<ListAnswer | "">("");
  const { rows, checkedAt, logSize, listDigest } = answer;
  const counts = listAnswers.flatMap((one) => {
    const count = rows.filter((row) => row.answer === one).length;
    return count === 0 ? [] : [{ answer: one, count }];
  });
  const visible = shown === "" ? rows : rows.filter((row) => row.answer === shown);
  return (
    <section className="section" aria-live="polite">
      <h2>{t("check.result")}</h2>
      <p>
        {t("check.summary", {
          count: rows.length,
          time: moment(language, checkedAt),
          size: String(logSize ?? 0),
        })}
      </p>
      <dl className="facts">
        {counts.map(({ answer: one, count }) => (
          <div key={one} className="fact">
            <dt>
              {t(`answer.${one}`)}
              {signs(language).colon}
              {count}
            </dt>
            <dd>{t(`next.${one}`)}</dd>
          </div>
        ))}
        <div className="fact">
          <dt>{t("check.digest")}</dt>
          <dd className="identifier">{listDigest}</dd>
        </div>
      </dl>
      <div className="row">
        <label>
          {t("check.show")}{" "}
          <select
            value={shown}
            onChange={(event) => setShown(listAnswers.find((one) => one === event.target.value) ?? "")}
          >
            <option value="">{t("check.all", { count: rows.length })}</option>
            {counts.map(({ answer: one, count }) => (
              <option key={one} value={one}>
                {t("check.counted", { answer: t(`answer.${one}`), count })}
              </option>
            ))}
          </select>
        </label>
        <form action="/api/oversight/check" method="post">
          <input type="hidden" name="list" value={text} />
          <input type="hidden" name="lang" value={language} />
          <button type="submit">{t("check.csv")}</button>
        </form>
        <form action="/sheets" method="post">
          <input type="hidden" name="list" value={text} />
          <input type="hidden" name="lang" value={language} />
          <button type="submit">{t("check.signedSheet")}</button>
        </form>
      </div>
      <div className="table-frame">
        <table className="stacks">
          <thead>
            <tr>
              <th scope="col">{t("check.row")}</th>
              <th scope="col">{t("check.product")}</th>
              <th scope="col">{t("check.answer")}</th>
              <th scope="col">{t("check.who")}</th>
              <th scope="col">{t("check.released")}</th>
              <th scope="col">{t("check.parts")}</th>
              <th scope="col">{t("check.registration")}</th>
            </tr>
          </thead>
          <tbody>
            {visible.map((row) => (
              <Row key={row.row} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <Notice tone="info" title={t("check.sheet")}>
        <p>{t("check.registryNote")}</p>
      </Notice>
    </section>
  );
}

const tones: Readonly<Partial<Record<ListAnswer, string>>> = {
  valid: "good",
  wrong: "danger",
  withdrawn: "danger",
  suspended: "danger",
};

function Row({ row }: { readonly row: CheckedProduct }) {
  const { language } = useText();
  const { t } = useTextOf("oversight");
  const { passport, answer, path, text, enteredBy } = row;
  const parts = passport?.parts ?? null;
  return (
    <tr>
      <td data-label={t("check.row")}>{row.row}</td>
      <th scope="row">
        {path === null || passport === null ? (
          <span className="identifier">{text}</span>
        ) : (
          <a className="identifier" href={`/authority/passport?product=${encodeURIComponent(path)}`}>
            {path}
          </a>
        )}
      </th>
      <td data-label={t("check.answer")}>
        <strong className={tones[answer] ?? "warn"}>{t(`answer.${answer}`)}</strong>
      </td>
      <td data-label={t("check.who")}>
        {passport === null ? (
          (enteredBy ?? "–")
        ) : (
          <>
            {named(language, passport.operator, passport.operatorOriginal)}
            <div className="small muted">
              {passport.operatorIdentifier} · {passport.modelName}
            </div>
          </>
        )}
      </td>
      <td data-label={t("check.released")}>
        {passport === null
          ? "–"
          : t("check.version", { version: passport.version, date: day(language, passport.releasedAt) })}
      </td>
      <td data-label={t("check.parts")}>
        {passport === null || parts === null ? (
          "–"
        ) : (
          <span className="small">
            {(["signature", "status", "log"] as const).map((part) => (
              <span key={part}>
                {t(`part.${part}`)}
                {signs(language).colon}
                {t(`state.${parts[part]}`)}
                {" · "}
              </span>
            ))}
            {t("check.logAt", { index: String(passport.leafIndex) })}
            {passport.code === null ? null : (
              <>
                {" · "}
                <a href={`/help/${passport.code}`}>{t("check.reason", { code: passport.code })}</a>
              </>
            )}
          </span>
        )}
      </td>
      <td data-label={t("check.registration")}>
        {passport?.registrationId ??
          t(passport === null ? "check.registered.notKnown" : "check.registered.notYet")}
        {passport === null ? null : (
          <div className="small muted">
            {t("check.commodity")}
            {signs(language).colon}
            {passport.commodityCode ?? t("check.notStated")}
          </div>
        )}
      </td>
    </tr>
  );
}
