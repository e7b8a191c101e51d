import { createHash } from "node:crypto";
import type { SQL } from "drizzle-orm";
import { asc, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator, passport, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { anyone, demand } from "../../context.ts";
import { formatVkey } from "../../domain/transparency/note.ts";
import { formatBundle } from "../../domain/verification/bundle.ts";
import type { ZipEntry } from "../../platform/zip-file.ts";
import { zipFile } from "../../platform/zip-file.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { findLogKey } from "../log/key.ts";
import { keyEntriesOf } from "../log/key-entries.ts";
import { readProductDocument } from "../passport/document.ts";
import { findRecords } from "../passport/find-record.ts";
import { evidenceReader } from "../passport/record-evidence.ts";
import type { ArchivedFile, ArchiveManifest } from "../../domain/archive/archive.ts";
import {
  archiveFormat,
  bundlesName,
  documentsName,
  entriesName,
  manifestName,
  tableFile,
} from "../../domain/archive/archive.ts";
import type { Collected } from "./collect.ts";
import { collectRows, keyOf } from "./collect.ts";
import { heldOpen } from "./held-open.ts";
import type { TableShape } from "./shape.ts";
import { shapesOf } from "./shape.ts";
import type { ArchivedTable } from "./tables.ts";
import { archivedTables } from "./tables.ts";

/** An operator's archive, written while it is read. */
export interface TenantArchive {
  readonly fileName: string;
  readonly parts: AsyncGenerator<Uint8Array>;
}

/** Rows read at once, and about how large a file of rows becomes. */
const rowsAtOnce = 500;
const fileBytes = 4_000_000;

/**
 * Everything an operator has here as one archive: what it entered, what it signed byte for byte, what was hidden in it,
 * the entries of the log with their proofs, and a manifest with the digest of each file. Another registry under the same
 * PUBLIC_URL takes it over (`importTenant`) and serves the same. All of one moment, however long it is read.
 * `OPERATOR_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(5) (no lock-in) and 78(e) (the passport survives its operator).
 */
export async function exportTenant(
  ctx: Context,
  { slug }: { readonly slug: string },
): Promise<TenantArchive> {
  demand(ctx, "tenant.export", null);
  const [found] = await ctx.db
    .select()
    .from(operator)
    .where(eq(operator.slug, slug.replaceAll("\0", "\ufffd")));
  if (found === undefined) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator here.");
  demand(ctx, "tenant.export", found.id);
  await recordDeed(ctx, ctx.db, { action: "tenant.export", subject: slug, operatorId: found.id });
  const at = ctx.now();
  const entries = heldOpen<ZipEntry>((emit) =>
    ctx.db.transaction((tx) => writeArchive({ ...ctx, db: tx }, found, at, emit), {
      isolationLevel: "repeatable read",
      accessMode: "read only",
    }),
  );
  return {
    fileName: `${slug}-${at.toISOString().slice(0, 10)}.zip`,
    parts: zipFile(entries, at),
  };
}

type Emit = (entry: ZipEntry) => Promise<void>;

async function writeArchive(
  ctx: Context,
  { id, slug, name }: typeof operator.$inferSelect,
  at: Date,
  emit: Emit,
): Promise<void> {
  const files: ArchivedFile[] = [];
  const write = async (file: string, content: string | Uint8Array): Promise<void> => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    files.push({ name: file, bytes: bytes.length, sha256 });
    await emit({ name: file, bytes });
  };
  await ctx.db.execute(sql`set local time zone 'UTC'`);
  const shapes = new Map(
    (
      await shapesOf(
        ctx.db,
        archivedTables.map((table) => table.name),
      )
    ).map((shape) => [shape.name, shape]),
  );
  const collected = await collectRows(ctx.db, id, archivedTables, shapes);
  const hashes = new Set<string>();
  for (const table of archivedTables) {
    const shape = shapes.get(table.name);
    if (shape === undefined) throw new Error(`There is no table ${table.name}.`);
    await writeRows(ctx, id, { table, shape, collected, hashes }, write);
  }
  await writeDocuments(ctx, collected, write);
  await writeEvidence(ctx, collected, write);
  await writeEntries(ctx, collected, hashes, write);
  await writeFiles(ctx, collected, write);
  const logKey = await findLogKey(ctx.db);
  const manifest: ArchiveManifest = {
    ...{ format: archiveFormat, publicUrl: ctx.publicUrl, operator: { id, slug, name } },
    exportedAt: at.toISOString(),
    logKey: logKey === null ? "" : formatVkey(logKey.vkey),
    leftOut: [
      "private keys: whoever takes the archive makes new ones",
      "accounts, passwords, tokens and roles",
      "signatures and imports under way",
      "questions, reports and cases of authorities, and who was given restricted data",
    ],
    files,
  };
  const bytes = new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);
  await emit({ name: manifestName, bytes });
}

interface RowsOf {
  readonly table: ArchivedTable;
  readonly shape: TableShape;
  readonly collected: Collected;
  /** Leaf hashes that rows refer to. */
  readonly hashes: Set<string>;
}

type Write = (file: string, content: string | Uint8Array) => Promise<void>;

/**
 * The rows of one table, a line each, in the order of their keys: the text of the database itself, so that no number
 * loses a digit. A place in the log is said by the hash of its entry, which is the same in every log.
 */
async function writeRows(
  ctx: Context,
  operatorId: string,
  { table, shape, collected, hashes }: RowsOf,
  write: Write,
): Promise<void> {
  const keys = [...(collected.get(table.name) ?? [])].toSorted((one, other) => (one < other ? -1 : 1));
  const isLogged = shape.columns.includes("leaf_index");
  let lines: string[] = [];
  let size = 0;
  let count = 0;
  const flush = async () => {
    count += 1;
    await write(tableFile(table.part, table.name, count), `${lines.join("\n")}\n`);
    [lines, size] = [[], 0];
  };
  for (let at = 0; at < keys.length; at += rowsAtOnce) {
    const wanted = sql.param(keys.slice(at, at + rowsAtOnce));
    const leaf = isLogged ? sql`encode(e.leaf_hash, 'hex')` : sql`null::text`;
    const { rows } = await ctx.db.execute<{ key: string; row: string; leaf: string | null }>(sql`
      select k.key, ((${table.row?.(operatorId) ?? sql`to_jsonb(t)`} || ${peopleOf(shape, collected)}) - ${sql.param([...(table.without ?? []), "leaf_index"])}::text[])::text as row,
        ${leaf} as leaf
      from ${sql.identifier(table.name)} t
      join unnest(${wanted}::text[]) with ordinality k(key, i) on k.key = ${keyOf(shape, "t")}
      ${isLogged ? sql`left join log_entry e on e.idx = t.leaf_index` : sql``}
      order by k.i`);
    for (const { row, leaf: hash } of rows) {
      if (hash !== null) hashes.add(hash);
      const line = lineOf(ctx, table, row, hash);
      lines.push(line);
      size += line.length;
      if (size > fileBytes) await flush();
    }
  }
  if (lines.length > 0) await flush();
}

/** Who did it, where that is one of the operator's own people; of others a row does not tell. */
function peopleOf({ references }: TableShape, collected: Collected): SQL {
  const columns = references.flatMap(({ table, columns: [column = ""] }) =>
    table === "user" ? [column] : [],
  );
  if (columns.length === 0) return sql`'{}'::jsonb`;
  const own = sql.param([...(collected.get("user") ?? [])]);
  const members = columns.map(
    (
      column,
    ) => sql`${column}::text, case when jsonb_build_array(t.${sql.identifier(column)})::text = any(${own}::text[])
      then t.${sql.identifier(column)} end`,
  );
  return sql`jsonb_build_object(${sql.join(members, sql`, `)})`;
}

/** A row as it stands in the archive: `[row, leaf hash or null]`; what is hidden stands in clear. */
function lineOf(ctx: Context, { name }: ArchivedTable, row: string, hash: string | null): string {
  return `[${name === "disclosure" ? JSON.stringify(opened(ctx, row)) : row},${JSON.stringify(hash)}]`;
}

type Row = Readonly<Record<string, unknown>>;

/** A disclosure in clear: the archive is its operator's own. */
function opened(ctx: Context, row: string): Row {
  const held: {
    readonly passport_id: string;
    readonly version: number;
    readonly position: number;
    readonly encrypted: string;
  } = JSON.parse(row);
  const { encrypted, ...rest } = held;
  const place = `disclosure:${held.passport_id}:${String(held.version)}:${String(held.position)}`;
  // PostgreSQL writes bytes as \x and hexadecimal.
  return { ...rest, text: ctx.keys.openText(place, Buffer.from(encrypted.slice(2), "hex")) };
}

/** What anybody reads at each product URL. */
async function writeDocuments(ctx: Context, collected: Collected, write: Write): Promise<void> {
  const lines: string[] = [];
  for (const { productUrl } of await livingPassports(ctx.db, collected)) {
    const document = await readProductDocument({ ...ctx, caller: anyone }, { productUrl });
    lines.push(JSON.stringify(document));
  }
  await write(documentsName, lines.map((line) => `${line}\n`).join(""));
}

/** Passports in the archive that have a version and did not end, by product URL. */
async function livingPassports(db: Database, collected: Collected) {
  const rows = await db
    .select({ id: passport.id, productUrl: passport.productUrl })
    .from(passport)
    .where(
      sql`${passport.endedAt} is null and exists (select from ${passportVersion} v where v.passport_id = ${passport.id})`,
    )
    .orderBy(asc(passport.productUrl));
  const versions = new Set([...(collected.get("passport_version") ?? [])].map((key) => key.slice(2, 38)));
  return rows.filter(({ id }) => versions.has(id));
}

/** Each version with the proofs of this registry's log. */
async function writeEvidence(ctx: Context, collected: Collected, write: Write): Promise<void> {
  const evidenceFor = evidenceReader(ctx);
  const lines: string[] = [];
  for (const { id } of await livingPassports(ctx.db, collected)) {
    for (const stored of (await findRecords(ctx.db, id)).toReversed()) {
      const of = { passportId: id, version: stored.version };
      const body = formatBundle(await evidenceFor({ of, stored }));
      lines.push(JSON.stringify({ passport: id, version: stored.version, body }));
    }
  }
  await write(bundlesName, lines.map((line) => `${line}\n`).join(""));
}

/** Entries that rows refer to, and those about the keys. */
async function writeEntries(
  ctx: Context,
  collected: Collected,
  hashes: ReadonlySet<string>,
  write: Write,
): Promise<void> {
  const places: number[] = [];
  for (const key of collected.get("operator_key") ?? []) {
    const [kid]: readonly string[] = JSON.parse(key);
    places.push(...(await keyEntriesOf(ctx.db, kid ?? "")));
  }
  const { rows } = await ctx.db.execute<{ hash: string; entry: string }>(sql`
    select encode(leaf_hash, 'hex') as hash, translate(encode(entry, 'base64'), E'\n', '') as entry from log_entry
    where idx = any(${sql.param(places)}::bigint[])
      or leaf_hash in (select decode(h, 'hex') from unnest(${sql.param([...hashes])}::text[]) h)
    order by idx`);
  await write(entriesName, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

/** Files of documents, each once, under their digests. */
async function writeFiles(ctx: Context, collected: Collected, write: Write): Promise<void> {
  const keys = sql.param([...(collected.get("document") ?? [])]);
  const { rows } = await ctx.db.execute<{ sha256: string }>(sql`
    select distinct sha256 from document where jsonb_build_array(id)::text = any(${keys}::text[]) order by 1`);
  for (const { sha256 } of rows) {
    const bytes = await ctx.files.get(sha256);
    if (bytes === undefined) throw new Error("The file store lost a document.");
    await write(`files/${sha256}`, bytes);
  }
}
