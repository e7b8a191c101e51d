import { librarySource } from "../../../server/domain/carbon-footprint/library/library-words.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import type { FactorRow } from "../../../server/services/factor/search.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { named } from "../../_ui/named.ts";
import { oneOf } from "../../_ui/screen-props.ts";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { asStated, day, unitShown } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";
import { factorPath } from "./factor-path.ts";
import { LibraryFilter } from "./library-filter.tsx";
import { LibraryFrame } from "./library-frame.tsx";
import { signs } from "../../_ui/signs.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "library")("title") };
}

const filters = ["search", "dimension", "geography", "category", "year", "origin"] as const;

/** The factors somebody may calculate with: those of the library, and own ones. */
export default async function Factors({ searchParams }: ScreenProps) {
  const query = await searchParams;
  const wanted = Object.fromEntries(filters.map((name) => [name, oneOf(query[name])]));
  const given = (name: (typeof filters)[number]) => wanted[name] ?? "";
  const origin = given("origin");
  const [{ language, t }, account, found] = await Promise.all([
    spoken(),
    asked(registry().account.me()),
    asked(
      registry().factor.search({
        search: given("search"),
        dimension: given("dimension") || undefined,
        geography: given("geography") || undefined,
        category: given("category") || undefined,
        year: /^\d{4}$/.test(given("year")) ? Number(given("year")) : undefined,
        origin: origin === "library" || origin === "own" ? origin : undefined,
        page: /^\d{1,6}$/.test(oneOf(query["page"])) ? Number(oneOf(query["page"])) : undefined,
      }),
    ),
  ]);
  const l = textOf(language, "library");
  const { dimension, category } = messagesOf(language).library;
  const isAuthor = account?.memberships.some(({ role }) => role === "author") ?? false;
  const choice = (
    name: (typeof filters)[number],
    label: string,
    options: readonly (readonly [string, string])[],
  ) => ({
    ...{ name, label, value: given(name) },
    options: options.map(([value, word]) => ({ value, label: word })),
  });
  return (
    <LibraryFrame
      tab="factors"
      action={
        isAuthor ? (
          <Link className="button button-primary" href="/console/factors/new">
            {l("own.add")}
          </Link>
        ) : null
      }
    >
      <LibraryFilter
        path="/console/factors"
        search={given("search")}
        words={l("search.found", { count: found.total })}
        choices={[
          choice(
            "dimension",
            l("search.dimension"),
            found.dimensions.map((name) => [name, wordIn(dimension, name)]),
          ),
          choice(
            "category",
            l("search.category"),
            found.categories.map((name) => [name, wordIn(category, name)]),
          ),
          choice(
            "geography",
            l("search.geography"),
            found.geographies.map((name) => [name, name]),
          ),
          choice(
            "year",
            l("search.year"),
            found.years.map((year) => [String(year), String(year)]),
          ),
          choice("origin", l("search.origin"), [
            ["library", l("search.library")],
            ["own", l("search.own")],
          ]),
        ]}
      />
      {found.rows.length === 0 ? (
        <div className="empty">
          <strong>{l("search.noneTitle")}</strong>
          <p>{l("search.noneHelp")}</p>
        </div>
      ) : (
        <div className="table-frame">
          <table className="stacks stacks-early">
            <thead>
              <tr>
                <th scope="col">{l("column.name")}</th>
                <th scope="col" className="number">
                  {l("column.value")}
                </th>
                <th scope="col">{l("column.unit")}</th>
                <th scope="col">{l("column.place")}</th>
                <th scope="col">{l("column.year")}</th>
                <th scope="col">{l("column.source")}</th>
              </tr>
            </thead>
            <tbody>
              {found.rows.map((factor) => (
                <tr key={factor.id} id={factor.id}>
                  <th scope="row" className="wide-cell">
                    <Link href={factorPath(factor.id)}>
                      {language === "zh" ? factor.nameZh : factor.nameEn}
                    </Link>{" "}
                    {tags(factor)}
                    <div className="small muted identifier">
                      {factor.id}@{factor.version}
                    </div>
                  </th>
                  <td className="number" data-label={l("column.value")}>
                    <span title={factor.value}>{asStated(factor.value)}</span>
                  </td>
                  <td className="unit" data-label={l("column.unit")}>
                    {unitShown(factor.unit, language)}
                  </td>
                  <td data-label={l("column.place")}>{factor.geography}</td>
                  <td className="nowrap" data-label={l("column.year")}>
                    {factor.year}
                  </td>
                  <td className="wide-cell small" data-label={l("column.source")}>
                    {librarySource(factor.sourceTitle, factor.sourceWhere)[language]}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.pages === 1 ? null : (
        <nav className="row" aria-label={l("search.pagesLabel")}>
          {found.page === 1 ? null : (
            <Link href={pagePath(wanted, found.page - 1)}>{l("search.before")}</Link>
          )}
          <span className="muted">{l("search.page", { page: found.page, pages: found.pages })}</span>
          {found.page === found.pages ? null : (
            <Link href={pagePath(wanted, found.page + 1)}>{l("search.after")}</Link>
          )}
        </nav>
      )}
      <section className="section" id="version">
        <h2>{l("version.library")}</h2>
        <p className="identifier">{found.factorSetHash}</p>
        <p className="muted">{l("version.help")}</p>
        {found.history.length < 2 ? null : (
          <details>
            <summary>{l("version.history")}</summary>
            <ul>
              {found.history.map(({ at, factorSetHash, added }) => (
                <li key={at}>
                  <span className="identifier">{factorSetHash}</span>{" "}
                  <span className="muted">
                    {l("version.since", { day: day(language, at) })}
                    {signs(language).comma}
                    {l("version.added", { count: added })}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
    </LibraryFrame>
  );

  function tags(factor: FactorRow) {
    return (
      <>
        {factor.illustrative ? (
          <span className="tag" title={t("illustrativeHelp")}>
            {t("illustrative")}
          </span>
        ) : null}{" "}
        {factor.operatorName === null ? null : (
          <span className="tag tag-name">
            {l("search.own")}
            {signs(language).colon}
            {named(language, factor.operatorName, factor.operatorNameOriginal)}
          </span>
        )}
      </>
    );
  }
}

function pagePath(wanted: Readonly<Record<string, string>>, page: number): string {
  const kept = Object.entries(wanted).filter(([, value]) => value !== "");
  return `/console/factors?${new URLSearchParams([...kept, ["page", String(page)]]).toString()}`;
}
