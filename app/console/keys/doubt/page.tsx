import type { Metadata } from "next";
import { registry } from "../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { mayDo } from "../../../_ui/may.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { oneOf } from "../../../_ui/screen-props.ts";
import { moment } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { Settle, SettleAll } from "./settle.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "keys")("doubt.title") };
}

/** What a compromised key has signed and nobody can rely on, and settling it, one by one or all together. */
export default async function Doubt({ searchParams }: ScreenProps) {
  const kid = oneOf((await searchParams)["key"]);
  const [{ language, t: c }, rows, may] = await Promise.all([
    spoken(),
    asked(registry().key.inDoubt({ kid })),
    mayDo(),
  ]);
  const t = textOf(language, "keys");
  const maySettle = may("passport.revoke");
  const open = rows.filter(({ state }) => state === "valid");
  const counts = {
    anew: open.filter(({ canBeSignedAnew }) => canBeSignedAnew).length,
    withdraw: open.filter(({ canBeWithdrawn }) => canBeWithdrawn).length,
  };
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[
        { name: c("console"), href: "/console" },
        { name: t("title"), href: "/console/keys" },
        { name: t("doubt.title") },
      ]}
      title={t("doubt.title")}
      lead={
        <>
          <p>{t("doubt.lead")}</p>
          <p className="identifier">{kid}</p>
        </>
      }
    >
      <MoreText messages={{ keys: messagesOf(language).keys }}>
        {rows.length === 0 ? (
          <p>{t("doubt.none")}</p>
        ) : (
          <div className="sections">
            {open.length === 0 || !maySettle ? null : (
              <section className="section">
                <h2>{t("doubt.all")}</h2>
                <SettleAll kid={kid} counts={counts} />
              </section>
            )}
            <div className="table-frame">
              <table className="stacks">
                <caption className="visually-hidden">{t("doubt.caption")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t("doubt.product")}</th>
                    <th scope="col">{t("doubt.version")}</th>
                    <th scope="col">{t("doubt.issued")}</th>
                    <th scope="col">{t("doubt.state")}</th>
                    <th scope="col">{t("doubt.act")}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ address, path, level, footprint, version, issuedAt, state, ...can }) => (
                    <tr key={`${address} ${String(version)}`}>
                      <th scope="row" className="wide-cell">
                        <a className="identifier" href={path}>
                          {address}
                        </a>
                        <div className="small muted">
                          {t(`doubt.levels.${level}`, { name: footprint?.productName ?? "" })}
                        </div>
                      </th>
                      <td data-label={t("doubt.version")}>{version}</td>
                      <td data-label={t("doubt.issued")}>{moment(language, issuedAt)}</td>
                      <td data-label={t("doubt.state")}>{t(`doubt.states.${state}`)}</td>
                      <td data-label={t("doubt.act")}>
                        {state === "valid" && maySettle ? (
                          <Settle
                            address={address}
                            footprintId={footprint?.id ?? null}
                            version={version}
                            canBeSignedAnew={can.canBeSignedAnew}
                            canBeWithdrawn={can.canBeWithdrawn}
                          />
                        ) : (
                          "–"
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </div>
        )}
      </MoreText>
    </Screen>
  );
}
