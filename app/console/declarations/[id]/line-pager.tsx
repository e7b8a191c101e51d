import Link from "next/link";
import type { Language } from "../../../_text/languages.ts";
import { textOf } from "../../../_text/text.ts";
import type { LineRows } from "./line-rows.ts";

/** Which of how many rows stand on the screen, whatever they are rows of. */
type ShownRows = Pick<LineRows, "page" | "pages" | "first"> & {
  readonly rows: readonly unknown[];
  readonly found: readonly unknown[];
  readonly filter: Readonly<Record<string, string>>;
};

interface LinePagerProps {
  readonly language: Language;
  /** Address of the screen. */
  readonly home: string;
  readonly shown: ShownRows;
  /** Stands below the rows: the way on leads back to their head. */
  readonly isBelow: boolean;
}

/** The pages of a long inventory: the first, the last, and those around this one. Nothing where there is but one. */
export function LinePager({ language, home, shown, isBelow }: LinePagerProps) {
  const i = textOf(language, "inventory");
  const { page, pages, first, rows, found, filter } = shown;
  if (pages === 1) return null;
  const address = (to: number) => {
    const stated = Object.entries({ ...filter, page: to === 1 ? "" : String(to) });
    const query = new URLSearchParams(stated.filter(([, value]) => value !== "")).toString();
    return `${home}${query === "" ? "" : `?${query}`}${isBelow ? "#lines" : ""}`;
  };
  const way = (to: number, word: string) =>
    to < 1 || to > pages ? (
      <span className="muted">{word}</span>
    ) : (
      <Link href={address(to)} scroll={isBelow} prefetch={false}>
        {word}
      </Link>
    );
  const around = [...new Set([1, page - 1, page, page + 1, pages])].filter((to) => to >= 1 && to <= pages);
  return (
    <nav className="line-pages on-screen" aria-label={i(isBelow ? "rows.pagesBelow" : "rows.pages")}>
      <span className="small muted">
        {i("rows.range", { first, last: first + rows.length - 1, found: found.length })}
      </span>
      <ul>
        <li>{way(page - 1, i("rows.back"))}</li>
        {around.map((to, place) => (
          <li key={to}>
            {place > 0 && to - (around[place - 1] ?? to) > 1 ? <span aria-hidden="true">… </span> : null}
            <Link
              href={address(to)}
              scroll={isBelow}
              prefetch={false}
              aria-current={to === page ? "page" : undefined}
              aria-label={i("rows.page", { page: to })}
            >
              {to}
            </Link>
          </li>
        ))}
        <li>{way(page + 1, i("rows.on"))}</li>
      </ul>
    </nav>
  );
}
