import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { textOf } from "../../_text/text.ts";
import { ActOutcome } from "../../_ui/act-outcome.tsx";
import { asked } from "../../_ui/asked.ts";
import { Field } from "../../_ui/field.tsx";
import { openCase } from "../../_ui/oversight-acts.ts";
import { Screen } from "../../_ui/screen.tsx";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { day } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { bracketed } from "../../_ui/signs.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "oversight")("cases.title") };
}

/** Complaints and investigations: number, deadline, state; opening another. */
export default async function Cases({ searchParams }: ScreenProps) {
  const [{ language, t, words }, cases] = await Promise.all([spoken(), asked(registry().oversight.cases())]);
  const o = textOf(language, "oversight");
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: words.bench.authorityTitle, href: "/authority" }, { name: o("cases.title") }]}
      title={o("cases.title")}
      lead={o("cases.lead")}
    >
      <div className="sections">
        <ActOutcome searchParams={searchParams} />
        {cases.length === 0 ? (
          <p>{o("cases.none")}</p>
        ) : (
          <div className="table-frame">
            <table className="stacks">
              <thead>
                <tr>
                  <th scope="col">{o("cases.number")}</th>
                  <th scope="col">{o("cases.name")}</th>
                  <th scope="col">{o("cases.state")}</th>
                  <th scope="col">{o("cases.due")}</th>
                  <th scope="col">{o("cases.opened")}</th>
                </tr>
              </thead>
              <tbody>
                {cases.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      <a href={`/authority/cases/${one.id}`}>{one.number}</a>
                    </th>
                    <td data-label={o("cases.name")}>{one.title}</td>
                    <td data-label={o("cases.state")}>{o(`cases.states.${one.state}`)}</td>
                    <td data-label={o("cases.due")}>
                      {one.dueOn === null ? o("common.none") : day(language, one.dueOn)}
                      {one.isOverdue ? <strong className="warn"> {o("cases.overdue")}</strong> : null}
                    </td>
                    <td data-label={o("cases.opened")}>{day(language, one.openedAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <section className="section">
          <h2>{o("cases.open")}</h2>
          <form action={openCase} className="form">
            <input type="hidden" name="back" value="/authority/cases" />
            <div className="form-grid">
              <Field form="case" name="title" label={o("cases.name")}>
                {(control) => <input {...control} type="text" maxLength={300} required />}
              </Field>
              <Field
                form="case"
                name="dueOn"
                label={`${o("cases.due")}${bracketed(language, o("common.optional"))}`}
              >
                {(control) => <input {...control} type="date" />}
              </Field>
            </div>
            <div className="actions">
              <button type="submit" className="button-primary">
                {o("cases.open")}
              </button>
            </div>
          </form>
        </section>
      </div>
    </Screen>
  );
}
