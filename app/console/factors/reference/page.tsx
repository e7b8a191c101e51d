import {
  librarySource,
  libraryWords,
} from "../../../../server/domain/carbon-footprint/library/library-words.ts";
import type { Metadata } from "next";
import { referenceValues } from "../../../../server/domain/carbon-footprint/library/library.ts";
import type { LibraryRecord } from "../../../../server/domain/carbon-footprint/library/record.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { oneOf } from "../../../_ui/screen-props.ts";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { asStated, unitShown } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import { LibraryFilter } from "../library-filter.tsx";
import { LibraryFrame } from "../library-frame.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "library")("reference.title") };
}

/** Ranges, benchmarks and published results: what the analysis and the checker compare with. */
export default async function ReferenceValues({ searchParams }: ScreenProps) {
  const query = await searchParams;
  const [search, kind, category] = [oneOf(query["search"]), oneOf(query["kind"]), oneOf(query["category"])];
  const { language } = await spoken();
  const l = textOf(language, "library");
  const words = messagesOf(language).library;
  const rows = referenceValues.filter(
    (entry) =>
      (kind === "" || entry.kind === kind) &&
      (category === "" || entry.category === category) &&
      search
        .toLowerCase()
        .split(/\s+/)
        .every((word) => textsOf(entry).some((text) => text.toLowerCase().includes(word))),
  );
  const options = (list: Readonly<Record<string, string>>, used: readonly string[]) =>
    [...new Set(used)].map((value) => ({ value, label: wordIn(list, value) }));
  return (
    <LibraryFrame tab="reference">
      <LibraryFilter
        path="/console/factors/reference"
        search={search}
        words={l("search.foundValues", { count: rows.length })}
        choices={[
          {
            ...{ name: "kind", label: l("column.kind"), value: kind },
            options: options(
              words.kind,
              referenceValues.map((entry) => entry.kind),
            ),
          },
          {
            ...{ name: "category", label: l("search.category"), value: category },
            options: options(
              words.category,
              referenceValues.map((entry) => entry.category),
            ),
          },
        ]}
      />
      {rows.length === 0 ? (
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
                <th scope="col">{l("column.kind")}</th>
                <th scope="col">{l("column.place")}</th>
                <th scope="col">{l("column.year")}</th>
                <th scope="col">{l("column.source")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => (
                <tr key={entry.id} id={entry.id}>
                  <th scope="row" className="wide-cell">
                    {language === "zh" ? entry.nameZh : entry.nameEn}
                    {entry.qualityNote === null ? null : (
                      <div className="small muted">{libraryWords(entry.qualityNote)[language]}</div>
                    )}
                  </th>
                  <td className="number" data-label={l("column.value")}>
                    {figure(entry)}
                  </td>
                  <td className="unit" data-label={l("column.unit")}>
                    {entry.unit === "1" ? l("reference.noUnit") : unitShown(entry.unit, language)}
                  </td>
                  <td className="nowrap" data-label={l("column.kind")}>
                    {words.kind[entry.kind]}
                  </td>
                  <td className="nowrap" data-label={l("column.place")}>
                    {libraryWords(entry.geography)[language]}
                  </td>
                  <td className="nowrap" data-label={l("column.year")}>
                    {entry.year}
                  </td>
                  <td className="wide-cell small" data-label={l("column.source")}>
                    {librarySource(entry.sourceTitle, entry.sourceWhere)[language]}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </LibraryFrame>
  );

  function figure({ value, min, max }: LibraryRecord): string {
    if (value !== null) return asStated(value);
    if (min !== null && max !== null) return l("reference.range", { min: asStated(min), max: asStated(max) });
    return min === null
      ? l("reference.upTo", { value: asStated(max ?? "") })
      : l("reference.from", { value: asStated(min) });
  }
}

function textsOf(entry: LibraryRecord): readonly string[] {
  const { id, nameEn, nameZh, unit, geography, year, sourceTitle, sourceWhere, category } = entry;
  const source = librarySource(sourceTitle, sourceWhere);
  return [id, nameEn, nameZh, unit, geography, String(year), source.en, source.zh, category];
}
