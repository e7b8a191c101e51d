import type { PassportView, VersionRow } from "../../server/services/passport/view.ts";
import { PublicPage, Section, TableFrame } from "./frame.tsx";
import { nameOf } from "./passport-page.tsx";
import { stateOf } from "./standing-notices.tsx";
import { textOf } from "../_text/text.ts";
import { named } from "../_ui/named.ts";
import type { Words } from "./words.ts";
import { bracketed } from "../_ui/signs.ts";

interface Props {
  readonly words: Words;
  readonly view: PassportView;
  readonly versions: readonly VersionRow[];
  readonly path: string;
}

/** The history of a passport: every signed version with its reason and its digest; each stays readable. */
export function VersionsPage({ words, view, versions, path }: Props) {
  const { t, href, moment } = words;
  const s = textOf(words.language, "status");
  const title = t("version.pageTitle", { name: nameOf(view) });
  return (
    <PublicPage words={words} title={title} path={path} demonstration={view.demonstration}>
      <div className="identity">
        <div>
          <h1>{title}</h1>
          <p className="id">{view.productUrl}</p>
        </div>
      </div>
      <Section id="history" title={t("version.title")}>
        <TableFrame label={t("version.caption")}>
          <table>
            <caption>{t("version.caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("version.number")}</th>
                <th scope="col">{t("version.signed")}</th>
                <th scope="col">{textOf(words.language, "life")("page.signerColumn")}</th>
                <th scope="col">{s("column")}</th>
                <th scope="col">{t("version.reason")}</th>
                <th scope="col">{t("version.digest")}</th>
              </tr>
            </thead>
            <tbody>
              {versions.map(({ version, issuedAt, signer, reason, digest, current, status }) => (
                <tr key={version}>
                  <th scope="row" className="words">
                    <a href={href(`${view.path}/versions/${version}`)}>{t("version.open", { version })}</a>
                    {current ? bracketed(words.language, t("version.newest")) : null}
                  </th>
                  <td>{moment(issuedAt)}</td>
                  <td className="words">{named(words.language, signer.name, signer.nameOriginal)}</td>
                  <td className="words">{stateOf(words, status)}</td>
                  <td className="words">
                    {reasonIn(words, reason) ?? t(version === 1 ? "version.first" : "version.noReason")}
                  </td>
                  <td className="id words">{digest}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
        <p>
          <a href={href(view.path)}>{t("version.back")}</a>
        </p>
      </Section>
      {view.suspensions.length === 0 ? null : (
        <Section id="acts" title={s("page.acts")}>
          <TableFrame label={s("page.actsCaption")}>
            <table>
              <caption>{s("page.actsCaption")}</caption>
              <thead>
                <tr>
                  <th scope="col">{s("page.when")}</th>
                  <th scope="col">{s("page.authority")}</th>
                  <th scope="col">{s("page.what")}</th>
                  <th scope="col">{s("page.statement")}</th>
                </tr>
              </thead>
              <tbody>
                {view.suspensions.map((act) => (
                  <tr key={act.id}>
                    <th scope="row">{moment(act.issuedAt)}</th>
                    <td>{named(words.language, act.authority, act.authorityOriginal)}</td>
                    <td className="words">
                      <strong>{s(`page.act.${act.action}`)}</strong>
                      <div>{s(`suspension.${act.reason}`)}</div>
                      {act.note === null ? null : <div>{act.note}</div>}
                    </td>
                    <td className="id words">
                      <a href={act.path}>{act.digest}</a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
        </Section>
      )}
    </PublicPage>
  );
}

/** Codes of the registry in words; what a person wrote as it stands. */
function reasonIn({ language }: Words, reason: string | null): string | null {
  const t = textOf(language, "life");
  return reason === "responsibilityMoved" || reason === "newValues" ? t(`reasons.${reason}`) : reason;
}
