import type { Metadata } from "next";
import { registry } from "../../server/caller.ts";
import { messagesOf, textOf } from "../_text/text.ts";
import { pageLanguage } from "../_ui/language.ts";
import { PublicFrame } from "../_ui/public-frame.tsx";
import { Notice } from "../_ui/notice.tsx";
import { moment } from "../_ui/shown.ts";

/** A command that goes on in the next line. */
const goesOn = " \\\n  ";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf(await pageLanguage(), "log")("title") };
}

/** For anyone: what the log is, the key to pin, who witnesses it, and how to follow it. */
export default async function Log() {
  const [language, log] = await Promise.all([pageLanguage(), registry().log.describe()]);
  const t = textOf(language, "log");
  const words = messagesOf(language).log;
  const scheme = log.origin.startsWith("localhost") || log.origin.startsWith("127.0.0.1") ? "http" : "https";
  const prefix = `${scheme}://${log.origin}`;
  const vkey = log.vkey ?? "VKEY";
  const places = [
    ["checkpoint", words.follow.checkpoint],
    ["tile/<L>/<N>[.p/<W>]", words.follow.tile],
    ["tile/entries/<N>[.p/<W>]", words.follow.entries],
    ["proof/<index>.tlog-proof", words.follow.proof],
    ["vkey", words.follow.key],
  ] as const;
  return (
    <PublicFrame language={language}>
      <div className="sections">
        <header className="stack">
          <h1>{t("title")}</h1>
          <p className="lead">{t("lead")}</p>
          {log.isHalted ? <Notice tone="warn" title={t("halted")} /> : null}
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
        </header>
        <section className="section">
          <h2>{t("what.title")}</h2>
          <p>{t("what.text")}</p>
          <p>{t("what.before")}</p>
        </section>
        <section className="section">
          <h2>{t("witnesses.title")}</h2>
          <p>{t("witnesses.lead")}</p>
          {log.witnesses.length === 0 ? (
            <p>{t("witnesses.none")}</p>
          ) : (
            <div className="table-frame">
              <table className="stacks">
                <thead>
                  <tr>
                    <th scope="col">{t("witnesses.name")}</th>
                    <th scope="col">{t("witnesses.who")}</th>
                    <th scope="col">{t("witnesses.size")}</th>
                    <th scope="col">{t("witnesses.vkey")}</th>
                  </tr>
                </thead>
                <tbody>
                  {log.witnesses.map((witness) => (
                    <tr key={witness.vkey}>
                      <th scope="row">{witness.name}</th>
                      <td data-label={t("witnesses.who")}>
                        {witness.own ? t("witnesses.own") : t("witnesses.other")}
                      </td>
                      <td data-label={t("witnesses.size")}>
                        {witness.size === null
                          ? t("witnesses.never")
                          : t("witnesses.entries", { size: witness.size })}
                      </td>
                      <td className="wide-cell" data-label={t("witnesses.vkey")}>
                        <span className="identifier">{witness.vkey}</span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        {log.newest.length === 0 ? null : (
          <section className="section">
            <h2>{t("newest.title")}</h2>
            <div className="table-frame">
              <table className="stacks">
                <thead>
                  <tr>
                    <th scope="col">{t("newest.size")}</th>
                    <th scope="col">{t("newest.signedAt")}</th>
                    <th scope="col">{t("newest.witnesses")}</th>
                  </tr>
                </thead>
                <tbody>
                  {log.newest.slice(0, 5).map(({ size, signedAt, witnesses }) => (
                    <tr key={size}>
                      <th scope="row">{size}</th>
                      <td data-label={t("newest.signedAt")}>{moment(language, signedAt)}</td>
                      <td data-label={t("newest.witnesses")}>
                        {witnesses.length === 0 ? t("newest.none") : witnesses.join(", ")}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        )}
        <section className="section">
          <h2>{t("follow.title")}</h2>
          <p>{t("follow.keep")}</p>
          <p>{t("follow.monitor")}</p>
          <pre>
            {["npx cellproof monitor", `--url ${prefix}`, `--log ${vkey}`, "--state DIR --issuer DID"].join(
              goesOn,
            )}
          </pre>
          <p>{t("follow.witness")}</p>
          <pre>
            {["npx cellproof witness", `--log ${vkey}`, "--state DIR --name NAME --listen HOST:PORT"].join(
              goesOn,
            )}
          </pre>
          <p>{t("follow.tools")}</p>
          <h3>{t("follow.paths")}</h3>
          <dl className="facts">
            {places.map(([path, what]) => (
              <div className="facts-pair" key={path}>
                <dt className="identifier">{`/log/${path}`}</dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </PublicFrame>
  );
}
