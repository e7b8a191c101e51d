import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import { asked } from "../../_ui/asked.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { named } from "../../_ui/named.ts";
import { TransferCard } from "../../console/transfers/transfer-card.tsx";
import { MoreText } from "../../_ui/more-text.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { day } from "../../_ui/shown.ts";
import { CeaseOperator } from "./cease-operator.tsx";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("admin.operators.title") };
}

/** Every operator with its identity, its keys and how much it has here. */
export default async function Operators() {
  const [{ language, t, words }, operators, partners, transfers] = await Promise.all([
    spoken(),
    asked(registry().operator.survey()),
    asked(registry().life.partners()),
    asked(registry().life.transfers()),
  ]);
  const life = textOf(language, "life");
  const s = textOf(language, "status");
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("admin.title"), href: "/admin" }, { name: t("admin.operators.title") }]}
      title={t("admin.operators.title")}
      lead={<p>{t("admin.operators.lead")}</p>}
      action={
        <Link className="button button-primary" href="/admin/operators/new">
          {t("admin.operators.create")}
        </Link>
      }
    >
      {operators.length === 0 ? (
        <div className="empty">
          <strong>{t("admin.operators.emptyTitle")}</strong>
          <p>{t("admin.operators.emptyHelp")}</p>
        </div>
      ) : (
        <>
          <div className="table-words">{t("admin.count.operators", { count: operators.length })}</div>
          <div className="table-frame">
            <table className="stacks">
              <thead>
                <tr>
                  <th scope="col">{t("admin.operators.name")}</th>
                  <th scope="col">{t("admin.operators.slug")}</th>
                  <th scope="col">{t("admin.operators.did")}</th>
                  <th scope="col">{t("admin.operators.key")}</th>
                  <th scope="col" className="number">
                    {t("admin.operators.models")}
                  </th>
                  <th scope="col" className="number">
                    {t("admin.operators.passports")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {operators.map((operator) => (
                  <tr key={operator.id}>
                    <th scope="row">
                      {operator.name}
                      {operator.nameOriginal === null ? null : (
                        <div className="small muted">{operator.nameOriginal}</div>
                      )}
                      {operator.ceased === null ? (
                        <MoreText
                          messages={{ status: messagesOf(language).status, life: messagesOf(language).life }}
                        >
                          <CeaseOperator
                            operatorId={operator.id}
                            name={operator.name}
                            successors={partners
                              .filter(({ id }) => id !== operator.id)
                              .map((one) => ({
                                ...{ id: one.id, name: named(language, one.name, one.nameOriginal) },
                              }))}
                          />
                        </MoreText>
                      ) : (
                        <div className="small">
                          <span className="tag tag-warn">{s("cease.tag")}</span>{" "}
                          {s("cease.since", {
                            date: day(language, operator.ceased.at),
                            reason: s(`cessation.${operator.ceased.reason ?? "unknown"}`),
                          })}
                        </div>
                      )}
                    </th>
                    <td data-label={t("admin.operators.slug")}>
                      <code>{operator.slug}</code>
                    </td>
                    <td className="wide-cell" data-label={t("admin.operators.did")}>
                      <a className="identifier" href={operator.didUrl}>
                        {operator.did}
                      </a>
                    </td>
                    <td className="wide-cell" data-label={t("admin.operators.key")}>
                      {operator.keys.length === 0 ? (
                        <span className="danger">{t("admin.operators.noKey")}</span>
                      ) : (
                        operator.keys.map(({ kid, state, custody }) => (
                          <div key={kid}>
                            {/* The part before the sign is the identity in the column beside it. */}
                            <code className="identifier">{kid.slice(kid.indexOf("#"))}</code>
                            <div className="small muted">
                              {t("admin.keyIs", {
                                ...{
                                  state: words.admin.keyState[state],
                                  custody: words.admin.custody[custody],
                                },
                              })}
                            </div>
                          </div>
                        ))
                      )}
                      <Link className="small" href={`/admin/operators/${operator.id}/keys`}>
                        {t("admin.operators.keys", { name: operator.slug })}
                      </Link>
                    </td>
                    <td className="number" data-label={t("admin.operators.models")}>
                      {operator.modelCount}
                    </td>
                    <td className="number" data-label={t("admin.operators.passports")}>
                      {operator.passportCount}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <section className="section" id="transfers">
            <h2>{life("admin.title")}</h2>
            <p className="muted">{life("admin.lead")}</p>
            {transfers.length === 0 ? <p>{life("admin.none")}</p> : null}
            {transfers.map((transfer) => (
              <TransferCard key={transfer.id} language={language} transfer={transfer} />
            ))}
          </section>
        </>
      )}
    </Screen>
  );
}
