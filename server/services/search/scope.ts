import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import type { AnyColumn } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { artefact, batteryModel, passport, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { SearchText, SearchWord } from "../../domain/search/search-text.ts";
import { isPublished } from "../log/published.ts";
import type { SearchFilter } from "./view.ts";

/** Who searches, and what was asked: checked, so that every finder can rely on it. */
export interface Search {
  readonly ctx: Context;
  readonly text: SearchText;
  readonly filter: Omit<SearchFilter, "from" | "until">;
  /** First moment, and first moment no longer, at which the newest version may have been signed. */
  readonly signed: { readonly from: Date | undefined; readonly before: Date | undefined };
  /** Keeps what belongs to operators the caller acts for; undefined for everybody's. */
  readonly own: (operatorColumn: PgColumn) => SQL | undefined;
  /** Only what is released, as it was released. */
  readonly isReleasedOnly: boolean;
  readonly after: string | null;
  readonly pageSize: number;
}

/** Keeps versions the searcher may know of. */
export function isVisible(
  { isReleasedOnly }: Pick<Search, "isReleasedOnly">,
  leafIndex: AnyColumn | SQL,
): SQL {
  return isReleasedOnly ? isPublished(leafIndex) : sql`true`;
}

/** Keeps passports of which the searcher may know, with the newest version signed on the days asked for. */
export function hasVersion(search: Search): SQL | undefined {
  const { from, before } = search.signed;
  if (!search.isReleasedOnly && from === undefined && before === undefined) return undefined;
  const parts = [
    sql`v.passport_id = ${passport.id}`,
    isVisible(search, sql`v.leaf_index`),
    ...(from === undefined ? [] : [sql`v.issued_at >= ${from.toISOString()}::timestamptz`]),
    ...(before === undefined ? [] : [sql`v.issued_at < ${before.toISOString()}::timestamptz`]),
    ...(from === undefined && before === undefined
      ? []
      : [
          sql`not exists (select from ${passportVersion} newer where newer.passport_id = v.passport_id
            and newer.version > v.version and ${isVisible(search, sql`newer.leaf_index`)})`,
        ]),
  ];
  return sql`exists (select from ${passportVersion} v where ${sql.join(parts, sql` and `)})`;
}

/** Every word somewhere in or beside the thing, and one at least in the thing itself. */
export function matching(
  words: readonly SearchWord[],
  inside: (word: SearchWord) => SQL,
  beside: (word: SearchWord) => SQL,
): SQL | undefined {
  const [first] = words;
  if (first === undefined) return undefined;
  if (words.length === 1) return inside(first);
  const each = words.map((word) => sql`(${inside(word)} or ${beside(word)})`);
  return sql`(${sql.join(each, sql` and `)} and (${sql.join(words.map(inside), sql` or `)}))`;
}

/**
 * Name of a model as its newest published record says it. A name that was changed since is nobody's business before it is
 * released: it can neither be seen nor be found.
 */
export function releasedName(): SQL<string> {
  const payload = sql`split_part(a.body, '.', 2)`;
  const padded = sql`rpad(translate(${payload}, '-_', '+/'), ((length(${payload}) + 3) / 4) * 4, '=')`;
  return sql<string>`coalesce((
    select case when v.issued_at > ${batteryModel.updatedAt} then ${batteryModel.name}
      else convert_from(decode(${padded}, 'base64'), 'UTF8')::jsonb #>> '{credentialSubject,voluntary,name}' end
    from ${passport} p
    join ${passportVersion} v on v.passport_id = p.id
    join ${artefact} a on a.passport_id = v.passport_id and a.version = v.version and a.kind = 'vc+jwt'
    where p.model_id = ${batteryModel.id} and p.level = 'model' and ${isPublished(sql`v.leaf_index`)}
    order by v.version desc limit 1), ${batteryModel.modelCode})`;
}

/** The newest version the searcher may know of, of a passport in the outer query. */
export function newestVersion<T>(search: Pick<Search, "isReleasedOnly">, column: SQL): SQL<T> {
  return sql<T>`(select ${column} from ${passportVersion} v where v.passport_id = ${passport.id}
    and ${isVisible(search, sql`v.leaf_index`)} order by v.version desc limit 1)`;
}

/** What is there, cut to the page, with where the next begins. */
export function cut<Row>(
  rows: readonly Row[],
  pageSize: number,
  cursorOf: (row: Row) => string,
): { readonly rows: readonly Row[]; readonly next: string | null } {
  const kept = rows.slice(0, pageSize);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > pageSize && last !== undefined ? cursorOf(last) : null };
}
