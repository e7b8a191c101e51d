import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  broughtBundle,
  disclosure,
  operator,
  operatorKey,
  passport,
  user,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { bundlesName, linesOf, manifestName } from "../../domain/archive/archive.ts";
import type { ArchivedRow, CheckedArchive } from "../../domain/archive/check-archive.ts";
import { checkArchive } from "../../domain/archive/check-archive.ts";
import type { Problem } from "../../domain/problem.ts";
import { encodeBase64url } from "../../domain/record/base64url.ts";
import { digestEntry } from "../../domain/transparency/entry.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { readZip } from "../../platform/zip-reader.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import { addKey } from "../key/add.ts";
import { logKeyChange } from "../key/enter.ts";
import { afterIssue } from "../log/after-issue.ts";
import { appendToLog } from "../log/append.ts";
import { sha256 } from "../log/sha256.ts";
import type { TableShape } from "./shape.ts";
import { shapesOf } from "./shape.ts";
import type { ArchivedTable } from "./tables.ts";
import { archivedTables, entangledTables } from "./tables.ts";

/** What an archive may be at most; it is held in memory while it is checked. */
const limits = { files: 60_000, bytes: 2_000_000_000 };

export interface ImportedTenant {
  readonly operatorId: string;
  readonly slug: string;
  readonly passports: number;
  /** Signed records whose signatures were checked. */
  readonly records: number;
}

/**
 * Takes an operator over into an empty registry: everything in its archive is entered under the same identifiers, and
 * served as it was. All of it or nothing, and only what holds together (`checkArchive`).
 *
 * `read` is called once it is clear that the caller may: nobody else's archive is held in memory.
 *
 * The log of this registry takes the very entries of the old one, so that records still name their predecessors and
 * are proved here; the proofs of the old log are kept beside (decision 0016). Private keys are in no archive: keys that
 * lay at the old registry are retired, and the operator gets a new one.
 *
 * Refusals: `INVALID_INPUT` with the problems of `checkArchive` and `readZip`; `ARCHIVE_FOREIGN` for another PUBLIC_URL,
 * `REGISTRY_NOT_EMPTY`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(5) and 78(e).
 */
export async function importTenant(
  ctx: Context,
  { read }: { readonly read: () => Promise<Uint8Array> },
): Promise<ImportedTenant> {
  demand(ctx, "registry.keep", null);
  const files = await filesIn(await read());
  const checked = await checkArchive(files, { crypto: webCrypto, sha256 });
  if (!checked.ok) throw refused(checked.problems);
  const archive = checked.value;
  const { publicUrl, operator: brought } = archive.manifest;
  if (publicUrl !== ctx.publicUrl) {
    throw new Refusal(
      "ARCHIVE_FOREIGN",
      `The identifiers in this archive begin with ${publicUrl}; here they begin with ${ctx.publicUrl}.`,
    );
  }
  for (const [name, content] of files) if (name.startsWith("files/")) await ctx.files.put(content);
  const operatorId = await ctx.db.transaction(async (tx) => {
    await refuseFilled(tx);
    await tx.execute(sql`set local time zone 'UTC'`);
    const places = await enterLog(ctx, tx, archive, files);
    await enterTables({ ...ctx, db: tx }, archive, places);
    await enterBundles(ctx, tx, archive, files);
    await recordDeed(ctx, tx, {
      ...{ action: "tenant.import", subject: brought.slug, operatorId: brought.id },
      detail: { exportedAt: archive.manifest.exportedAt, logKey: archive.manifest.logKey },
    });
    return brought.id;
  });
  await takeKeysOver(ctx, operatorId);
  await afterIssue(ctx, operatorId);
  return {
    ...{ operatorId, slug: brought.slug, records: archive.signatures },
    passports: archive.rows.get("passport")?.length ?? 0,
  };
}

async function filesIn(bytes: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    return await readZip(bytes, limits);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "E_ARCHIVE_BROKEN";
    throw refused([{ code, path: "file" }]);
  }
}

/** At most so many problems are told at once. */
const mostTold = 50;

function refused(problems: readonly Problem[]): Refusal {
  return invalidInput(problems.slice(0, mostTold));
}

async function refuseFilled(tx: Database): Promise<void> {
  const [other] = await tx
    .select({ slug: operator.slug })
    .from(operator)
    .where(ne(operator.kind, "registry"))
    .limit(1);
  const [held] = await tx.select({ id: passport.id }).from(passport).limit(1);
  if (other === undefined && held === undefined) return;
  throw new Refusal(
    "REGISTRY_NOT_EMPTY",
    "This registry has operators already. An archive is taken over into an empty one.",
  );
}

/**
 * The entries of the archive, byte for byte, after one that says which archive they came with. Answers their places here
 * by leaf hash.
 */
async function enterLog(
  ctx: Context,
  tx: Database,
  { entries }: CheckedArchive,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<ReadonlyMap<string, number>> {
  const manifest = files.get(manifestName) ?? new Uint8Array();
  const digest = encodeBase64url(sha256(manifest));
  const opening = digestEntry({ what: "audit", digest, time: ctx.now() });
  const logged = await appendToLog(tx, [opening, ...entries.values()]);
  return new Map([...entries.keys()].map((hash, at) => [hash, logged[at + 1]?.index ?? -1]));
}

async function enterTables(
  ctx: Context,
  { rows }: CheckedArchive,
  places: ReadonlyMap<string, number>,
): Promise<void> {
  const known = new Set(archivedTables.map(({ name }) => name));
  const foreign = [...rows.keys()].find((name) => !known.has(name));
  if (foreign !== undefined) throw refused([{ code: "E_ARCHIVE_ROW", path: foreign }]);
  const shapes = await shapesOf(
    ctx.db,
    archivedTables.map(({ name }) => name),
  );
  let isUntangled = false;
  for (const [at, table] of archivedTables.entries()) {
    const shape = shapes[at];
    const held = rows.get(table.name) ?? [];
    if (shape === undefined) throw new Error(`There is no table ${table.name}.`);
    if (entangledTables.includes(table.name)) {
      if (!isUntangled) await enterEntangled(ctx.db, rows, shapes, places);
      isUntangled = true;
    } else if (table.name === "user") await enterPeople(ctx.db, held);
    else if (table.name === "disclosure") await enterDisclosures(ctx, held);
    else await enterRows(ctx.db, table, shape, held, places);
  }
}

/** Rows that refer to one another in turn, in rounds: each once what it refers to is there. */
async function enterEntangled(
  tx: Database,
  rows: CheckedArchive["rows"],
  shapes: readonly TableShape[],
  places: ReadonlyMap<string, number>,
): Promise<void> {
  const tables = archivedTables.filter(({ name }) => entangledTables.includes(name));
  const waiting = new Map(
    tables.map(({ name }) => [name, (rows.get(name) ?? []).map((row) => ({ row, held: membersOf(row) }))]),
  );
  const absent = (table: string, columns: readonly string[], values: readonly unknown[]) =>
    (waiting.get(table) ?? []).some(({ held }) => columns.every((one, at) => held[one] === values[at]));
  for (let left = Infinity; left > 0;) {
    for (const table of tables) {
      const shape = shapes.find(({ name }) => name === table.name);
      if (shape === undefined) throw new Error(`There is no table ${table.name}.`);
      const isReady = ({ held }: { readonly held: Readonly<Record<string, unknown>> }) =>
        shape.references.every(
          ({ table: other, columns, others }) =>
            !absent(
              other,
              others,
              columns.map((column) => held[column]),
            ),
        ) &&
        (table.name !== "declaration" || !absent("inventory_line", ["inventory_id"], [held["inventory_id"]]));
      const all = waiting.get(table.name) ?? [];
      const ready = all.filter(isReady);
      waiting.set(
        table.name,
        all.filter((one) => !ready.includes(one)),
      );
      await enterRows(
        tx,
        table,
        shape,
        ready.map(({ row }) => row),
        places,
      );
    }
    const now = [...waiting.values()].reduce((sum, { length }) => sum + length, 0);
    if (now === left) throw refused([{ code: "E_ARCHIVE_ROW", path: "declaration" }]);
    left = now;
  }
}

/** Members of a row; only to compare identifiers with, for numbers in it may lose digits. */
function membersOf({ text }: ArchivedRow): Readonly<Record<string, unknown>> {
  const members: Readonly<Record<string, unknown>> = JSON.parse(text);
  return members;
}

/** Rows in one statement. */
const rowsAtOnce = 500;

/** Rows as the text they are, so that no number loses a digit; those with the same columns together. */
async function enterRows(
  tx: Database,
  table: ArchivedTable,
  shape: TableShape,
  rows: readonly ArchivedRow[],
  places: ReadonlyMap<string, number>,
): Promise<void> {
  const byColumns = new Map<string, ArchivedRow[]>();
  for (const row of rows) {
    const columns = JSON.stringify(Object.keys(JSON.parse(row.text)));
    byColumns.set(columns, [...(byColumns.get(columns) ?? []), row]);
  }
  for (const [key, alike] of byColumns) {
    const columns: readonly string[] = JSON.parse(key);
    const unknown = columns.find((column) => !shape.columns.includes(column));
    if (unknown !== undefined) throw refused([{ code: "E_ARCHIVE_ROW", path: `${table.name}.${unknown}` }]);
    for (let at = 0; at < alike.length; at += rowsAtOnce)
      await enterAlike(tx, table, columns, alike.slice(at, at + rowsAtOnce), places);
  }
}

async function enterAlike(
  tx: Database,
  { name, isShared }: ArchivedTable,
  columns: readonly string[],
  rows: readonly ArchivedRow[],
  places: ReadonlyMap<string, number>,
): Promise<void> {
  const isLogged = rows.some(({ leaf }) => leaf !== null);
  const all = `[${rows.map(({ text }) => text).join(",")}]`;
  const leaves = sql.param(rows.map(({ leaf }) => (leaf === null ? null : (places.get(leaf) ?? null))));
  const target = sql.join(
    [...columns, ...(isLogged ? ["leaf_index"] : [])].map((column) => sql.identifier(column)),
    sql`, `,
  );
  const source = sql.join(
    [...columns.map((column) => sql`p.${sql.identifier(column)}`), ...(isLogged ? [sql`l.idx`] : [])],
    sql`, `,
  );
  const brought = sql`jsonb_array_elements(${all}::jsonb) with ordinality r(v, i)`;
  await tx.execute(sql`
    insert into ${sql.identifier(name)} (${target})
    select ${source} from ${brought}
    join unnest(${leaves}::bigint[]) with ordinality l(idx, i) on l.i = r.i
    cross join lateral jsonb_populate_record(null::${sql.identifier(name)}, r.v) p
    ${isShared === true ? sql`on conflict do nothing` : sql``}`);
  if (isShared !== true) return;
  const { rows: others } = await tx.execute<{ count: string }>(sql`
    select count(*)::text as count from ${brought}
    where not exists (select from ${sql.identifier(name)} t where to_jsonb(t) @> r.v)`);
  if (others[0]?.count !== "0") throw refused([{ code: "E_ARCHIVE_SHARED", path: name }]);
}

/** People only as names: nobody can sign in as one of them until the keeper of this registry lets them. */
async function enterPeople(tx: Database, rows: readonly ArchivedRow[]): Promise<void> {
  for (const { text } of rows) {
    const { id, name }: { readonly id: string; readonly name: string } = JSON.parse(text);
    await tx.insert(user).values({ id, name, email: `${id}@elsewhere.invalid` });
  }
}

/** Hidden values, encrypted under this registry's key. */
async function enterDisclosures(ctx: Context, rows: readonly ArchivedRow[]): Promise<void> {
  const values = rows.map(({ text: row }) => {
    const held: {
      readonly passport_id: string;
      readonly version: number;
      readonly position: number;
      readonly group: string;
      readonly name: string;
      readonly text: string;
    } = JSON.parse(row);
    const { passport_id: passportId, version, position, group, name, text } = held;
    const place = `disclosure:${passportId}:${String(version)}:${String(position)}`;
    return { passportId, version, position, group, name, encrypted: ctx.keys.sealText(place, text) };
  });
  for (let at = 0; at < values.length; at += rowsAtOnce)
    await ctx.db.insert(disclosure).values(values.slice(at, at + rowsAtOnce));
}

/** The proofs of the old log, which nobody can make any more. */
async function enterBundles(
  ctx: Context,
  tx: Database,
  { manifest }: CheckedArchive,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  for (const line of linesOf(files.get(bundlesName) ?? new Uint8Array())) {
    const { passport: passportId, version, body }: BroughtLine = JSON.parse(line);
    await tx
      .insert(broughtBundle)
      .values({ passportId, version, body, logKey: manifest.logKey, broughtAt: ctx.now() });
  }
}

interface BroughtLine {
  readonly passport: string;
  readonly version: number;
  readonly body: string;
}

/** Keys whose private part lay at the old registry sign nothing here: they are retired, and the operator gets a new one. */
async function takeKeysOver(ctx: Context, operatorId: string): Promise<void> {
  const lost = await ctx.db
    .select({ key: operatorKey, slug: operator.slug, ceasedAt: operator.ceasedAt })
    .from(operatorKey)
    .innerJoin(operator, eq(operator.id, operatorKey.operatorId))
    .where(
      and(
        eq(operatorKey.state, "active"),
        eq(operatorKey.signer, "process"),
        isNull(operatorKey.encryptedPrivateKey),
      ),
    );
  await ctx.db.transaction(async (tx) => {
    for (const { key, slug } of lost) {
      const owner = { id: key.operatorId, slug };
      await logKeyChange(ctx, tx, owner, { action: "retire", kid: key.kid, jwk: key.publicJwk });
      await tx
        .update(operatorKey)
        .set({ state: "retired", retiredAt: ctx.now() })
        .where(eq(operatorKey.kid, key.kid));
    }
  });
  const own = lost.filter(({ key }) => key.operatorId === operatorId);
  if (own.some(({ ceasedAt }) => ceasedAt === null)) await addKey(ctx, { operatorId, signer: "process" });
}
