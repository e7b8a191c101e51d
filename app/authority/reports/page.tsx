import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { ActOutcome } from "../../_ui/act-outcome.tsx";
import { asked } from "../../_ui/asked.ts";
import { Field } from "../../_ui/field.tsx";
import { decideReport } from "../../_ui/oversight-acts.ts";
import { Screen } from "../../_ui/screen.tsx";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { moment } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "oversight")("reports.title") };
}

/** What readers reported of labels, to be closed with a reason or taken into a case. */
export default async function Reports({ searchParams }: ScreenProps) {
  const [{ language, t, words }, reports, cases] = await Promise.all([
    spoken(),
    asked(registry().oversight.reports()),
    asked(registry().oversight.cases()),
  ]);
  const o = textOf(language, "oversight");
  const { oversight } = messagesOf(language);
  const open = cases.filter(({ state }) => state === "open");
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: words.bench.authorityTitle, href: "/authority" }, { name: o("reports.title") }]}
      title={o("reports.title")}
      lead={o("reports.lead")}
    >
      <div className="sections">
        <ActOutcome searchParams={searchParams} />
        {reports.length === 0 ? <p>{o("reports.none")}</p> : null}
        {reports.map((report) => (
          <article key={report.id} className="section">
            <h2>
              {wordIn(oversight.report.kinds, report.kind)}{" "}
              <span className="tag">{wordIn(oversight.reports.states, report.state)}</span>
            </h2>
            <p className="small muted">
              {moment(language, report.reportedAt)} ·{" "}
              <a
                className="identifier"
                href={`/authority/passport?product=${encodeURIComponent(report.path)}`}
              >
                {report.path}
              </a>
            </p>
            <p className="words-kept">{report.text}</p>
            {report.contact === null ? null : <p>{o("reports.contact", { contact: report.contact })}</p>}
            {report.decision === null ? (
              <form action={decideReport} className="form">
                <input type="hidden" name="id" value={report.id} />
                <input type="hidden" name="back" value="/authority/reports" />
                <div className="form-grid">
                  <Field form={report.id} name="reason" label={o("reports.reason")}>
                    {(control) => <input {...control} type="text" maxLength={2000} required />}
                  </Field>
                  <Field form={report.id} name="caseId" label={o("reports.into")}>
                    {(control) => (
                      <select {...control}>
                        <option value="">{o("reports.close")}</option>
                        {open.map(({ id, number, title }) => (
                          <option key={id} value={id}>
                            {number} {title}
                          </option>
                        ))}
                      </select>
                    )}
                  </Field>
                </div>
                <div className="actions">
                  <button type="submit">{o("reports.decide")}</button>
                </div>
              </form>
            ) : (
              <p>
                {o("reports.decided", {
                  name: report.decidedBy ?? "",
                  time: moment(language, report.decidedAt ?? ""),
                  reason: report.decision,
                })}
              </p>
            )}
          </article>
        ))}
      </div>
    </Screen>
  );
}
