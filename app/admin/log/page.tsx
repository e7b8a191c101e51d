import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import type { KeptLog } from "../../../server/services/log/status.ts";
import type { Language } from "../../_text/languages.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { moment } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { AddWitness } from "./add-witness.tsx";
import { RemoveWitness } from "./remove-witness.tsx";
import { ResumeLog } from "./resume-log.tsx";
import { troubleInWords } from "./trouble-in-words.ts";

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await spoken();
  return { title: textOf(language, "log")("title") };
}

/** The keeper's view of the log: what waits and why, and what each witness said last. */
export default async function KeptLog() {
  const [{ language, t: c }, log] = await Promise.all([spoken(), asked(registry().log.survey())]);
  const t = textOf(language, "log");
  const words = messagesOf(language).log;
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[{ name: c("admin.title"), href: "/admin" }, { name: t("admin.title") }]}
      title={t("title")}
      lead={<p>{t("admin.lead")}</p>}
      action={
        <a className="button" href={`/log?lang=${language}`}>
          {t("admin.public")}
        </a>
      }
    >
      <MoreText messages={{ log: words }}>
        <div className="sections">
          <section className="section">
            <h2>{t("admin.state")}</h2>
            {log.halt === null ? null : (
              <Notice tone="danger" title={t("admin.haltedTitle")}>
                <p>{t("admin.since", { moment: moment(language, log.halt.at) })}</p>
                <Why language={language} trouble={log.halt} />
                <p>{t("admin.haltedHelp")}</p>
                <ResumeLog />
              </Notice>
            )}
            {log.delay === null || log.halt !== null ? null : (
              <Notice tone="warn" title={t("admin.delayTitle")}>
                <Why language={language} trouble={{ ...log.delay, params: {} }} />
              </Notice>
            )}
            <p>{log.pending === 0 ? t("admin.good") : t("admin.pending", { count: log.pending })}</p>
            <dl className="facts">
              <dt>{t("facts.origin")}</dt>
              <dd className="identifier">{log.origin}</dd>
              <dt>{t("facts.vkey")}</dt>
              <dd className="identifier">{log.vkey ?? t("facts.none")}</dd>
              <dt>{t("facts.size")}</dt>
              <dd>{log.size}</dd>
              <dt>{t("facts.signedAt")}</dt>
              <dd>{log.signedAt === null ? t("facts.none") : moment(language, log.signedAt)}</dd>
            </dl>
          </section>
          <section className="section">
            <h2 id="witnesses" tabIndex={-1}>
              {t("witnesses.title")}
            </h2>
            {log.asked.length === 0 ? (
              <p>{t("witnesses.none")}</p>
            ) : (
              <div className="table-frame">
                <table className="stacks">
                  <thead>
                    <tr>
                      <th scope="col">{t("witnesses.name")}</th>
                      <th scope="col">{t("witnesses.who")}</th>
                      <th scope="col">{t("witnesses.size")}</th>
                      <th scope="col">{t("admin.answered")}</th>
                      <th scope="col">
                        <span className="visually-hidden">{t("admin.remove")}</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {log.asked.map((witness) => (
                      <tr key={witness.vkey}>
                        <th scope="row">
                          {witness.name}
                          <div className="small muted identifier">{witness.url}</div>
                        </th>
                        <td data-label={t("witnesses.who")}>
                          {witness.own ? t("witnesses.own") : t("witnesses.other")}
                        </td>
                        <td data-label={t("witnesses.size")}>
                          {witness.size === null
                            ? t("witnesses.never")
                            : t("witnesses.entries", { size: witness.size })}
                        </td>
                        <td data-label={t("admin.answered")}>
                          {witness.answeredAt === null ? (
                            t("admin.neverAsked")
                          ) : (
                            <>
                              {witness.trouble === null ? (
                                t("admin.signed")
                              ) : (
                                <span className="warn">{troubleInWords(t, witness.trouble)}</span>
                              )}
                              <div className="small muted">{moment(language, witness.answeredAt)}</div>
                            </>
                          )}
                        </td>
                        <td>
                          <RemoveWitness name={witness.name} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
          <section className="section">
            <h2>{t("admin.add")}</h2>
            <p className="muted">{t("admin.addHelp")}</p>
            <AddWitness />
          </section>
        </div>
      </MoreText>
    </Screen>
  );
}

/** The reason in the reader's language; what has no words of ours stays as the program said it. */
function Why({
  language,
  trouble: { code, params, reason },
}: {
  readonly language: Language;
  readonly trouble: Pick<NonNullable<KeptLog["halt"]>, "code" | "params" | "reason">;
}) {
  const t = textOf(language, "log");
  if (code !== null) return <p>{t(`admin.halt.${code}`, params)}</p>;
  return (
    <>
      <p>{t("admin.technical")}</p>
      <p lang="en" className="identifier">
        {reason}
      </p>
    </>
  );
}
