import Link from "next/link";

interface SearchFormProps {
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly submit: string;
  readonly clear: string;
  /** The filter in words and how many rows it left: stands above the table. */
  readonly words: string;
}

/** Search over a table: an address, so that it can be shared and works without scripts. */
export function SearchForm({ path, label, value, submit, clear, words }: SearchFormProps) {
  return (
    <div className="table-words">
      <form className="row" role="search" action={path} method="get">
        <label className="visually-hidden" htmlFor="search">
          {label}
        </label>
        <input
          id="search"
          name="search"
          type="search"
          placeholder={label}
          defaultValue={value}
          key={value}
          className="search"
        />
        <button type="submit">{submit}</button>
        {value === "" ? null : <Link href={path}>{clear}</Link>}
      </form>
      <span role="status">{words}</span>
    </div>
  );
}
