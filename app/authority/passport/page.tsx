import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import type { ChangedMember } from "../../../server/domain/changed-members.ts";
import { readProductQuery } from "../../../server/domain/identifier/product-query.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { ActOutcome } from "../../_ui/act-outcome.tsx";
import { asked } from "../../_ui/asked.ts";
import { Field } from "../../_ui/field.tsx";
import { mayDo } from "../../_ui/may.ts";
import { named } from "../../_ui/named.ts";
import { askQuestion } from "../../_ui/oversight-acts.ts";
import { QuestionList } from "../../_ui/question-list.tsx";
import { Screen } from "../../_ui/screen.tsx";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { oneOf } from "../../_ui/screen-props.ts";
import { day, moment } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";
import { bracketed } from "../../_ui/signs.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "oversight")("history.title") };
}

/** Everything that happened to one passport, two versions compared, and questions to its operator. */
export default async function History({ searchParams }: ScreenProps) {
  const query = await searchParams;
  const of = (name: string) => oneOf(query[name]);
  const numberOf = (name: string) => (/^[1-9]\d{0,8}$/.test(of(name)) ? Number(of(name)) : undefined);
  const [{ language, t, words }, may] = await Promise.all([spoken(), mayDo()]);
  const o = textOf(language, "oversight");
  const s = textOf(language, "status");
  const trail = [{ name: words.bench.authorityTitle, href: "/authority" }, { name: o("history.title") }];
  const head = { trailLabel: t("trailLabel"), trail, title: o("history.title"), lead: o("history.lead") };
  const typed = of("product");
  const path = typed === "" ? null : await pathOf(typed);
  const find = (
    <form className="form section" method="get" action="/authority/passport">
      <div className="form-grid">
        <Field
          form="history"
          name="product"
          label={o("history.find")}
          error={typed !== "" && path === null ? t("bench.identifierBad") : undefined}
        >
          {(control) => <input {...control} type="text" autoComplete="off" defaultValue={typed} />}
        </Field>
        <Field form="history" name="day" label={o("history.day")}>
          {(control) => <input {...control} type="date" defaultValue={of("day")} />}
        </Field>
      </div>
      <div className="actions">
        <button type="submit" className="button-primary">
          {o("history.show")}
        </button>
      </div>
    </form>
  );
  if (path === null) return <Screen {...head}>{find}</Screen>;
  const { publicUrl } = await asked(registry().oversight.place());
  const history = await asked(
    registry().oversight.history({
      ...{ productUrl: `${publicUrl}${path}`, day: of("day") },
      ...{ before: numberOf("before"), after: numberOf("after") },
    }),
  );
  const here = `/authority/passport?product=${encodeURIComponent(path)}`;
  const { versions, difference, stoodAt, suspensions } = history;
  return (
    <Screen {...head}>
      <div className="sections">
        <ActOutcome searchParams={searchParams} />
        {find}
        <section className="section">
          <h2>{history.modelName}</h2>
          <p>
            {named(language, history.operator, history.operatorOriginal)}{" "}
            <span className="muted">{history.operatorIdentifier}</span>
          </p>
          <p className="row">
            <a className="identifier" href={path}>
              {history.productUrl}
            </a>
            <a href={`${path}/bundle.json`}>{o("history.bundle")}</a>
            {may("passport.suspend") ? <a href="/authority/suspensions">{o("history.stop")}</a> : null}
          </p>
          {stoodAt === null ? null : (
            <p>
              <strong>
                {stoodAt.version === null
                  ? o("history.stoodNone", { day: day(language, stoodAt.day) })
                  : o("history.stood", { day: day(language, stoodAt.day), version: stoodAt.version })}
              </strong>{" "}
              {stoodAt.version === null ? null : (
                <a href={`${path}/versions/${stoodAt.version}`}>
                  {o("history.version", { version: stoodAt.version })}
                </a>
              )}
            </p>
          )}
          <p className="small muted">{o("history.recorded")}</p>
        </section>
        <section className="section">
          <h2>{o("history.versions")}</h2>
          {versions.map((version) => (
            <article key={version.version} className="stack">
              <h3>
                <a href={version.path}>{o("history.version", { version: version.version })}</a>
              </h3>
              <p>
                {o("history.released", {
                  time: moment(language, version.issuedAt),
                  name: version.releasedBy ?? o("history.someone"),
                })}
                {version.reason === null ? null : <> · {o("history.reason", { reason: version.reason })}</>}
              </p>
              {version.status === null ? null : (
                <p>
                  {o("history.ended", {
                    status: o(`history.status.${version.status.status}`),
                    time: moment(language, version.status.changedAt),
                    name: version.endedBy ?? o("history.someone"),
                  })}
                  {version.status.status === "revoked" ? (
                    <> · {s(`revocation.${version.status.reason}`)}</>
                  ) : null}
                  {version.note === null ? null : <> · {o("history.note", { note: version.note })}</>}
                </p>
              )}
              <p className="small muted">
                {textOf(language, "life")("page.signerColumn")}{" "}
                {named(language, version.signer.name, version.signer.nameOriginal)} ·{" "}
                {o("history.log", { index: String(version.leafIndex) })} · {o("history.key")}{" "}
                <span className="identifier">{version.kid}</span>
              </p>
              {version.study === null ? null : (
                <p className="row">
                  {(["html", "pdf"] as const).map((form) => (
                    <a
                      key={form}
                      href={`/console/declarations/${version.study?.declarationId}/documents/report.${form}?lang=${language}`}
                    >
                      {form === "html"
                        ? o("history.report", { number: version.study?.number ?? 0 })
                        : o("history.reportPdf")}
                    </a>
                  ))}
                </p>
              )}
              {version.changes === null ? null : (
                <details>
                  <summary>{o("history.changed", { count: version.changes.length })}</summary>
                  <Changes language={language} changes={version.changes} />
                </details>
              )}
            </article>
          ))}
        </section>
        {versions.length < 2 ? null : (
          <section className="section">
            <h2>{o("history.compare")}</h2>
            <form className="form" method="get" action="/authority/passport">
              <input type="hidden" name="product" value={path} />
              <div className="form-grid">
                {(["before", "after"] as const).map((side) => (
                  <Field
                    key={side}
                    form="compare"
                    name={side}
                    label={o(side === "before" ? "history.from" : "history.to")}
                  >
                    {(control) => (
                      <select
                        {...control}
                        defaultValue={of(side) || String(side === "before" ? 1 : versions[0]?.version)}
                      >
                        {versions.map(({ version }) => (
                          <option key={version} value={version}>
                            {o("history.version", { version })}
                          </option>
                        ))}
                      </select>
                    )}
                  </Field>
                ))}
              </div>
              <div className="actions">
                <button type="submit">{o("history.compare")}</button>
              </div>
            </form>
            {difference === null ? null : (
              <>
                <h3>{o("history.difference", { before: difference.before, after: difference.after })}</h3>
                <Changes language={language} changes={difference.changes} />
              </>
            )}
          </section>
        )}
        {history.opinions.length === 0 ? null : (
          <section className="section">
            <h2>{o("history.opinions")}</h2>
            <ul>
              {history.opinions.map((given) => (
                <li key={`${given.body} ${given.at}`}>
                  <a href={`${path}/versions/${given.version}`}>
                    {o("history.opinion", {
                      version: given.version,
                      body: named(language, given.body, given.bodyOriginal),
                      time: moment(language, given.at),
                      outcome: wordIn(messagesOf(language).oversight.history.outcomes, given.outcome),
                    })}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
        {suspensions.length === 0 ? null : (
          <section className="section">
            <h2>{o("history.sale")}</h2>
            <ul>
              {suspensions.map((act) => (
                <li key={act.id}>
                  <a href={act.path}>
                    {s("authority.line", {
                      action: s(`page.act.${act.action}`),
                      date: day(language, act.issuedAt),
                      authority: named(language, act.authority, act.authorityOriginal),
                      reason: s(`suspension.${act.reason}`),
                    })}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
        {may("question.ask") ? (
          <section className="section" id="questions">
            <h2>{o("question.title")}</h2>
            <QuestionList
              questions={history.questions}
              mayAnswer={() => false}
              back={here}
              linkTo={(one) => `/authority/passport?product=${encodeURIComponent(one)}`}
            />
            <h3>{o("question.ask")}</h3>
            <form action={askQuestion} className="form">
              <input type="hidden" name="productUrl" value={history.productUrl} />
              <input type="hidden" name="back" value={here} />
              <Field form="ask" name="text" label={o("question.text")} help={o("question.textHelp")}>
                {(control) => <textarea {...control} rows={4} maxLength={4000} required />}
              </Field>
              <Field
                form="ask"
                name="dueOn"
                label={`${o("question.due")}${bracketed(language, o("common.optional"))}`}
              >
                {(control) => <input {...control} type="date" />}
              </Field>
              <div className="actions">
                <button type="submit" className="button-primary">
                  {o("question.send")}
                </button>
              </div>
            </form>
          </section>
        ) : null}
      </div>
    </Screen>
  );
}

/** The path of what was typed; null when it names no product of this registry. */
async function pathOf(typed: string): Promise<string | null> {
  const { publicUrl } = await asked(registry().oversight.place());
  const found = readProductQuery(typed, publicUrl);
  return found.ok ? found.value : null;
}

function Changes({
  language,
  changes,
}: {
  readonly language: Parameters<typeof day>[0];
  readonly changes: readonly ChangedMember[];
}) {
  const o = textOf(language, "oversight");
  if (changes.length === 0) return <p>{o("history.changed", { count: 0 })}</p>;
  return (
    <div className="table-frame">
      <table className="stacks">
        <thead>
          <tr>
            <th scope="col">{o("history.member")}</th>
            <th scope="col">{o("history.before")}</th>
            <th scope="col">{o("history.after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, before, after }) => (
            <tr key={path}>
              <th scope="row" className="identifier">
                {path}
              </th>
              <td data-label={o("history.before")}>{before ?? o("common.none")}</td>
              <td data-label={o("history.after")}>{after ?? o("common.none")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
