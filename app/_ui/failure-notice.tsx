"use client";

import { useRouter } from "next/navigation";
import { useText } from "./console-text.tsx";
import { fieldId } from "./field.tsx";
import { problemAt } from "./failure.ts";
import type { Failure } from "./failure.ts";
import { Notice } from "./notice.tsx";
import { moment } from "./shown.ts";
import { signs } from "./signs.ts";

interface FailureNoticeProps {
  readonly failure: Failure | null;
  /** The form whose fields show their own problem, and their labels. */
  readonly form: string;
  readonly fields: Readonly<Record<string, string>>;
  /** What problems are about that have no field of their own, by the end of their path. */
  readonly names?: Readonly<Record<string, string>>;
}

/** Once on top of a form: what was not done, that nothing is lost, and a way to each field that needs a look. */
export function FailureNotice({ failure, form, fields, names = {} }: FailureNoticeProps) {
  const { language, t, problem } = useText();
  const router = useRouter();
  if (failure === null) return null;
  const atFields = Object.entries(fields).flatMap(([name, label]) => {
    const found = problemAt(failure, name);
    return found === undefined ? [] : [{ name, label, found }];
  });
  const elsewhere = failure.problems.filter((one) => !atFields.some(({ found }) => found === one));
  return (
    <Notice tone="danger" title={t("failure.title")} live>
      {failure.refusal === "EDITED_MEANWHILE" ? (
        <>
          <p>{t("failure.meanwhile")}</p>
          <div className="actions">
            <button type="button" onClick={() => router.refresh()}>
              {t("action.reload")}
            </button>
          </div>
        </>
      ) : failure.offline ? (
        <p>{t("failure.offline")}</p>
      ) : failure.refusal === null ? (
        <p>{t("failure.ours", { time: moment(language, failure.at) })}</p>
      ) : failure.refusal === "INVALID_INPUT" || atFields.length > 0 ? (
        <p>{t("failure.fields", { count: failure.problems.length })}</p>
      ) : (
        <p>{problem({ code: failure.refusal, path: "" })}</p>
      )}
      {atFields.length + elsewhere.length === 0 ? null : (
        <ul>
          {atFields.map(({ name, label, found }) => (
            <li key={name}>
              <a href={`#${fieldId(form, name)}`}>{label}</a>
              {signs(language).colon}
              {problem(found)}
            </li>
          ))}
          {elsewhere.map((one) => (
            <li key={`${one.code} ${one.path}`}>
              {nameIn(names, one.path, signs(language).colon)}
              {problem(one)}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

/** The name of what stands last in a path that has one, with a colon behind it. */
function nameIn(names: Readonly<Record<string, string>>, path: string, colon: string): string {
  const name = path
    .split(/[.[\]]+/)
    .toReversed()
    .flatMap((part) => (Object.hasOwn(names, part) ? [names[part]] : []))
    .at(0);
  return name === undefined ? "" : `${name}${colon}`;
}
