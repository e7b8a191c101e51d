import type { PassportView, VersionRow } from "../../server/services/passport/view.ts";
import { PublicPage, Section, TableFrame } from "./frame.tsx";
import { nameOf } from "./passport-page.tsx";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly view: PassportView;
  readonly versions: readonly VersionRow[];
  readonly path: string;
}

/** The history of a passport: every signed version with its reason and its digest; each stays readable. */
export function VersionsPage({ words, view, versions, path }: Props) {
  const { t, href, moment } = words;
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
                <th scope="col">{t("version.reason")}</th>
                <th scope="col">{t("version.digest")}</th>
              </tr>
            </thead>
            <tbody>
              {versions.map(({ version, issuedAt, reason, digest, current }) => (
                <tr key={version}>
                  <th scope="row">
                    <a href={href(`${view.path}/versions/${version}`)}>{t("version.open", { version })}</a>
                    {current ? ` (${t("version.newest")})` : null}
                  </th>
                  <td>{moment(issuedAt)}</td>
                  <td className="words">
                    {reason ?? t(version === 1 ? "version.first" : "version.noReason")}
                  </td>
                  <td className="id">{digest}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
        <p>
          <a href={href(view.path)}>{t("version.back")}</a>
        </p>
      </Section>
    </PublicPage>
  );
}
