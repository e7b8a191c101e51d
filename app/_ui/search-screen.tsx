import Link from "next/link";
import type { ReactNode } from "react";
import { registry } from "../../server/caller.ts";
import { batteryCategories } from "../../server/domain/battery/category.ts";
import type { Problem } from "../../server/domain/problem.ts";
import type { SearchAnswer, SearchKind, SearchPage } from "../../server/services/search/view.ts";
import { refusalOf } from "../../server/trpc.ts";
import { localeOf, messagesOf, textOf } from "../_text/text.ts";
import { asked } from "./asked.ts";
import { Field } from "./field.tsx";
import { problemSpeaker } from "./problem-sentence.ts";
import { Screen } from "./screen.tsx";
import type { ScreenProps } from "./screen-props.ts";
import { oneOf } from "./screen-props.ts";
import { SearchTables } from "./search-tables.tsx";
import type { SearchPlaces } from "./search-tables.tsx";
import { day } from "./shown.ts";
import { named } from "./named.ts";
import { spoken } from "./spoken.ts";
import { wordIn } from "./word-in.ts";

interface SearchScreenProps {
  readonly query: Awaited<ScreenProps["searchParams"]>;
  readonly path: "/console/search" | "/authority/search";
  readonly home: { readonly name: string; readonly href: string };
  /** Where each thing that was found is looked at. */
  readonly places: SearchPlaces;
}

/** One field and its filters. The form is the address: it can be kept, shared and sent without a script. */
export async function SearchScreen({ query, path, home, places }: SearchScreenProps) {
  const isOwn = path === "/console/search";
  const of = (name: string) => oneOf(query[name]);
  const ask = registry().search;
  const [{ language, t, words }, choices] = await Promise.all([
    spoken(),
    asked(isOwn ? ask.ownChoices() : ask.releasedChoices()),
  ]);
  const s = textOf(language, "search");
  const { search: said, problems: sentences } = messagesOf(language);
  const kind = kinds.find((one) => one === of("kind"));
  const request = {
    ...{ text: of("text"), operatorId: of("operator"), facilityId: of("plant"), modelId: of("model") },
    ...{ category: of("category"), documentStatus: of("document"), batteryStatus: of("status") },
    ...{ missing: of("missing"), from: of("from"), until: of("until"), kind, after: of("after") },
  };
  let answer: SearchAnswer | null = null;
  let problems: readonly Problem[] = [];
  try {
    answer = await asked(isOwn ? ask.own(request) : ask.released(request));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || refusal.problems.length === 0) throw error;
    problems = refusal.problems;
  }
  const say = problemSpeaker(localeOf(language), sentences);
  const errorAt = (field: string) => {
    const found = problems.find((problem) => problem.path === field);
    return found === undefined ? undefined : say(found);
  };
  const options = (rows: readonly { id: string; name: string; nameOriginal: string | null }[]) =>
    rows.map(({ id, name, nameOriginal }) => ({ value: id, label: named(language, name, nameOriginal) }));
  const listed = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([value, label]) => ({ value, label }));
  const selects = [
    ...(choices.operators.length > 1
      ? [{ name: "operator", at: "operatorId", label: s("operator"), options: options(choices.operators) }]
      : []),
    { name: "plant", at: "facilityId", label: s("plant"), options: options(choices.plants) },
    { name: "model", at: "modelId", label: s("model"), options: options(choices.models) },
    {
      ...{ name: "category", at: "category", label: s("category") },
      options: batteryCategories.map((one) => ({ value: one, label: wordIn(words.category, one) })),
    },
    {
      ...{ name: "document", at: "documentStatus", label: s("documentStatus") },
      options: listed(said.documentStatuses),
    },
    ...(isOwn
      ? [
          {
            ...{ name: "status", at: "batteryStatus", label: s("batteryStatus") },
            options: listed(said.batteryStatuses),
          },
        ]
      : []),
    {
      ...{ name: "missing", at: "missing", label: s("missing") },
      options: [
        { value: "any", label: s("missingAny") },
        ...choices.attributes.map(({ id, title }) => ({ value: id, label: title[language] })),
      ],
    },
  ];
  const filterNames = [...selects.map(({ name }) => name), "from", "until"];
  const addressWith = (changes: Readonly<Record<string, string>>) => {
    const kept = ["text", ...filterNames].map((name) => [name, of(name)] as const);
    const next = Object.entries({ ...Object.fromEntries(kept), ...changes });
    return `${path}?${new URLSearchParams(next.filter(([, value]) => value !== "")).toString()}`;
  };
  const isFiltered = filterNames.some((name) => of(name) !== "");
  const titles = new Map(choices.attributes.map(({ id, title }) => [id, title[language]]));
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[home, { name: s("title") }]}
      title={s("title")}
      lead={isOwn ? s("lead") : s("leadReleased")}
    >
      <div className="sections">
        <form className="form section" role="search" method="get" action={path}>
          <Field form="search" name="text" label={s("text")} help={isOwn ? undefined : s("lead")}>
            {(control) => (
              <input
                {...control}
                type="search"
                autoComplete="off"
                maxLength={500}
                defaultValue={of("text")}
              />
            )}
          </Field>
          <details open={isFiltered || problems.length > 0}>
            <summary>{s("filters")}</summary>
            <div className="form-grid">
              {selects.map(({ name, at, label, options: listedOptions }) => (
                <Field key={name} form="search" name={name} label={label} error={errorAt(at)}>
                  {(control) => (
                    <select {...control} defaultValue={of(name)}>
                      <option value="">{s("any")}</option>
                      {of(name) === "" || listedOptions.some(({ value }) => value === of(name)) ? null : (
                        <option value={of(name)}>{of(name)}</option>
                      )}
                      {listedOptions.map(({ value, label: shown }) => (
                        <option key={value} value={value}>
                          {shown}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
              ))}
              {(["from", "until"] as const).map((name) => (
                <Field key={name} form="search" name={name} label={s(name)} error={errorAt(name)}>
                  {(control) => <input {...control} type="date" defaultValue={of(name)} />}
                </Field>
              ))}
            </div>
          </details>
          <div className="actions">
            <button type="submit" className="button-primary">
              {s("submit")}
            </button>
            {of("text") === "" && !isFiltered ? null : <Link href={path}>{s("clear")}</Link>}
          </div>
        </form>
        {answer === null ? null : answered(answer)}
      </div>
    </Screen>
  );

  function answered({ isTooShort, owedOn, ...pages }: SearchAnswer): ReactNode {
    const shown = kinds.flatMap((one) => {
      const page: SearchPage<unknown> | null = pages[one];
      return page !== null && (page.rows.length > 0 || page.next !== null) ? [{ kind: one, page }] : [];
    });
    const isAsked = kinds.some((one) => pages[one] !== null);
    return (
      <>
        {owedOn === null ? null : (
          <p className="muted">
            {isOwn
              ? s("owed", { day: day(language, owedOn) })
              : s("owedReleased", { day: day(language, owedOn) })}
          </p>
        )}
        {isTooShort ? <p className="muted">{s("tooShort")}</p> : null}
        {isAsked && shown.length === 0 ? (
          <div className="empty" role="status">
            <strong>{s("nothing")}</strong>
            <p>{s("nothingHelp")}</p>
          </div>
        ) : null}
        {shown.map(({ kind: one, page }) => (
          <section className="section" key={one} aria-labelledby={`found-${one}`}>
            <h2 id={`found-${one}`}>{s(`kinds.${one}`)}</h2>
            <p className="muted small" role="status">
              {page.rows.length === 0
                ? s("narrower")
                : s(page.next === null ? "count" : "countMore", { count: page.rows.length })}
            </p>
            <SearchTables
              kind={one}
              pages={pages}
              places={places}
              titles={titles}
              addressWith={addressWith}
            />
            {page.next === null ? null : <p>{moreOf(one, page.next)}</p>}
          </section>
        ))}
      </>
    );
  }

  /** A short list leads to the whole one of its kind, a page to the next. */
  function moreOf(one: SearchKind, next: string): ReactNode {
    return kind === one ? (
      <Link href={addressWith({ kind: one, after: next })}>{s("next")}</Link>
    ) : (
      <Link href={addressWith({ kind: one })}>{s("more", { kind: s(`kinds.${one}`).toLowerCase() })}</Link>
    );
  }
}

const kinds = ["operators", "plants", "models", "batches", "batteries"] as const;
