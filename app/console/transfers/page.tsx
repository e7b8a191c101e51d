import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import type { Catalogue } from "../../../server/domain/catalogue/catalogue.ts";
import type { TransferView } from "../../../server/services/life/view.ts";
import type { Language } from "../../_text/languages.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { getsPassport } from "../../_ui/gets-passport.ts";
import { mayDo } from "../../_ui/may.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { named } from "../../_ui/named.ts";
import { Screen } from "../../_ui/screen.tsx";
import { spoken } from "../../_ui/spoken.ts";
import { askedFields } from "./asked-fields.ts";
import { OfferForm } from "./offer-form.tsx";
import { SecondLifeForm } from "./second-life-form.tsx";
import { SignAnew } from "./sign-anew.tsx";
import { AcceptTransfer, EndTransfer } from "./transfer-acts.tsx";
import { TransferCard } from "./transfer-card.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "life")("transfers.title") };
}

/** Offers in and out, what was taken over and waits for its first signature, and the steps to begin with. */
export default async function Transfers() {
  const [{ language, t: c }, transfers, partners, operators, models, catalogue, may] = await Promise.all([
    spoken(),
    asked(registry().life.transfers()),
    asked(registry().life.partners()),
    asked(registry().operator.list()),
    asked(registry().model.list()),
    asked(registry().catalogue.current()),
    mayDo(),
  ]);
  const t = textOf(language, "life");
  const unsigned = may("item.issue") ? await asked(registry().life.unsigned()) : [];
  const isOwn = (id: string) => operators.some((one) => one.id === id);
  const ofName = ({ name, nameOriginal }: { readonly name: string; readonly nameOriginal: string | null }) =>
    named(language, name, nameOriginal);
  const giving = operators.filter(({ id }) => may("transfer.offer", id));
  const making = models.filter(
    ({ operatorId, releasedVersion, category }) =>
      releasedVersion !== null && getsPassport(category) && may("life.change", operatorId),
  );
  const sides = [
    {
      id: "in",
      title: t("transfers.in"),
      none: t("transfers.noneIn"),
      rows: transfers.filter(({ to }) => isOwn(to.id)),
    },
    {
      id: "out",
      title: t("transfers.out"),
      none: t("transfers.noneOut"),
      rows: transfers.filter(({ from }) => isOwn(from.id)),
    },
  ];
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[{ name: c("console"), href: "/console" }, { name: t("transfers.title") }]}
      title={t("transfers.title")}
      lead={t("transfers.lead")}
    >
      <MoreText messages={{ life: messagesOf(language).life }}>
        <div className="sections">
          {unsigned.map(({ operatorId, open }) => (
            <section className="section" key={operatorId}>
              <h2>{t("transfers.unsigned")}</h2>
              <p>{t("transfers.unsignedLead", { count: open })}</p>
              <SignAnew operatorId={operatorId} />
            </section>
          ))}
          {sides.map(({ id, title, none, rows }) => (
            <section className="section" id={id} key={id}>
              <h2>{title}</h2>
              {rows.length === 0 ? <p className="muted">{none}</p> : null}
              {rows.map((transfer) => (
                <TransferCard key={transfer.id} language={language} transfer={transfer}>
                  {id === "in" && may("transfer.decide", transfer.to.id) ? (
                    <Answer language={language} catalogue={catalogue} transfer={transfer} />
                  ) : null}
                  {id === "out" && transfer.state === "offered" && may("transfer.offer", transfer.from.id) ? (
                    <EndTransfer id={transfer.id} how="withdraw" />
                  ) : null}
                </TransferCard>
              ))}
            </section>
          ))}
          {giving.length === 0 ? null : (
            <section className="section" id="offer">
              <h2>{t("transfers.offer")}</h2>
              <p>{t("transfers.offerLead")}</p>
              <OfferForm
                own={giving.map((one) => ({ id: one.id, name: ofName(one) }))}
                partners={partners.map((one) => ({
                  id: one.id,
                  name: `${ofName(one)} · ${one.identifier}`,
                }))}
              />
            </section>
          )}
          {making.length === 0 ? null : (
            <section className="section" id="second-life">
              <h2>{t("transfers.second")}</h2>
              <p>{t("transfers.secondLead")}</p>
              <SecondLifeForm
                models={making.map(({ id, name, category }) => ({
                  ...{ id, name, asked: askedFields(catalogue, language, category) },
                }))}
              />
            </section>
          )}
        </div>
      </MoreText>
    </Screen>
  );
}

/** What the operator that takes over may do: accept, or say no; also to a consent of which nothing was made. */
function Answer({
  language,
  catalogue,
  transfer,
}: {
  readonly language: Language;
  readonly catalogue: Catalogue;
  readonly transfer: TransferView;
}) {
  const { id, kind, state, digest, passports, succeededCount } = transfer;
  const isUnused = kind === "secondLife" && state === "accepted" && succeededCount === 0;
  if (state !== "offered") return isUnused ? <EndTransfer id={id} how="decline" /> : null;
  const batteries =
    kind === "waste"
      ? passports.map(({ productUrl, modelName, serial, category }) => ({
          productUrl,
          name: [modelName, serial].filter((part) => part !== null).join(" · "),
          asked: askedFields(catalogue, language, category),
        }))
      : [];
  return (
    <>
      <AcceptTransfer id={id} kind={kind} digest={digest} batteries={batteries} />
      <EndTransfer id={id} how="decline" />
    </>
  );
}
