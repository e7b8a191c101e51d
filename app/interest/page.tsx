import type { Metadata } from "next";
import { registry } from "../../server/caller.ts";
import { usageRights } from "../../server/domain/access/interest-rules.ts";
import type { Purpose } from "../../server/domain/access/interest-rules.ts";
import type { InterestGrantView } from "../../server/services/interest/list.ts";
import type { Language } from "../_text/languages.ts";
import { messagesOf, textOf } from "../_text/text.ts";
import { asked } from "../_ui/asked.ts";
import { Bench } from "../_ui/bench.tsx";
import { stateOf } from "../_ui/interest-words.ts";
import type { ScreenProps } from "../_ui/screen-props.ts";
import { day } from "../_ui/shown.ts";
import { signedInAs } from "../_ui/signed-in.ts";
import { signs } from "../_ui/signs.ts";
import { spoken } from "../_ui/spoken.ts";
import { goToProduct } from "../_ui/wanted-product.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("bench.interestTitle"), robots: { index: false } };
}

/** Where a holder of a legitimate interest begins: find a battery, and what was granted. */
export default async function Interest({ searchParams }: ScreenProps) {
  const account = await signedInAs("interest");
  const refused = goToProduct((await searchParams)["product"]);
  const [{ language, words }, grants] = await Promise.all([spoken(), asked(registry().interest.own())]);
  const { interestTitle, interestLead } = words.bench;
  const t = textOf(language, "interest");
  return (
    <Bench title={interestTitle} lead={interestLead} person={account.name} path="/interest" refused={refused}>
      <section className="section">
        <h2>{t("own.title")}</h2>
        <p className="muted">{t("own.lead")}</p>
        {grants.length === 0 ? (
          <p>{t("own.none")}</p>
        ) : (
          <ul className="plain stack">
            {grants.map((grant) => (
              <Grant key={grant.id} language={language} grant={grant} />
            ))}
          </ul>
        )}
        <p>
          <a href="/interest/battery">{textOf(language, "readings")("interest.link")}</a>
        </p>
        <p className="small muted">{t("own.written")}</p>
      </section>
    </Bench>
  );
}

function Grant({ language, grant }: { readonly language: Language; readonly grant: InterestGrantView }) {
  const t = textOf(language, "interest");
  const { purpose, purposeId, batteries, endsOn, isOpen } = grant;
  return (
    <li className="stack">
      <h3>{purpose?.title[language] ?? purposeId}</h3>
      <p className="muted">
        {isOpen ? t("own.until", { day: day(language, endsOn) }) : stateOf(language, grant)}
        {batteries === null ? `${signs(language).comma}${t("own.all")}` : null}
      </p>
      {purpose === null || !isOpen ? null : <Rights language={language} purpose={purpose} />}
      {batteries === null ? null : (
        <ul>
          {batteries.map(({ path, serial }) => (
            <li key={path}>{isOpen ? <a href={`${path}?lang=${language}`}>{serial}</a> : serial}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What a purpose opens and how far it may be used. */
function Rights({ language, purpose }: { readonly language: Language; readonly purpose: Purpose }) {
  const t = textOf(language, "interest");
  const words = messagesOf(language).interest.own;
  const listed = (given: boolean) =>
    usageRights
      .filter((right) => purpose.usage[right] === given)
      .map((right) => words.rights[right])
      .join(words.listOf);
  const [may, mayNot] = [listed(true), listed(false)];
  const opened = (["point2", "point4"] as const).filter((set) => purpose.dataSets.includes(set));
  return (
    <>
      <p>{purpose.about[language]}</p>
      <dl className="facts">
        <dt>{t("own.opens")}</dt>
        <dd>{opened.map((set) => words[set]).join(words.listOf)}</dd>
      </dl>
      <p>
        {may === "" ? null : t("own.may", { rights: may })}{" "}
        {mayNot === "" ? null : t("own.mayNot", { rights: mayNot })}
      </p>
    </>
  );
}
