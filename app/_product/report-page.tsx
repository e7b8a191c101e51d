import { textOf } from "../_text/text.ts";
import { PublicPage } from "./frame.tsx";
import { sheets } from "./sheet.ts";
import type { Words } from "./words.ts";

/** What was typed and refused, to stand in the form again. */
export interface TypedReport {
  readonly kind: string;
  readonly text: string;
  readonly contact: string;
}

interface Props {
  readonly words: Words;
  /** Path of this page, and of the product it is about. */
  readonly path: string;
  readonly productPath: string;
  readonly identifier: string;
  readonly state: "form" | "wrong" | "busy" | "done";
  readonly typed: TypedReport;
}

const kinds = ["wrongData", "otherBattery", "copied", "unreadable"] as const;

/** Reporting a wrong or copied label: one form, no script, no account. */
export function ReportPage({ words, path, productPath, identifier, state, typed }: Props) {
  const { href, t } = words;
  const o = textOf(words.language, "oversight");
  const title =
    state === "done" ? o("report.thanksTitle") : state === "busy" ? o("report.busyTitle") : o("report.title");
  return (
    <PublicPage words={words} title={title} path={path} sheet={sheets.form}>
      <div className="identity">
        <div>
          <h1>{title}</h1>
          <p>
            {state === "done" ? o("report.thanks") : state === "busy" ? o("report.busy") : o("report.lead")}
          </p>
          <p className="id">{identifier}</p>
        </div>
      </div>
      {state === "form" || state === "wrong" ? (
        <>
          <p className="notice after">{o("report.honest")}</p>
          <form className="form after" method="post" action={href(`${productPath}/report`)}>
            {state === "wrong" ? (
              <p className="notice danger" role="alert">
                {o("report.wrong")}
              </p>
            ) : null}
            <div className="field">
              <label htmlFor="report-kind">{o("report.kind")}</label>
              <select id="report-kind" name="kind" defaultValue={typed.kind} required>
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {o(`report.kinds.${kind}`)}
                  </option>
                ))}
              </select>
            </div>
            <div className="field">
              <label htmlFor="report-text">{o("report.text")}</label>
              <textarea id="report-text" name="text" maxLength={2000} required defaultValue={typed.text} />
            </div>
            <div className="field">
              <label htmlFor="report-contact">{o("report.contact")}</label>
              <input
                id="report-contact"
                name="contact"
                maxLength={200}
                autoComplete="email"
                aria-describedby="report-contact-help"
                defaultValue={typed.contact}
              />
              <span className="help" id="report-contact-help">
                {o("report.contactHelp")}
              </span>
            </div>
            <button type="submit" className="primary">
              {o("report.send")}
            </button>
          </form>
        </>
      ) : null}
      <p className="after">
        <a href={href(productPath)}>{t("version.back")}</a>
      </p>
    </PublicPage>
  );
}
