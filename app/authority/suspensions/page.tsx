import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import type { SuspensionView } from "../../../server/services/status/view.ts";
import type { Language } from "../../_text/languages.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { named } from "../../_ui/named.ts";
import { Notice } from "../../_ui/notice.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { day } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { LiftStop, StopSale } from "./act-forms.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "status")("authority.title") };
}

/** What authorities said about the sale of products, and saying more in the name of one's own. */
export default async function Suspensions() {
  const [{ language, t, words }, { authorities, products }] = await Promise.all([
    spoken(),
    asked(registry().passport.suspensions()),
  ]);
  const s = textOf(language, "status");
  const bodies = authorities.map(({ id, name, nameOriginal }) => ({
    id,
    name: named(language, name, nameOriginal),
  }));
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: words.bench.authorityTitle, href: "/authority" }, { name: s("authority.title") }]}
      title={s("authority.title")}
      lead={s("authority.lead")}
    >
      <MoreText messages={{ status: messagesOf(language).status }}>
        <div className="sections">
          <section className="section">
            <h2>{s("authority.newTitle")}</h2>
            {bodies.length === 0 ? (
              <Notice tone="info" title={s("authority.nobody")} />
            ) : (
              <StopSale authorities={bodies} />
            )}
          </section>
          <section className="section">
            <h2>{s("authority.listTitle")}</h2>
            {products.length === 0 ? <p>{s("authority.none")}</p> : null}
            {products.length === 0 ? null : (
              <div className="table-frame">
                <table className="stacks">
                  <caption className="visually-hidden">{s("authority.listCaption")}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{s("authority.product")}</th>
                      <th scope="col">{s("authority.standing")}</th>
                      <th scope="col">{s("authority.act")}</th>
                      <th scope="col">{s("authority.step")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {products.map(({ productUrl, path, acts, liftableBy }) => {
                      const isStopped = acts[0]?.action === "suspend";
                      return (
                        <tr key={productUrl}>
                          <th scope="row">
                            <a className="identifier" href={path}>
                              {productUrl}
                            </a>
                          </th>
                          <td data-label={s("authority.standing")}>
                            <strong>{s(isStopped ? "authority.stands" : "authority.free")}</strong>
                          </td>
                          <td data-label={s("authority.act")}>
                            <ul className="plain">
                              {acts.map((act) => (
                                <li key={act.id}>
                                  <Act language={language} act={act} />
                                </li>
                              ))}
                            </ul>
                          </td>
                          <td data-label={s("authority.step")}>
                            {liftableBy === null ? null : (
                              <LiftStop productUrl={productUrl} authorityId={liftableBy} />
                            )}
                            {isStopped && liftableBy === null ? s("authority.other") : null}
                            {isStopped ? null : "–"}
                          </td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        </div>
      </MoreText>
    </Screen>
  );
}

function Act({ language, act }: { readonly language: Language; readonly act: SuspensionView }) {
  const s = textOf(language, "status");
  return (
    <>
      {s("authority.line", {
        action: s(`page.act.${act.action}`),
        date: day(language, act.issuedAt),
        authority: named(language, act.authority, act.authorityOriginal),
        reason: s(`suspension.${act.reason}`),
      })}
      {act.note === null ? null : <div className="small muted">{act.note}</div>}
      <div className="small">
        <a href={act.path}>{s("page.statement")}</a>
      </div>
    </>
  );
}
