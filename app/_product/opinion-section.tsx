import type { OpinionView } from "../../server/services/opinion/view.ts";
import type { PassportView } from "../../server/services/passport/view.ts";
import { textOf } from "../_text/text.ts";
import { named } from "../_ui/named.ts";
import { Section } from "./frame.tsx";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly view: PassportView;
}

/** What notified bodies signed about the shown version, or plainly that nobody has; and the chain it stands at the end of. */
export function OpinionSection({ words, view }: Props) {
  const t = textOf(words.language, "opinions");
  const { assessment, modelRecord } = view;
  const record = modelRecord ?? view.record;
  const { opinions, earlierVersion, suppliers } = assessment;
  const { version } = record;
  const path = new URL(record.credential.credentialSubject.id).pathname;
  const footprint = record.credential.credentialSubject.voluntary?.carbonFootprint;
  if (suppliers === null || footprint === undefined) return null;
  return (
    <Section id="opinions" title={t("page.title")}>
      <p>{t("page.lead")}</p>
      {opinions.length > 0 ? null : earlierVersion === null ? (
        <p>
          <strong>{t("page.none", { version })}</strong>
        </p>
      ) : (
        <div className="notice" role="note">
          <p>
            <strong>{t("page.earlier", { version, earlier: earlierVersion })}</strong>
          </p>
          <p>
            <a href={words.href(`${path}/versions/${earlierVersion}`)}>{t("page.earlierLink")}</a>
          </p>
        </div>
      )}
      {opinions.length === 0 ? null : (
        <ul className="plain">
          {opinions.map((opinion) => (
            <li key={opinion.id}>
              <Opinion words={words} opinion={opinion} />
            </li>
          ))}
        </ul>
      )}
      <h3>{t("page.chainTitle")}</h3>
      <ol>
        <li>
          {suppliers.all === 0
            ? t("page.suppliersNone")
            : t("page.suppliers", {
                ...{ all: suppliers.all, signed: suppliers.signed, holding: suppliers.holding },
              })}
          {suppliers.withdrawn === 0 ? null : (
            <strong> {t("page.suppliersWithdrawn", { count: suppliers.withdrawn })}</strong>
          )}
        </li>
        <li>{t("page.declaration", { number: footprint.declarationNumber })}</li>
        <li>{t("page.version", { version, state: t(`overall.${record.verdict.overall}`) })}</li>
        <li>{t("page.opinions", { count: opinions.length })}</li>
      </ol>
    </Section>
  );
}

function Opinion({ words, opinion }: { readonly words: Words; readonly opinion: OpinionView }) {
  const t = textOf(words.language, "opinions");
  const { verdict, remarks } = opinion;
  const failed = verdict.parts.filter(({ state, code }) => state === "failed" && code !== undefined);
  return (
    <>
      <p>
        <strong>
          {t("page.sentence", {
            outcome: t(`outcome.${opinion.outcome}`),
            body: named(words.language, opinion.body, opinion.bodyOriginal),
            date: words.day(opinion.issuedAt),
          })}
        </strong>
      </p>
      {remarks === null ? null : <p>{t("page.remarks", { remarks })}</p>}
      {opinion.isReplaced ? <p>{t("page.replaced")}</p> : null}
      <p className={verdict.overall === "wrong" ? "failed" : "small"}>
        {t("page.checked", { state: t(`overall.${verdict.overall}`) })}
        {failed.map(({ code = "" }) => (
          <span key={code}>
            {" "}
            <a href={words.href(`/help/${code}`)}>{code}</a>
          </span>
        ))}
      </p>
      <p>
        <a href={opinion.path}>{t("page.text")}</a> <span className="id small">{opinion.digest}</span>
      </p>
    </>
  );
}
