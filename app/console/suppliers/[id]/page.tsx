import { signs } from "../../../_ui/signs.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { boundaryShown } from "../../boundary-shown.ts";
import { Period } from "../../../_ui/period.tsx";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { asStated, day, moment, percent, unitShown } from "../../../_ui/shown.ts";
import { signedInAs } from "../../../_ui/signed-in.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import { factorPath } from "../../factors/factor-path.ts";
import { authorOf } from "../author-of.ts";
import { SignatureTag } from "../signature-tag.tsx";
import { UseAsFactor } from "../use-as-factor.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "suppliers")("title") };
}

/** One supplier's figure: what it says, who signed it, who read it, where it is used. */
export default async function SupplierFigure({ params }: ScreenProps<{ id: string }>) {
  const account = await signedInAs("author", "reviewer", "signer");
  const { id } = await params;
  const [{ language, t }, detail] = await Promise.all([spoken(), asked(registry().supplier.read({ id }))]);
  const s = textOf(language, "suppliers");
  const p = textOf(language, "passport");
  const { library } = messagesOf(language);
  const { footprint: one, verdict } = detail;
  const isPublic = one.operatorId === null;
  const operators = isPublic ? authorOf(account, language) : [];
  const stated = documentTexts(detail.document);
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: s("title"), href: "/console/suppliers" },
        { name: one.productName },
      ]}
      title={
        <>
          {one.productName} <SignatureTag language={language} footprint={one} />
        </>
      }
      lead={<p>{s(isPublic ? "detail.ruleSigned" : "detail.rule")}</p>}
      action={
        one.mayUse && (!isPublic || operators.length > 0) ? (
          <MoreText messages={{ library }}>
            <UseAsFactor
              id={one.id}
              productName={one.productName}
              operators={operators}
              operatorLabel={s("detail.forOperator")}
              figures={[
                { perKilogram: false, label: `${asStated(one.value)} ${unitShown(one.unit, language)}` },
                ...(one.perKilogram === null
                  ? []
                  : [{ perKilogram: true, label: `${asStated(one.perKilogram)} kgCO₂e/kg` }]),
              ]}
            />
          </MoreText>
        ) : null
      }
    >
      {detail.withdrawn === null ? null : (
        <Notice
          tone="danger"
          title={s("detail.withdrawn", {
            date: day(language, detail.withdrawn.at),
            reason: textOf(language, "status")(`revocation.${detail.withdrawn.reason}`),
          })}
        />
      )}
      {one.replacedBy === null ? null : (
        <Notice tone="warn" title={s("detail.replaced")}>
          <p>
            <Link prefetch={false} href={`/console/suppliers/${one.replacedBy}`}>
              {s("detail.newer")}
            </Link>
          </p>
        </Notice>
      )}
      {one.isExpired ? <Notice tone="warn" title={s("detail.expired")} /> : null}
      {detail.hasDigest ? null : <Notice tone="danger" title={s("detail.hashBad")} />}
      <div className="sections">
        <section className="section" aria-labelledby="facts">
          <h2 id="facts">{s("detail.facts")}</h2>
          <dl className="facts">
            <dt>{s("detail.value")}</dt>
            <dd>
              {asStated(one.value)} <span className="unit">{unitShown(one.unit, language)}</span>
            </dd>
            <dt>{s("asked.supplier")}</dt>
            <dd>{one.supplierName}</dd>
            <dt>{s("detail.origin")}</dt>
            <dd>
              {wordIn(library.suppliers.origins, one.origin)}
              {signs(language).comma}
              {moment(language, one.receivedAt)}
            </dd>
            <dt>{s("detail.period")}</dt>
            <dd>
              <Period language={language} from={one.periodStart} to={one.periodEnd} />
            </dd>
            <dt>{s("detail.validUntil")}</dt>
            <dd>{one.validUntil === null ? "–" : day(language, one.validUntil)}</dd>
            <dt>{s("detail.place")}</dt>
            <dd>{one.geography ?? "–"}</dd>
            <dt>{s("detail.boundary")}</dt>
            <dd>{boundaryShown(language, one.boundary)}</dd>
            <dt>{s("detail.gwp")}</dt>
            <dd>{one.gwpSet ?? "–"}</dd>
            <dt>{s("detail.primary")}</dt>
            <dd>{one.primaryDataShare === null ? "–" : percent(one.primaryDataShare)}</dd>
            {one.quality === null ? null : (
              <>
                <dt>{s("detail.quality")}</dt>
                <dd>
                  {[one.quality.TeR, one.quality.GeR, one.quality.TiR]
                    .filter((score) => score !== undefined)
                    .join(" · ")}
                </dd>
              </>
            )}
            {stated.respondent === null ? null : (
              <>
                <dt>{s("detail.respondent")}</dt>
                <dd>{stated.respondent}</dd>
              </>
            )}
            {stated.evidence === null ? null : (
              <>
                <dt>{s("detail.evidence")}</dt>
                <dd className="words-kept">{stated.evidence}</dd>
              </>
            )}
            <dt>{s("detail.hash")}</dt>
            <dd className="identifier">{one.contentHash}</dd>
            {detail.leafIndex === null ? null : (
              <>
                <dt>{s("detail.logged")}</dt>
                <dd>{detail.leafIndex}</dd>
              </>
            )}
          </dl>
          {stated.hasConfidentialLines ? <p className="muted">{s("detail.confidential")}</p> : null}
        </section>
        <section className="section" aria-labelledby="verdict">
          <h2 id="verdict">{s("detail.verdict")}</h2>
          {verdict === null ? (
            <p>{s("detail.unsigned")}</p>
          ) : (
            <ul>
              {verdict.parts.map(({ part, state, code }) => (
                <li key={part}>
                  {p(`verdict.parts.${part}.name`)}
                  {signs(language).colon}
                  {p(`verdict.states.${state}`)}
                  {code === undefined ? null : (
                    <>
                      {" "}
                      <Link href={`/help/${code}`} className="identifier">
                        {code}
                      </Link>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
          {one.recordPath === null ? null : (
            <p>
              <a href={`${one.recordPath}?lang=${language}`}>{s("detail.open")}</a>
            </p>
          )}
        </section>
        <section className="section" aria-labelledby="uses">
          <h2 id="uses">{s("detail.uses")}</h2>
          {detail.uses.length === 0 ? <p className="muted">{s("detail.noUse")}</p> : null}
          <ul>
            {detail.uses.map((use) => (
              <li key={`${use.declarationId} ${use.line}`}>
                <Link href={`/console/declarations/${use.declarationId}`}>
                  {s("detail.use", { subject: use.subject, number: String(use.number), line: use.line })}
                </Link>
              </li>
            ))}
            {one.factors.map((factor) => (
              <li key={`${factor.id}@${String(factor.version)}`}>
                <Link className="identifier" href={factorPath(factor.id)}>
                  {factor.id}@{factor.version}
                </Link>
              </li>
            ))}
          </ul>
        </section>
        {isPublic ? null : (
          <section className="section" aria-labelledby="readings">
            <h2 id="readings">{s("detail.readings")}</h2>
            <ul>
              {detail.readings.map(({ readerName, purpose, at }) => (
                <li key={`${at} ${readerName} ${purpose}`}>
                  {readerName}
                  {signs(language).comma}
                  {moment(language, at)}
                  {signs(language).colon}
                  {s(purpose === "factor" ? "detail.purpose.factor" : "detail.purpose.detail")}
                </li>
              ))}
            </ul>
          </section>
        )}
        <section className="section" aria-labelledby="document">
          <details>
            <summary>{s("detail.document")}</summary>
            <pre className="table-frame small">{detail.document}</pre>
            {detail.record === null ? null : <p className="identifier">{detail.record}</p>}
          </details>
        </section>
      </div>
    </Screen>
  );
}

/** What an answer by link says in words. */
function documentTexts(json: string) {
  const document: unknown = JSON.parse(json);
  const member = (name: string): unknown =>
    typeof document === "object" && document !== null
      ? Object.entries(document).find(([key]) => key === name)?.[1]
      : undefined;
  const text = (name: string) => {
    const value = member(name);
    return member("kind") === "supplier-answer" && typeof value === "string" ? value : null;
  };
  return {
    evidence: text("evidence"),
    respondent: text("respondent"),
    hasConfidentialLines: member("hasConfidentialLines") === true,
  };
}
