import { createHash } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { declaration, passport, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { formatBundle } from "../../domain/verification/bundle.ts";
import type { ZipEntry } from "../../platform/zip-file.ts";
import { zipFile } from "../../platform/zip-file.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isPublished } from "../log/published.ts";
import { readPolicy } from "../log/read-policy.ts";
import { findRecords } from "../passport/find-record.ts";
import { loadPassport } from "../passport/read.ts";
import { readFullRecord } from "../passport/read-full-record.ts";
import { evidenceReader } from "../passport/record-evidence.ts";
import type { DocumentsOf, WritePdf } from "./case-documents.ts";
import { caseDocuments } from "./case-documents.ts";
import { listReports } from "./list-reports.ts";
import type { CaseWithEvents } from "./read-cases.ts";
import { readCase } from "./read-cases.ts";
import { readHistory } from "./read-history.ts";

export interface CaseExport {
  readonly fileName: string;
  readonly parts: AsyncGenerator<Uint8Array>;
}

/**
 * A case as one archive: `case.json` with every event, under `bundles/` each version of each passport with its lists and
 * proofs, under `restricted/` the same with the full record and what of it an authority is given, `passports/` the history of
 * each with questions and answers, under `documents/` all documents about its model that an authority may read (attached
 * files, studies, recycled evidence), `reports.json`, the policy of the log, `manifest.json` saying what each file is and its
 * digest, and `SHA256SUMS` over all. `npx cellproof verify bundles --policy policy.txt` checks it without network; each bundle
 * is complete in itself. Every restricted record and document is written down as delivered at the moment it goes into the
 * archive. `CASE_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2)(b), for what authorities may read.
 */
export async function exportCase(
  ctx: Context,
  input: { readonly id: string },
  writePdf: WritePdf,
): Promise<CaseExport> {
  demand(ctx, "case.write", null);
  const found = await readCase(ctx, input);
  await recordDeed(ctx, ctx.db, { action: "case.export", subject: found.number, operatorId: null });
  return { fileName: `case-${found.number}.zip`, parts: zipFile(entriesOf(ctx, found, writePdf), ctx.now()) };
}

/** A file of the archive as its manifest names it; without digest and size it could not be had. */
interface ManifestLine {
  readonly name: string;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly about: Readonly<Record<string, string | number>>;
}

async function* entriesOf(ctx: Context, found: CaseWithEvents, writePdf: WritePdf): AsyncGenerator<ZipEntry> {
  const lines: ManifestLine[] = [];
  const entry = (name: string, content: string | Uint8Array, about: ManifestLine["about"] = {}): ZipEntry => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    lines.push({ name, sha256, bytes: bytes.length, about });
    return { name, bytes };
  };
  const json = (name: string, value: unknown) => entry(name, `${JSON.stringify(value, null, 2)}\n`);
  const written = { registry: ctx.publicUrl, writtenAt: ctx.now().toISOString() };
  yield json("case.json", { ...written, ...found });
  const taken = new Set(found.events.flatMap(({ report }) => report?.id ?? []));
  yield json(
    "reports.json",
    (await listReports(ctx)).filter(({ id }) => taken.has(id)),
  );
  const policy = await readPolicy(ctx);
  if (policy !== null) yield entry("policy.txt", policy);
  const evidenceOf = evidenceReader(ctx);
  const urls = [...new Set(found.events.flatMap(({ productUrl }) => productUrl ?? []))];
  const models = new Map<string, DocumentsOf["model"]>();
  for (const productUrl of urls) {
    const { passport: held, model } = await loadPassport(ctx, productUrl);
    const name = fileNameOf(ctx, productUrl);
    yield json(`passports/${name}.json`, await readHistory(ctx, { productUrl }));
    models.set(model.id, model);
    for (const stored of await findRecords(ctx.db, held.id)) {
      const bundle = await evidenceOf({
        of: { passportId: held.id, version: stored.version },
        stored,
      });
      const file = `${name}-v${String(stored.version)}.json`;
      const about = { productUrl, version: stored.version };
      yield entry(`bundles/${file}`, formatBundle(bundle), about);
      const record = await restrictedRecord(ctx, { productUrl, version: stored.version });
      if (record !== null) yield entry(`restricted/${file}`, formatBundle({ ...bundle, record }), about);
    }
  }
  for (const model of models.values()) {
    const { productUrl } = model;
    const folder = `documents/${fileNameOf(ctx, productUrl)}`;
    const of = { model, declarations: await declarationsOf(ctx, model.id) };
    for await (const { name, bytes, about } of caseDocuments(ctx, of, writePdf)) {
      const [file, says] = [`${folder}/${name}`, { productUrl, ...about }];
      if (bytes === null) lines.push({ name: file, sha256: null, bytes: null, about: says });
      else yield entry(file, bytes, says);
    }
  }
  yield json("manifest.json", { ...written, case: found.number, files: [...lines] });
  const sums = lines.flatMap(({ name, sha256 }) => (sha256 === null ? [] : [`${sha256}  ${name}`]));
  yield { name: "SHA256SUMS", bytes: new TextEncoder().encode(`${sums.join("\n")}\n`) };
}

function fileNameOf(ctx: Context, productUrl: string): string {
  return productUrl.slice(ctx.publicUrl.length + 1).replaceAll(/[^A-Za-z0-9._-]+/g, "-");
}

/** Declarations that published versions of a model's passport carry, newest first; a battery's passport rests on them too. */
async function declarationsOf(ctx: Context, modelId: string): Promise<DocumentsOf["declarations"]> {
  return ctx.db
    .selectDistinct({ declarationId: declaration.id, number: declaration.number })
    .from(passportVersion)
    .innerJoin(passport, eq(passport.id, passportVersion.passportId))
    .innerJoin(declaration, eq(declaration.id, passportVersion.declarationId))
    .where(and(eq(passport.modelId, modelId), isPublished(passportVersion.leafIndex)))
    .orderBy(desc(declaration.number));
}

/**
 * The full record with what the caller's audience is given, which is recorded as a delivery; null where it is no more than
 * anybody's: a version of before there were full records, one without restricted data, an ended passport.
 */
async function restrictedRecord(
  ctx: Context,
  input: { readonly productUrl: string; readonly version: number },
): Promise<string | null> {
  try {
    const { token, groups } = await readFullRecord(ctx, input);
    return groups.length === 0 ? null : token;
  } catch (error) {
    const isNone =
      error instanceof Refusal && (error.code === "VERSION_NOT_FOUND" || error.code === "PASSPORT_ENDED");
    if (isNone) return null;
    throw error;
  }
}
