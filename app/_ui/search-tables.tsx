import Link from "next/link";
import type { ReactNode } from "react";
import type { SearchAnswer, SearchKind } from "../../server/services/search/view.ts";
import { messagesOf, textOf } from "../_text/text.ts";
import { named } from "./named.ts";
import { day } from "./shown.ts";
import { signs } from "./signs.ts";
import { spoken } from "./spoken.ts";
import { wordIn } from "./word-in.ts";

/** Addresses of the screens that show what was found. */
export interface SearchPlaces {
  readonly model: (found: { readonly id: string; readonly path: string }) => string;
  readonly battery: (found: { readonly productUrl: string; readonly path: string }) => string;
  readonly batch: (found: { readonly path: string }) => string;
}

type Pages = Pick<SearchAnswer, SearchKind>;

interface SearchTablesProps {
  readonly kind: SearchKind;
  readonly pages: Pages;
  readonly places: SearchPlaces;
  /** Names of data points. */
  readonly titles: ReadonlyMap<string, string>;
  readonly addressWith: (changes: Readonly<Record<string, string>>) => string;
}

interface Cell {
  readonly label: string;
  readonly shown: ReactNode;
}

interface Row {
  readonly key: string;
  readonly head: ReactNode;
  readonly cells: readonly Cell[];
}

/** What was found of one kind, as a table that becomes a list on a phone. */
export async function SearchTables({ kind, pages, places, titles, addressWith }: SearchTablesProps) {
  const { language, words } = await spoken();
  const s = textOf(language, "search");
  const { search: said } = messagesOf(language);
  const rows = rowsOf();
  const [first] = rows;
  if (first === undefined) return null;
  return (
    <div className="table-frame">
      <table className="stacks">
        <thead>
          <tr>
            <th scope="col">{s(`kinds.${kind}`)}</th>
            {first.cells.map(({ label }) => (
              <th scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, cells }) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              {cells.map(({ label, shown }) => (
                <td key={label} data-label={label}>
                  {shown}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  function rowsOf(): readonly Row[] {
    switch (kind) {
      case "operators":
        return (pages.operators?.rows ?? []).map((row) => ({
          key: row.id,
          head: named(language, row.name, row.nameOriginal),
          cells: [
            {
              label: s("identifier"),
              shown: <Identifier text={`${row.identifierScheme} ${row.identifier}`} />,
            },
            {
              label: s("kinds.models"),
              shown: (
                <Link href={addressWith({ text: "", operator: row.id, kind: "models" })}>
                  {s("modelsOf")}
                </Link>
              ),
            },
          ],
        }));
      case "plants":
        return (pages.plants?.rows ?? []).map((row) => ({
          key: row.id,
          head: named(language, row.name, row.nameOriginal),
          cells: [
            { label: s("code"), shown: <Identifier text={row.code} /> },
            { label: s("city"), shown: `${row.city}, ${row.country}` },
            { label: s("operator"), shown: operatorOf(row) },
            {
              label: s("kinds.models"),
              shown: (
                <Link href={addressWith({ text: "", plant: row.id, kind: "models" })}>{s("modelsOf")}</Link>
              ),
            },
          ],
        }));
      case "models":
        return (pages.models?.rows ?? []).map((row) => ({
          key: row.id,
          head: (
            <>
              <Link href={places.model(row)}>{row.name}</Link>
              <Identifier text={[row.modelCode, row.gtin].filter((one) => one !== null).join(" · ")} />
            </>
          ),
          cells: [
            { label: s("category"), shown: wordIn(words.category, row.category) },
            { label: s("plant"), shown: named(language, row.plant, row.plantOriginal) },
            { label: s("operator"), shown: operatorOf(row) },
            { label: s("version"), shown: versionOf(row) },
            row.missing === null
              ? {
                  label: s("kinds.batteries"),
                  shown: (
                    <Link href={addressWith({ text: "", model: row.id, kind: "batteries" })}>
                      {s("batteriesOf")}
                    </Link>
                  ),
                }
              : { label: s("lacks"), shown: missingOf(row.missing) },
          ],
        }));
      case "batches":
        return (pages.batches?.rows ?? []).map((row) => ({
          key: row.path,
          head: <Link href={places.batch(row)}>{row.number}</Link>,
          cells: [
            { label: s("model"), shown: row.modelName },
            { label: s("operator"), shown: operatorOf(row) },
            { label: s("version"), shown: versionOf(row) },
          ],
        }));
      case "batteries":
        return (pages.batteries?.rows ?? []).map((row) => ({
          key: row.productUrl,
          head: (
            <>
              <Link href={places.battery(row)}>{row.serial}</Link>
              <Identifier text={row.path} />
            </>
          ),
          cells: [
            { label: s("model"), shown: row.modelName },
            { label: s("batch"), shown: row.batchNumber ?? "–" },
            { label: s("operator"), shown: operatorOf(row) },
            { label: s("version"), shown: versionOf(row) },
            ...(row.batteryStatus === null
              ? []
              : [{ label: s("batteryStatus"), shown: wordIn(said.batteryStatuses, row.batteryStatus) }]),
            ...(row.missing === null ? [] : [{ label: s("lacks"), shown: missingOf(row.missing) }]),
          ],
        }));
    }
  }

  function operatorOf(row: { operatorName: string; operatorNameOriginal: string | null }): string {
    return named(language, row.operatorName, row.operatorNameOriginal);
  }

  function versionOf(row: {
    readonly version: number | null;
    readonly issuedAt: string | null;
    readonly documentStatus: string | null;
  }): ReactNode {
    const { version, issuedAt, documentStatus } = row;
    if (version === null || issuedAt === null) return <span className="muted">{s("draft")}</span>;
    return (
      <>
        {s("versionOn", { version, day: day(language, issuedAt) })}
        {documentStatus === null || documentStatus === "active" ? null : (
          <div className="small">{wordIn(said.documentStatuses, documentStatus)}</div>
        )}
      </>
    );
  }

  /** The first few by name: a model that lacks forty is mended on its own screen. */
  function missingOf(missing: readonly string[]): ReactNode {
    const most = 3;
    const names = missing.slice(0, most).map((id) => titles.get(id) ?? id);
    const rest = missing.length - names.length;
    return `${names.join(signs(language).list)}${rest > 0 ? ` +${String(rest)}` : ""}`;
  }
}

function Identifier({ text }: { readonly text: string }) {
  return <div className="small muted identifier">{text}</div>;
}
