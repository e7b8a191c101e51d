import type { Metadata } from "next";
import { contextOfHeaders, runtime } from "../server/platform/runtime.ts";
import { listPublicPassports } from "../server/services/passport/list-public.ts";
import { isPassportCategory, parseBatteryCategory } from "../server/domain/battery/category.ts";
import type { PublicPassport } from "../server/services/passport/list-public.ts";
import type { Language } from "./_text/languages.ts";
import { textOf } from "./_text/text.ts";
import { pageLanguage } from "./_ui/language.ts";
import { PublicFrame } from "./_ui/public-frame.tsx";
import { readProductQuery } from "../server/domain/identifier/product-query.ts";
import { named } from "./_ui/named.ts";

interface HomeProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = textOf(await pageLanguage(), "passport");
  return { title: { absolute: `Cellproof · ${t("home.title")}` }, description: t("home.lead") };
}

/** A page, not a catalogue: more are found by identifier. */
const shownAtHome = 100;

/** Where everybody starts: find a passport, verify a record, sign in; in a demonstration also what there is to look at. */
export default async function Home({ searchParams }: HomeProps) {
  const [language, { q }] = await Promise.all([pageLanguage(), searchParams]);
  // The list is the same for everyone, so nobody in particular asks.
  const { demonstration, passports } = await listPublicPassports(
    await contextOfHeaders(new Headers()),
    // A demonstration also shows what becomes of the address of a recycled battery.
    { limit: shownAtHome, withEnded: true },
  );
  const t = textOf(language, "passport");
  const inLanguage = `?lang=${language}`;
  return (
    <PublicFrame language={language}>
      <div className="sections">
        <div className="stack">
          <h1>{t("home.title")}</h1>
          <p className="lead">{t("home.lead")}</p>
        </div>
        <Find language={language} query={typeof q === "string" ? q : null} />
        <div className="columns">
          <section className="section" aria-labelledby="verify">
            <h2 id="verify">{t("home.verify.title")}</h2>
            <p>{t("home.verify.line")}</p>
            <p>
              <a className="button" href={`/verify${inLanguage}`}>
                {t("home.verify.link")}
              </a>
            </p>
          </section>
          <section className="section" aria-labelledby="sign-in">
            <h2 id="sign-in">{t("home.signIn.title")}</h2>
            <p>{t("home.signIn.line")}</p>
            <p>
              <a className="button" href={`/sign-in${inLanguage}`}>
                {t("home.signIn.link")}
              </a>
            </p>
          </section>
        </div>
        {demonstration ? <Examples language={language} passports={passports} /> : null}
      </div>
    </PublicFrame>
  );
}

function Find({ language, query }: { readonly language: Language; readonly query: string | null }) {
  const t = textOf(language, "passport");
  const error = query === null ? null : queryError(language, query);
  return (
    <section className="section" aria-labelledby="find">
      <h2 id="find">{t("home.find.title")}</h2>
      <form className="form" action="/find" method="get" role="search">
        <div className="field">
          <label htmlFor="q">{t("home.find.label")}</label>
          {error === null ? null : (
            <p className="field-error" id="q-error" role="alert">
              {error}
            </p>
          )}
          <input
            id="q"
            name="q"
            type="text"
            defaultValue={query ?? ""}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            aria-invalid={error === null ? undefined : true}
            aria-describedby={error === null ? "q-help" : "q-error q-help"}
          />
          <p className="field-help" id="q-help">
            {t("home.find.help")}
          </p>
        </div>
        <input type="hidden" name="lang" value={language} />
        <div className="actions">
          <button className="button-primary" type="submit">
            {t("home.find.submit")}
          </button>
        </div>
      </form>
    </section>
  );
}

/** Why what was typed leads nowhere; null when it would. */
function queryError(language: Language, query: string): string | null {
  const t = textOf(language, "passport");
  const read = readProductQuery(query, runtime().publicUrl);
  if (read.ok) return null;
  const shown = { query: query.trim().slice(0, 200) };
  switch (read.problems[0]?.code) {
    case "E_QUERY_EMPTY":
      return t("home.find.empty");
    case "E_QUERY_FOREIGN":
      return t("home.find.foreign", shown);
    case "E_GTIN_CHECK_DIGIT":
      return t("home.find.checkDigit", shown);
    default:
      return t("home.find.unreadable", shown);
  }
}

function Examples({
  language,
  passports,
}: {
  readonly language: Language;
  readonly passports: readonly PublicPassport[];
}) {
  const t = textOf(language, "passport");
  return (
    <section className="section" aria-labelledby="examples">
      <h2 id="examples">{t("home.examples.title")}</h2>
      <p className="muted">{t("home.examples.line")}</p>
      {passports.length === 0 ? (
        <p>{t("home.examples.none")}</p>
      ) : (
        <div className="table-frame" role="region" aria-label={t("home.examples.caption")} tabIndex={0}>
          <table className="stacks">
            <caption>{t("home.examples.caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("home.examples.model")}</th>
                <th scope="col">{t("home.examples.items")}</th>
                <th scope="col">{t("home.examples.plant")}</th>
                <th scope="col">{t("operator.name")}</th>
              </tr>
            </thead>
            <tbody>
              {passports
                .filter(({ level }) => level === "model")
                .map((model) => (
                  <tr key={model.path}>
                    <th scope="row">
                      <a href={`${model.path}?lang=${language}`}>{model.modelName}</a>
                      <CategoryLine language={language} category={model.category} />
                    </th>
                    <td data-label={t("home.examples.items")}>
                      <ItemLinks
                        language={language}
                        items={passports.filter(({ path }) => path.startsWith(`${model.path}/`))}
                      />
                    </td>
                    <td className="whole-words" data-label={t("home.examples.plant")}>
                      {model.plant}
                    </td>
                    <td data-label={t("operator.name")}>
                      {named(language, model.operatorName, model.operatorNameOriginal)}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function CategoryLine({ language, category }: { readonly language: Language; readonly category: string }) {
  const t = textOf(language, "passport");
  const read = parseBatteryCategory(category);
  if (!read.ok) return null;
  return (
    <div className="muted">
      {t(`category.${read.value}`)}
      {isPassportCategory(read.value) ? null : ` · ${t("home.examples.information")}`}
    </div>
  );
}

function ItemLinks({
  language,
  items,
}: {
  readonly language: Language;
  readonly items: readonly PublicPassport[];
}) {
  const t = textOf(language, "passport");
  if (items.length === 0) return "–";
  return (
    <div className="row">
      {items.map(({ path, serial, isEnded, hasPredecessors }) => (
        <span key={path}>
          <a className="identifier" href={`${path}?lang=${language}`}>
            {serial}
          </a>
          {hasPredecessors ? <span className="muted"> {t("home.examples.secondLife")}</span> : null}
          {isEnded ? <span className="muted"> {t("home.examples.recycled")}</span> : null}
        </span>
      ))}
    </div>
  );
}
