import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { named } from "../../../_ui/named.ts";
import { Screen } from "../../../_ui/screen.tsx";
import { asStated, day, unitShown } from "../../../_ui/shown.ts";
import { signedInAs } from "../../../_ui/signed-in.ts";
import { signs } from "../../../_ui/signs.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import { authorOf } from "../author-of.ts";
import { footprintWithdrawalReasons } from "../../../../server/domain/record/status-reason.ts";
import { WithdrawRecord } from "./withdraw-record.tsx";
import { DeclareProduct, NewProduct } from "./product-forms.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "suppliers")("products.title") };
}

/** What one's own operators supply: products, declarations, signed records, and how many use them. */
export default async function SuppliedProducts() {
  const account = await signedInAs("author", "reviewer", "signer");
  const [{ language, t }, products, plants] = await Promise.all([
    spoken(),
    asked(registry().supplier.products()),
    asked(registry().facility.list()),
  ]);
  const s = textOf(language, "suppliers");
  const { suppliers, status } = messagesOf(language);
  const mine = new Set(authorOf(account, language).map(({ value }) => value));
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: s("title"), href: "/console/suppliers" },
        { name: s("products.title") },
      ]}
      title={s("products.title")}
      lead={<p>{s("products.lead")}</p>}
      action={
        mine.size === 0 || plants.length === 0 ? null : (
          <MoreText messages={{ suppliers }}>
            <NewProduct
              plants={plants
                .filter(({ operatorId }) => mine.has(operatorId))
                .map((plant) => ({
                  value: `${plant.operatorId} ${plant.id}`,
                  label: `${named(language, plant.operatorName, plant.operatorNameOriginal)}${signs(language).colon}${named(language, plant.name, plant.nameOriginal)}`,
                }))}
            />
          </MoreText>
        )
      }
    >
      {products.length === 0 ? <p className="muted">{s("products.empty")}</p> : null}
      <MoreText messages={{ suppliers, status }}>
        <div className="sections">
          {products.map((product) => {
            const { comma } = signs(language);
            const name = language === "zh" ? product.nameZh : product.nameEn;
            return (
              <section className="section" key={product.id} aria-labelledby={product.id}>
                <h2 id={product.id}>{name}</h2>
                <p className="small muted">
                  {named(language, product.operatorName, product.operatorNameOriginal)}
                  {comma}
                  {named(language, product.plant, product.plantOriginal)}
                  {comma}
                  <span className="identifier">{product.code}</span>
                  {comma}
                  {product.declaredUnit}
                </p>
                <dl className="facts">
                  <dt>{s("products.declarations")}</dt>
                  <dd>
                    {product.declarations.map(({ id, number, state }) => (
                      <div key={id}>
                        <Link href={`/console/declarations/${id}`}>
                          {s("products.number", { number: String(number) })}
                        </Link>
                        {comma}
                        {wordIn(suppliers.products.states, state)}
                      </div>
                    ))}
                    {product.mayDeclare ? (
                      <DeclareProduct id={product.id} name={name} unit={product.declaredUnit} />
                    ) : null}
                  </dd>
                  <dt>{s("products.records")}</dt>
                  <dd>
                    {product.records.length === 0 ? s("products.noRecord") : null}
                    {product.records.map((record) => (
                      <div key={record.id}>
                        <a href={`${record.path}?lang=${language}`}>
                          {asStated(record.value)} {unitShown(record.unit, language)}
                        </a>
                        {comma}
                        {day(language, record.issuedAt)}
                        {comma}
                        {s("products.users", { count: record.users })}{" "}
                        {record.isReplaced ? (
                          <span className="tag tag-warn">{s("products.replaced")}</span>
                        ) : null}
                        {record.withdrawn === null ? null : (
                          <>
                            <span className="tag tag-warn">{s("products.withdrawn")}</span>{" "}
                            <span className="small">
                              {s("products.withdrawnOn", {
                                date: day(language, record.withdrawn.at),
                                reason: textOf(language, "status")(`revocation.${record.withdrawn.reason}`),
                              })}
                            </span>
                          </>
                        )}
                        {record.mayWithdraw ? (
                          <WithdrawRecord id={record.id} reasons={footprintWithdrawalReasons} />
                        ) : null}
                      </div>
                    ))}
                  </dd>
                </dl>
              </section>
            );
          })}
        </div>
      </MoreText>
      <p className="small muted">{s("products.rule")}</p>
    </Screen>
  );
}
