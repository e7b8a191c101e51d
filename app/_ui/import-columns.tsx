import type { ReactNode } from "react";
import type { ImportColumn } from "../../server/services/import/view.ts";
import type { Language } from "../_text/languages.ts";
import { textOf } from "../_text/text.ts";
import { signs } from "./signs.ts";

interface ImportColumnsProps {
  readonly language: Language;
  readonly columns: readonly ImportColumn[];
  readonly open: boolean;
  /** The form with the fields. */
  readonly children: ReactNode;
}

/** What the columns of a file mean, to be chosen otherwise, and which of them are not read. */
export function ImportColumns({ language, columns, open, children }: ImportColumnsProps) {
  const t = textOf(language, "imports");
  const unread = columns.filter(({ field }) => field === null);
  return (
    <section className="section" id="columns">
      <details open={open}>
        <summary>{t("columns.title")}</summary>
        <p className="muted">{t("columns.lead")}</p>
        {children}
      </details>
      {unread.length === 0 ? null : (
        <p className="muted small">
          {t("columns.unread", {
            count: unread.length,
            names: unread.map(({ heading, letters }) => heading || letters).join(signs(language).list),
          })}
        </p>
      )}
    </section>
  );
}

interface ColumnFieldsProps {
  readonly language: Language;
  readonly columns: readonly ImportColumn[];
  /** What a column may mean. */
  readonly fields: readonly { readonly id: string; readonly name: string }[];
}

/** A choice for each column beside its first values, and the step that reads the file again: inside a form. */
export function ColumnFields({ language, columns, fields }: ColumnFieldsProps) {
  const t = textOf(language, "imports");
  return (
    <>
      <div className="table-frame">
        <table className="stacks stacks-tight import-columns">
          <thead>
            <tr>
              <th scope="col">{t("columns.column")}</th>
              <th scope="col">{t("columns.heading")}</th>
              <th scope="col">{t("columns.sample")}</th>
              <th scope="col">{t("columns.field")}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ key, letters, heading, field, sample }) => (
              <tr key={key}>
                <td data-label={t("columns.column")}>{letters}</td>
                <th scope="row">{heading}</th>
                <td className="muted" data-label={t("columns.sample")}>
                  {sample.map((text) => text.slice(0, 40)).join(" · ")}
                </td>
                <td className="wide-cell" data-label={t("columns.field")}>
                  <input type="hidden" name="column" value={key} />
                  <select
                    name="field"
                    defaultValue={field ?? ""}
                    aria-label={t("columns.fieldOf", { letters, heading })}
                  >
                    <option value="">{t("columns.ignore")}</option>
                    {field === null || fields.some(({ id }) => id === field) ? null : (
                      <option value={field}>{field}</option>
                    )}
                    {fields.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="actions">
        <button type="submit">{t("columns.submit")}</button>
      </div>
    </>
  );
}
