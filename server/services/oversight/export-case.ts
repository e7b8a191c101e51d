import { createHash } from "node:crypto";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { formatBundle } from "../../domain/verification/bundle.ts";
import type { ZipEntry } from "../../platform/zip-file.ts";
import { zipFile } from "../../platform/zip-file.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { readPolicy } from "../log/read-policy.ts";
import { findRecords } from "../passport/find-record.ts";
import { loadPassport } from "../passport/read.ts";
import { readFullRecord } from "../passport/read-full-record.ts";
import { evidenceReader } from "../passport/record-evidence.ts";
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
 * each with questions and answers, `reports.json`, the policy of the log, and `SHA256SUMS` over all. `npx cellproof verify
 * bundles --policy policy.txt` checks it without network; each bundle is complete in itself. Every restricted record is
 * written down as delivered at the moment it goes into the archive. `CASE_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2)(b), for what authorities may read.
 */
export async function exportCase(ctx: Context, input: { readonly id: string }): Promise<CaseExport> {
  demand(ctx, "case.write", null);
  const found = await readCase(ctx, input);
  await recordDeed(ctx, ctx.db, { action: "case.export", subject: found.number, operatorId: null });
  return { fileName: `case-${found.number}.zip`, parts: zipFile(entriesOf(ctx, found), ctx.now()) };
}

async function* entriesOf(ctx: Context, found: CaseWithEvents): AsyncGenerator<ZipEntry> {
  const sums: string[] = [];
  const entry = (name: string, text: string): ZipEntry => {
    const bytes = new TextEncoder().encode(text);
    sums.push(`${createHash("sha256").update(bytes).digest("hex")}  ${name}`);
    return { name, bytes };
  };
  const json = (name: string, value: unknown) => entry(name, `${JSON.stringify(value, null, 2)}\n`);
  yield json("case.json", { registry: ctx.publicUrl, writtenAt: ctx.now().toISOString(), ...found });
  const taken = new Set(found.events.flatMap(({ report }) => report?.id ?? []));
  yield json(
    "reports.json",
    (await listReports(ctx)).filter(({ id }) => taken.has(id)),
  );
  const policy = await readPolicy(ctx);
  if (policy !== null) yield entry("policy.txt", policy);
  const evidenceOf = evidenceReader(ctx);
  const urls = [...new Set(found.events.flatMap(({ productUrl }) => productUrl ?? []))];
  for (const productUrl of urls) {
    const { passport, operator } = await loadPassport(ctx, productUrl);
    const name = productUrl.slice(ctx.publicUrl.length + 1).replaceAll(/[^A-Za-z0-9._-]+/g, "-");
    yield json(`passports/${name}.json`, await readHistory(ctx, { productUrl }));
    for (const stored of await findRecords(ctx.db, passport.id)) {
      const bundle = await evidenceOf({
        of: { passportId: passport.id, version: stored.version },
        ...{ operatorId: operator.id, stored },
      });
      const file = `${name}-v${String(stored.version)}.json`;
      yield entry(`bundles/${file}`, formatBundle(bundle));
      const record = await restrictedRecord(ctx, { productUrl, version: stored.version });
      if (record !== null) yield entry(`restricted/${file}`, formatBundle({ ...bundle, record }));
    }
  }
  yield { name: "SHA256SUMS", bytes: new TextEncoder().encode(`${sums.join("\n")}\n`) };
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
