import Link from "next/link";
import type { ReactNode } from "react";

interface SearchedListProps {
  readonly path: string;
  readonly search: string;
  readonly label: string;
  readonly submit: string;
  readonly clear: string;
  /** The filter in words and how many rows it left: stands above the table. */
  readonly words: string;
  /** What is said instead of the table where nothing was found; null where something was. */
  readonly nothing: { readonly title: string; readonly help: string } | null;
  /** The table. */
  readonly children: ReactNode;
}

/** A table with a search over it: an address, so that it can be shared and works without scripts. */
export function SearchedList(props: SearchedListProps) {
  const { path, search, label, submit, clear, words, nothing, children } = props;
  return (
    <>
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
            defaultValue={search}
            key={search}
            className="search"
          />
          <button type="submit">{submit}</button>
          {search === "" ? null : <Link href={path}>{clear}</Link>}
        </form>
        <span role="status">{words}</span>
      </div>
      {nothing === null ? (
        <div className="table-frame">{children}</div>
      ) : (
        <div className="empty">
          <strong>{nothing.title}</strong>
          <p>{nothing.help}</p>
        </div>
      )}
    </>
  );
}
