import type { ReactNode } from "react";
import type { TransferView } from "../../../server/services/life/view.ts";
import type { Language } from "../../_text/languages.ts";
import { textOf } from "../../_text/text.ts";
import { named } from "../../_ui/named.ts";
import { moment } from "../../_ui/shown.ts";
import { signs } from "../../_ui/signs.ts";

interface TransferCardProps {
  readonly language: Language;
  readonly transfer: TransferView;
  /** What the reader may do about it. */
  readonly children?: ReactNode;
}

/** One transfer: who, what, of which passports, how it stands. */
export function TransferCard({ language, transfer, children }: TransferCardProps) {
  const t = textOf(language, "life");
  const { kind, operation, from, to, state, note, document, passports, passportCount } = transfer;
  const of = ({ name, nameOriginal }: TransferView["from"]) => named(language, name, nameOriginal);
  const someone = t("transfers.someone");
  const isWaiting = kind === "secondLife" && state === "accepted" && transfer.succeededCount === 0;
  return (
    <article className="stack" data-transfer={transfer.id}>
      <h3>
        {t(`transfers.short.${kind}`)}
        {operation === null ? null : `${signs(language).colon}${t(`transfers.operations.${operation}`)}`}
      </h3>
      <p>
        {t("transfers.fromTo", { from: of(from), to: of(to) })} ·{" "}
        <strong>{isWaiting ? t("transfers.waiting") : t(`transfers.states.${state}`)}</strong>
      </p>
      <p className="small muted">
        {t("transfers.offeredAt", {
          time: moment(language, transfer.offeredAt),
          name: transfer.offeredBy ?? someone,
        })}
        {transfer.decidedAt === null ? null : (
          <>
            {" · "}
            {t("transfers.decidedAt", {
              state: t(`transfers.states.${state}`),
              time: moment(language, transfer.decidedAt),
              name: transfer.decidedBy ?? someone,
            })}
          </>
        )}
      </p>
      {note === null ? null : (
        <p>
          {t("transfers.note")}
          {signs(language).colon}
          {note}
        </p>
      )}
      {document === null ? null : (
        <p>
          <a href={`/api/evidence/${document.id}`}>
            {t("transfers.document")}
            {signs(language).colon}
            {document.title}
          </a>
        </p>
      )}
      <details>
        <summary>{t("transfers.passports", { count: passportCount })}</summary>
        <ul className="plain">
          {passports.map(({ productUrl, path, modelName, serial }) => (
            <li key={productUrl}>
              <a href={path}>{[modelName, serial].filter((part) => part !== null).join(" · ")}</a>{" "}
              <span className="identifier small">{productUrl}</span>
            </li>
          ))}
        </ul>
        {passportCount > passports.length ? (
          <p className="small">
            <a href={`/console/transfers/passports?of=${transfer.id}`}>
              {t("transfers.all", { count: passportCount })}
            </a>
          </p>
        ) : null}
      </details>
      <div className="actions">{children}</div>
    </article>
  );
}
