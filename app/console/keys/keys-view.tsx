import type { KeyRow, KeySurvey } from "../../../server/services/key/survey.ts";
import type { Language } from "../../_text/languages.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { day, moment } from "../../_ui/shown.ts";
import { AddKey, KeyDeeds } from "./key-deeds.tsx";

interface KeysViewProps {
  readonly language: Language;
  readonly survey: KeySurvey;
  readonly mayChange: boolean;
  /** Signs for the operator: settles what is in doubt, brings what is signed outside. */
  readonly maySign: boolean;
}

/** Keys of one operator: for its people, and for the keeper who helps one that cannot. */
export function KeysView({ language, survey, mayChange, maySign }: KeysViewProps) {
  const t = textOf(language, "keys");
  const { keys, waiting, operatorId } = survey;
  return (
    <MoreText messages={{ keys: messagesOf(language).keys }}>
      <div className="sections">
        {mayChange ? null : <Notice tone="info" title={t("readOnly")} />}
        {waiting.length === 0 ? null : (
          <section className="section">
            <h2>{t("waiting.title")}</h2>
            <p>{t("waiting.lead")}</p>
            <ul>
              {waiting.map(({ id, purpose, createdAt }) => (
                <li key={id}>
                  {t("waiting.row", { what: wordOf(t, purpose), moment: moment(language, createdAt) })}{" "}
                  {maySign ? <a href={`/console/keys/signing/${id}`}>{t("waiting.open")}</a> : null}
                </li>
              ))}
            </ul>
          </section>
        )}
        <section className="section">
          <h2>{t("list.title")}</h2>
          <div className="table-frame">
            <table className="stacks">
              <caption className="visually-hidden">{t("list.caption")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("list.key")}</th>
                  <th scope="col">{t("list.holder")}</th>
                  <th scope="col">{t("list.use")}</th>
                  <th scope="col">{t("list.state")}</th>
                  <th scope="col">{t("list.signed")}</th>
                  {mayChange ? <th scope="col">{t("list.change")}</th> : null}
                </tr>
              </thead>
              <tbody>
                {keys.map((key) => (
                  <tr key={key.kid}>
                    <th scope="row" className="wide-cell">
                      <code className="identifier">{nameOf(key)}</code>
                      <div className="small muted">{key.alg}</div>
                    </th>
                    <td data-label={t("list.holder")}>
                      {t(`holder.${key.signer}`, { name: key.signerKey ?? "" })}
                    </td>
                    <td data-label={t("list.use")}>{t(`use.${key.use}`)}</td>
                    <td data-label={t("list.state")}>
                      <State language={language} entry={key} />
                      <div className="small">
                        <a href={`/log/proof/${String(key.leafIndex)}.tlog-proof`} download>
                          {t("list.proof", { index: key.leafIndex })}
                        </a>
                      </div>
                    </td>
                    <td data-label={t("list.signed")}>
                      {key.use === "status" ? "–" : t("list.records", { count: key.recordCount })}
                      {key.inDoubt === 0 ? null : (
                        <div className="danger">{t("list.doubt", { count: key.inDoubt })}</div>
                      )}
                      {key.state === "compromised" ? (
                        <div className="small">
                          <a href={`/console/keys/doubt?key=${encodeURIComponent(key.kid)}`}>
                            {t("compromise.settle")}
                          </a>
                        </div>
                      ) : null}
                    </td>
                    {mayChange ? (
                      <td data-label={t("list.change")}>
                        <KeyDeeds
                          operatorId={operatorId}
                          kid={key.kid}
                          name={nameOf(key)}
                          mayRotate={key.isNext && key.signer === "process" && key.use === "passport"}
                          mayRetire={key.state === "active" && hasAnother(keys, key)}
                          mayDeclare={key.state !== "compromised"}
                        />
                      </td>
                    ) : null}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        {mayChange ? (
          <section className="section">
            <h2>{t("add.title")}</h2>
            <p>{t("add.lead")}</p>
            <AddKey operatorId={operatorId} holders={survey.holders} />
          </section>
        ) : null}
        <section className="section">
          <h2>{t("identity.title")}</h2>
          <dl className="facts">
            <dt>{t("identity.did")}</dt>
            <dd className="identifier">{survey.did}</dd>
            <dt>{t("identity.document")}</dt>
            <dd>
              <a
                className="identifier"
                href={`/op/${survey.slug}/did.json`}
              >{`/op/${survey.slug}/did.json`}</a>
            </dd>
            <dt>{t("identity.jwks")}</dt>
            <dd>
              <a className="identifier" href={`/op/${survey.slug}/jwks.json`}>
                {`/op/${survey.slug}/jwks.json`}
              </a>
            </dd>
            <dt>{t("identity.metadata")}</dt>
            <dd>
              <a className="identifier" href={`/.well-known/jwt-vc-issuer/op/${survey.slug}`}>
                {`/.well-known/jwt-vc-issuer/op/${survey.slug}`}
              </a>
            </dd>
          </dl>
        </section>
      </div>
    </MoreText>
  );
}

function State({ language, entry }: { readonly language: Language; readonly entry: KeyRow }) {
  const t = textOf(language, "keys");
  const { state, createdAt, retiredAt, compromisedSince } = entry;
  if (state === "compromised")
    return (
      <span className="danger">
        {t("state.compromised", { date: moment(language, compromisedSince ?? createdAt) })}
      </span>
    );
  if (state === "retired") return t("state.retired", { date: day(language, retiredAt ?? createdAt) });
  return (
    <>
      {t("state.active", { date: day(language, createdAt) })}
      <div className={entry.isNext ? "small" : "small muted"}>
        {entry.isPublished ? (entry.isNext ? t("list.next") : t("list.spare")) : t("list.pending")}
      </div>
    </>
  );
}

function nameOf({ kid }: Pick<KeyRow, "kid">): string {
  return kid.slice(kid.indexOf("#"));
}

function hasAnother(keys: readonly KeyRow[], { kid, use }: KeyRow): boolean {
  return keys.some((other) => other.kid !== kid && other.use === use && other.state === "active");
}

const waitingWords = [
  ...["release", "modelRelease", "item", "batch", "itemRenewal"],
  ...["transfer", "waste", "secondLife", "signAnew", "importedItems"],
] as const;

function wordOf(t: ReturnType<typeof textOf<"keys">>, purpose: string): string {
  const known = waitingWords.find((one) => one === purpose);
  return t(`waiting.${known ?? "reissue"}`);
}
