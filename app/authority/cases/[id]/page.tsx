import { registry } from "../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { ActOutcome } from "../../../_ui/act-outcome.tsx";
import { asked } from "../../../_ui/asked.ts";
import { caseActs } from "../../../_ui/case-acts.ts";
import { Field } from "../../../_ui/field.tsx";
import { actOnCase } from "../../../_ui/oversight-acts.ts";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { day, moment } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import { signs } from "../../../_ui/signs.ts";

/** One case: everything that happened in it, what is added next, and its export. */
export default async function Case({ params, searchParams }: ScreenProps<{ id: string }>) {
  const { id } = await params;
  const [{ language, t, words }, found] = await Promise.all([
    spoken(),
    asked(registry().oversight.case({ id })),
  ]);
  const o = textOf(language, "oversight");
  const { acts, states } = messagesOf(language).oversight.cases;
  const isOpen = found.state === "open";
  const offered = caseActs.filter((act) => (act === "reopened") !== isOpen);
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: words.bench.authorityTitle, href: "/authority" },
        { name: o("cases.title"), href: "/authority/cases" },
        { name: found.number },
      ]}
      title={`${found.number} ${found.title}`}
      lead={
        <>
          {wordIn(states, found.state)}
          {found.dueOn === null ? null : (
            <>
              {" · "}
              {o("cases.due")}
              {signs(language).colon}
              {day(language, found.dueOn)}
            </>
          )}
          {found.isOverdue ? <strong className="warn"> {o("cases.overdue")}</strong> : null}
        </>
      }
      action={
        <a className="button" href={`/api/oversight/cases/${id}?lang=${language}`} download>
          {o("cases.export")}
        </a>
      }
    >
      <div className="sections">
        <ActOutcome searchParams={searchParams} />
        <p className="small muted">{o("cases.exportHelp")}</p>
        <section className="section">
          <h2>{o("cases.events")}</h2>
          <ol className="case-events">
            {found.events.map((event) => (
              <li key={event.id}>
                <div>
                  <strong>{wordIn(acts, event.kind)}</strong>{" "}
                  <span className="small muted">
                    {o("common.by", { name: event.by ?? "", time: moment(language, event.at) })}
                  </span>
                </div>
                {event.dueOn === null ? null : <div>{day(language, event.dueOn)}</div>}
                {event.path === null ? null : (
                  <div>
                    <a
                      className="identifier"
                      href={`/authority/passport?product=${encodeURIComponent(event.path)}`}
                    >
                      {event.path}
                    </a>
                  </div>
                )}
                {event.text === null ? null : <div className="words-kept">{event.text}</div>}
                {event.report === null ? null : (
                  <blockquote className="words-kept">{event.report.text}</blockquote>
                )}
              </li>
            ))}
          </ol>
        </section>
        <section className="section">
          <h2>{o(isOpen ? "cases.add" : "cases.reopen")}</h2>
          <form action={actOnCase} className="form">
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="back" value={`/authority/cases/${id}`} />
            <div className="form-grid">
              <Field form="step" name="act" label={o("cases.act")}>
                {(control) => (
                  <select {...control}>
                    {offered.map((act) => (
                      <option key={act} value={act}>
                        {acts[act]}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              {isOpen ? (
                <>
                  <Field form="step" name="productUrl" label={o("cases.product")}>
                    {(control) => <input {...control} type="text" autoComplete="off" />}
                  </Field>
                  <Field form="step" name="dueOn" label={o("cases.deadline")}>
                    {(control) => <input {...control} type="date" />}
                  </Field>
                </>
              ) : null}
            </div>
            <Field form="step" name="text" label={o("cases.text")}>
              {(control) => <textarea {...control} rows={3} maxLength={4000} />}
            </Field>
            <div className="actions">
              <button type="submit" className="button-primary">
                {o("cases.submit")}
              </button>
            </div>
          </form>
        </section>
      </div>
    </Screen>
  );
}
