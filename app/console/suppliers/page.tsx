import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { named } from "../../_ui/named.ts";
import { Period } from "../../_ui/period.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { asStated, day, footprintShown, percent, unitShown } from "../../_ui/shown.ts";
import { signedInAs } from "../../_ui/signed-in.ts";
import { signs } from "../../_ui/signs.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";
import { factorPath } from "../factors/factor-path.ts";
import { AskSupplier } from "./ask-supplier.tsx";
import { authorOf } from "./author-of.ts";
import { Requests } from "./requests.tsx";
import { SignatureTag } from "./signature-tag.tsx";
import { UseAsFactor } from "./use-as-factor.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "suppliers")("title") };
}

/** Footprints received from suppliers, and the way from each to a factor of one's own. */
export default async function Suppliers() {
  const [account, { language, t }, footprints, requests, published] = await Promise.all([
    signedInAs("author", "reviewer", "signer"),
    spoken(),
    asked(registry().supplier.list()),
    asked(registry().supplier.requests()),
    asked(registry().supplier.published()),
  ]);
  const s = textOf(language, "suppliers");
  const operators = authorOf(account, language);
  const l = textOf(language, "library");
  const title = s("title");
  const { library, suppliers } = messagesOf(language);
  const { comma, semicolon } = signs(language);
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: title }]}
      title={title}
      lead={<p>{l("suppliers.lead")}</p>}
      action={
        <>
          <Link className="button" href="/console/suppliers/products">
            {s("products.title")}
          </Link>
          {operators.length > 0 ? (
            <Link className="button button-primary" href="/console/suppliers/import">
              {l("suppliers.import")}
            </Link>
          ) : null}
        </>
      }
    >
      <MoreText messages={{ suppliers, library }}>
        <section className="section" aria-labelledby="asked">
          <h2 id="asked">{s("asked.title")}</h2>
          <p className="muted">{s("asked.lead")}</p>
          {operators.length > 0 ? (
            <div className="actions">
              <AskSupplier operators={operators} />
            </div>
          ) : null}
          <Requests language={language} requests={requests} />
        </section>
      </MoreText>
      <h2>{s("received.title")}</h2>
      {footprints.length === 0 ? (
        <div className="empty">
          <strong>{l("suppliers.emptyTitle")}</strong>
          <p>{l("suppliers.emptyHelp")}</p>
        </div>
      ) : (
        <MoreText messages={{ library }}>
          <div className="table-frame">
            <table className="stacks stacks-early">
              <thead>
                <tr>
                  <th scope="col">{l("suppliers.supplier")}</th>
                  <th scope="col" className="number">
                    {l("suppliers.value")}
                  </th>
                  <th scope="col">{l("suppliers.period")}</th>
                  <th scope="col">{l("suppliers.place")}</th>
                  <th scope="col" className="number">
                    {l("suppliers.primary")}
                  </th>
                  <th scope="col">{l("suppliers.validUntil")}</th>
                  <th scope="col">{l("suppliers.usedAs")}</th>
                </tr>
              </thead>
              <tbody>
                {footprints.map((one) => (
                  <tr key={one.id} id={one.id}>
                    <th scope="row" className="wide-cell">
                      <Link prefetch={false} href={`/console/suppliers/${one.id}`}>
                        {one.productName}
                      </Link>{" "}
                      <SignatureTag language={language} footprint={one} />
                      <div className="small muted">
                        {one.supplierName}
                        {semicolon}
                        {wordIn(library.suppliers.origins, one.origin)}
                        {comma}
                        {l("suppliers.receivedBy", {
                          name: named(language, one.operatorName ?? "", one.operatorNameOriginal),
                          day: day(language, one.receivedAt),
                        })}
                      </div>
                      <details className="small muted">
                        <summary>{l("suppliers.hash")}</summary>
                        <span className="identifier">{one.contentHash}</span>
                      </details>
                    </th>
                    <td className="number" data-label={l("suppliers.value")}>
                      {asStated(one.value)} <span className="unit">{unitShown(one.unit, language)}</span>
                      {one.perKilogram === null ? null : (
                        <div className="small muted">
                          {l("suppliers.perKilogram", { value: asStated(one.perKilogram) })}
                        </div>
                      )}
                    </td>
                    <td data-label={l("suppliers.period")}>
                      <Period language={language} from={one.periodStart} to={one.periodEnd} />
                    </td>
                    <td data-label={l("suppliers.place")}>{one.geography}</td>
                    <td className="number" data-label={l("suppliers.primary")}>
                      {one.primaryDataShare === null ? "" : percent(one.primaryDataShare)}
                    </td>
                    <td className="nowrap" data-label={l("suppliers.validUntil")}>
                      {one.validUntil === null ? "" : day(language, one.validUntil)}{" "}
                      {one.isExpired ? <span className="tag tag-warn">{l("suppliers.expired")}</span> : null}
                    </td>
                    <td className="wide-cell" data-label={l("suppliers.usedAs")}>
                      {one.factors.map(({ id, version }) => (
                        <div key={`${id}@${String(version)}`}>
                          <Link className="identifier" href={factorPath(id)}>
                            {id}@{version}
                          </Link>
                        </div>
                      ))}
                      {one.mayUse ? (
                        <UseAsFactor
                          id={one.id}
                          productName={one.productName}
                          figures={[
                            {
                              perKilogram: false,
                              label: `${asStated(one.value)} ${unitShown(one.unit, language)}`,
                            },
                            ...(one.perKilogram === null
                              ? []
                              : [
                                  {
                                    perKilogram: true,
                                    label: l("suppliers.perKilogram", { value: asStated(one.perKilogram) }),
                                  },
                                ]),
                          ]}
                        />
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </MoreText>
      )}
      <MoreText messages={{ library }}>
        <section className="section" aria-labelledby="published">
          <h2 id="published">{s("published.title")}</h2>
          <p className="muted">{s("published.lead")}</p>
          {published.length === 0 ? (
            <p className="muted">{s("published.empty")}</p>
          ) : (
            <div className="table-frame">
              <table className="stacks stacks-early">
                <thead>
                  <tr>
                    <th scope="col">{l("suppliers.supplier")}</th>
                    <th scope="col" className="number">
                      {l("suppliers.value")}
                    </th>
                    <th scope="col">{l("suppliers.period")}</th>
                    <th scope="col">{l("suppliers.validUntil")}</th>
                    <th scope="col">{l("suppliers.usedAs")}</th>
                  </tr>
                </thead>
                <tbody>
                  {published.map((one) => (
                    <tr key={one.id}>
                      <th scope="row" className="wide-cell">
                        <Link prefetch={false} href={`/console/suppliers/${one.id}`}>
                          {one.productName}
                        </Link>{" "}
                        <SignatureTag language={language} footprint={one} />
                        <div className="small muted">{one.supplierName}</div>
                      </th>
                      <td className="number" data-label={l("suppliers.value")}>
                        {/* A computed figure may have 34 digits: the record itself, one click away, has them all. */}
                        <span title={one.value}>{footprintShown(one.value)}</span>{" "}
                        <span className="unit">{unitShown(one.unit, language)}</span>
                      </td>
                      <td data-label={l("suppliers.period")}>
                        <Period language={language} from={one.periodStart} to={one.periodEnd} />
                      </td>
                      <td className="nowrap" data-label={l("suppliers.validUntil")}>
                        {one.validUntil === null ? "" : day(language, one.validUntil)}
                      </td>
                      <td className="wide-cell" data-label={l("suppliers.usedAs")}>
                        {operators.length === 0 ? null : (
                          <UseAsFactor
                            id={one.id}
                            productName={one.productName}
                            operators={operators}
                            operatorLabel={s("detail.forOperator")}
                            figures={[
                              {
                                perKilogram: false,
                                label: `${asStated(one.value)} ${unitShown(one.unit, language)}`,
                              },
                            ]}
                          />
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      </MoreText>
    </Screen>
  );
}
