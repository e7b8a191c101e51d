import type { Metadata } from "next";
import { registry } from "../../../../server/caller.ts";
import { revocationReasons } from "../../../../server/domain/record/status-reason.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { mayDo } from "../../../_ui/may.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { named } from "../../../_ui/named.ts";
import { Notice } from "../../../_ui/notice.tsx";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { oneOf } from "../../../_ui/screen-props.ts";
import { day, moment } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { WithdrawForm } from "./withdraw-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "status")("console.short") };
}

/** One passport for its operator: versions and what became of them, acts of authorities, and withdrawing a version. */
export default async function PassportStatusScreen({ searchParams }: ScreenProps) {
  const productUrl = oneOf((await searchParams)["product"]);
  const [{ language, t }, status, may] = await Promise.all([
    spoken(),
    asked(registry().passport.status({ productUrl })),
    mayDo(),
  ]);
  const s = textOf(language, "status");
  const name = [status.modelName, status.serial].filter((part) => part !== null).join(" · ");
  const open = status.versions.filter(({ status: became }) => became?.status !== "revoked");
  const [stop] = status.suspensions;
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: t("passports.title"), href: "/console/passports" },
        { name: s("console.short") },
      ]}
      title={s("console.title", { name })}
      lead={
        <>
          {s("console.lead")} <span className="identifier">{status.productUrl}</span>
        </>
      }
      action={
        <a className="button" href={status.path}>
          {s("console.publicPage")}
        </a>
      }
    >
      <div className="sections">
        {stop?.action === "suspend" ? (
          <Notice
            tone="danger"
            title={s("page.stopped", {
              authority: named(language, stop.authority, stop.authorityOriginal),
              date: day(language, stop.issuedAt),
              reason: s(`suspension.${stop.reason}`),
            })}
          >
            {stop.note === null ? null : <p>{s("page.stoppedNote", { note: stop.note })}</p>}
            <p>
              <a href={stop.path}>{s("page.statement")}</a>
            </p>
          </Notice>
        ) : null}
        <section className="section">
          <h2>{s("console.history")}</h2>
          <div className="table-frame">
            <table className="stacks">
              <caption className="visually-hidden">{s("console.historyCaption")}</caption>
              <thead>
                <tr>
                  <th scope="col">{s("console.version")}</th>
                  <th scope="col">{s("console.signed")}</th>
                  <th scope="col">{s("column")}</th>
                  <th scope="col">{s("console.why")}</th>
                </tr>
              </thead>
              <tbody>
                {status.versions.map(({ version, issuedAt, status: became, note }) => (
                  <tr key={version}>
                    <th scope="row">
                      <a href={`${status.path}/versions/${version}`}>{s("console.versionN", { version })}</a>
                    </th>
                    <td data-label={s("console.signed")}>{moment(language, issuedAt)}</td>
                    <td data-label={s("column")}>
                      {became === null
                        ? s("state.valid")
                        : s(`state.${became.status}`, { date: day(language, became.changedAt) })}
                      {became === null ? null : (
                        <div className="small muted">{s("console.logged", { index: became.leafIndex })}</div>
                      )}
                    </td>
                    <td data-label={s("console.why")}>
                      {became?.status === "revoked" ? s(`revocation.${became.reason}`) : "–"}
                      {note === null ? null : (
                        <div className="small muted">{s("console.note", { note })}</div>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section className="section">
          <h2>{s("console.deliveries")}</h2>
          <p>{s("console.deliveriesLead")}</p>
          {status.deliveries.length === 0 ? <p className="muted">{s("console.noDeliveries")}</p> : null}
          {status.deliveries.length === 0 ? null : (
            <div className="table-frame">
              <table className="stacks">
                <caption className="visually-hidden">{s("console.deliveries")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{s("console.deliveredAt")}</th>
                    <th scope="col">{s("console.version")}</th>
                    <th scope="col">{s("console.deliveredTo")}</th>
                    <th scope="col">{s("console.deliveredWhat")}</th>
                  </tr>
                </thead>
                <tbody>
                  {status.deliveries.map(({ at, version, audience, dataSets }, place) => (
                    // oxlint-disable-next-line react/no-array-index-key -- rows of the past: none moves
                    <tr key={place}>
                      <th scope="row">{moment(language, at)}</th>
                      <td data-label={s("console.version")}>{version}</td>
                      <td data-label={s("console.deliveredTo")}>{s(`console.audience.${audience}`)}</td>
                      <td data-label={s("console.deliveredWhat")}>
                        {dataSets.map((set) => s(`console.dataSet.${set}`)).join(" · ")}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        <section className="section">
          <h2>{s("console.withdraw")}</h2>
          <p>{s("console.withdrawLead")}</p>
          {!may("passport.revoke", status.operatorId) ? <p>{s("console.notAllowed")}</p> : null}
          {may("passport.revoke", status.operatorId) ? (
            <MoreText messages={{ status: messagesOf(language).status }}>
              <WithdrawForm
                productUrl={status.productUrl}
                versions={open.map(({ version }) => version)}
                reasons={revocationReasons}
              />
            </MoreText>
          ) : null}
        </section>
      </div>
    </Screen>
  );
}
