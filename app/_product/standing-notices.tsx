import type { ReactNode } from "react";
import type { PartyView, PassportView } from "../../server/services/passport/view.ts";
import type { SuspensionView, VersionStatus } from "../../server/services/status/view.ts";
import { textOf } from "../_text/text.ts";
import { named } from "../_ui/named.ts";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly view: PassportView;
}

/** What stands against relying on this page, before anything else of it is read: withdrawn, its sale stopped, nobody left. */
export function StandingNotices({ words, view }: Props) {
  const t = textOf(words.language, "status");
  const { record, modelRecord, saleStop, operatorCeased, answering } = view;
  const life = textOf(words.language, "life");
  const nameIn = ({ name, nameOriginal }: PartyView) => named(words.language, name, nameOriginal);
  const own = withdrawalIn(words, record.status);
  const ofModel = withdrawalIn(words, modelRecord?.status ?? null);
  const isNewest = record.version === record.newestVersion;
  return (
    <>
      {own === null ? null : (
        <Warning
          title={t(isNewest ? "page.withdrawn" : "page.withdrawnOld", { version: record.version, ...own })}
        >
          {isNewest ? <p>{t("page.withdrawnNext")}</p> : null}
        </Warning>
      )}
      {ofModel === null ? null : <Warning title={t("page.withdrawnModel", ofModel)} />}
      {isNewest && record.signer.slug !== answering.slug ? (
        <div className="notice" role="note">
          <p>
            <strong>{life("page.moved", { answering: nameIn(answering) })}</strong>
          </p>
          <p>{life("page.movedAbout", { signer: nameIn(record.signer) })}</p>
        </div>
      ) : null}
      {saleStop === null ? null : <SaleStop words={words} stop={saleStop} />}
      {operatorCeased === null ? null : (
        <Warning
          title={t("page.ceased", {
            date: words.day(operatorCeased.at),
            reason: t(`cessation.${operatorCeased.reason ?? "unknown"}`),
          })}
        >
          <p>{t("page.ceasedNext")}</p>
        </Warning>
      )}
    </>
  );
}

function SaleStop({ words, stop }: { readonly words: Words; readonly stop: SuspensionView }) {
  const t = textOf(words.language, "status");
  return (
    <Warning
      title={t("page.stopped", {
        authority: named(words.language, stop.authority, stop.authorityOriginal),
        date: words.day(stop.issuedAt),
        reason: t(`suspension.${stop.reason}`),
      })}
    >
      {stop.note === null ? null : <p>{t("page.stoppedNote", { note: stop.note })}</p>}
      <p>{t("page.stoppedNext")}</p>
      <p>
        <a href={stop.path}>{t("page.statement")}</a>
      </p>
    </Warning>
  );
}

/** A version's state in a few words, and why where it was withdrawn. */
export function stateOf(words: Words, status: VersionStatus | null): string {
  const t = textOf(words.language, "status");
  if (status === null) return t("state.valid");
  const state = t(`state.${status.status}`, { date: words.day(status.changedAt) });
  const colon = words.language === "zh" ? "：" : ": ";
  return status.status === "revoked" ? `${state}${colon}${t(`revocation.${status.reason}`)}` : state;
}

function withdrawalIn(words: Words, status: VersionStatus | null) {
  if (status?.status !== "revoked") return null;
  const reason = textOf(words.language, "status")(`revocation.${status.reason}`);
  return { date: words.day(status.changedAt), reason };
}

function Warning({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="notice" role="note">
      <p className="failed">
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}
