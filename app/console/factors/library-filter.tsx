import Link from "next/link";
import { textOf } from "../../_text/text.ts";
import { spoken } from "../../_ui/spoken.ts";

interface FilterChoice {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

interface LibraryFilterProps {
  readonly path: string;
  readonly search: string;
  readonly choices: readonly FilterChoice[];
  readonly words: string;
}

/** Words and kinds that narrow the table below: an address, so that it can be shared and works without scripts. */
export async function LibraryFilter({ path, search, choices, words }: LibraryFilterProps) {
  const { language } = await spoken();
  const l = textOf(language, "library");
  const isNarrowed = search !== "" || choices.some(({ value }) => value !== "");
  return (
    <form className="library-filter" role="search" action={path} method="get">
      <div className="field library-words">
        <label htmlFor="search">{l("search.label")}</label>
        <input
          id="search"
          name="search"
          type="search"
          defaultValue={search}
          key={search}
          aria-describedby="search-help"
        />
        <div className="field-help" id="search-help">
          {l("search.help")}
        </div>
      </div>
      {choices.map(({ name, label, value, options }) => (
        <div className="field" key={name}>
          <label htmlFor={name}>{label}</label>
          <select id={name} name={name} defaultValue={value} key={value}>
            <option value="">{l("search.any")}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      ))}
      <div className="actions">
        <button type="submit">{l("search.submit")}</button>
        {isNarrowed ? <Link href={path}>{l("search.clear")}</Link> : null}
        <span className="muted small" role="status">
          {words}
        </span>
      </div>
    </form>
  );
}
