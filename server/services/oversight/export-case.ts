import { createHash } from "node:crypto";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { formatBundle } from "../../domain/verification/bundle.ts";
import type { ZipEntry } from "../../platform/zip-file.ts";
import { zipFile } from "../../platform/zip-file.ts";
import { recordDeed } from "../audit/record.ts";
import { readPolicy } from "../log/read-policy.ts";
import { findRecords } from "../passport/find-record.ts";
import { loadPassport } from "../passport/read.ts";
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
 * proofs, `passports/` the history of each with questions and answers, `reports.json`, the policy of the log, and
 * `SHA256SUMS` over all. `npx cellproof verify bundles --policy policy.txt` checks it without network; each bundle is
 * complete in itself. `CASE_NOT_FOUND`.
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
      yield entry(`bundles/${name}-v${String(stored.version)}.json`, formatBundle(bundle));
    }
  }
  yield { name: "SHA256SUMS", bytes: new TextEncoder().encode(`${sums.join("\n")}\n`) };
}
