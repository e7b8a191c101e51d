import { createHash } from "node:crypto";
import { stringify } from "csv-stringify/sync";
import type { Context } from "../../context.ts";
import type { ZipEntry } from "../../platform/zip-file.ts";
import { zipFile } from "../../platform/zip-file.ts";
import { recordDeed } from "../audit/record.ts";
import { loadModel } from "../model/find.ts";
import { readRecycledContent } from "./read.ts";
import type { RecycledRequest } from "./read.ts";
import type { LotView, RecycledView } from "./view.ts";

/** An archive to download, written while it is read. */
export interface EvidencePack {
  readonly fileName: string;
  readonly parts: AsyncGenerator<Uint8Array>;
}

/**
 * Everything behind the recycled shares of a model in one year as one archive, for the notified body: what is stated, what
 * follows from the lots and what is missing (`statement.json`), the lots as CSV and JSON, the evidence files under their
 * digests, and `SHA256SUMS` over all of them. Who outside the operator takes it is written down.
 * Roles and refusals as {@link readRecycledContent}.
 */
export async function exportEvidencePack(ctx: Context, input: RecycledRequest): Promise<EvidencePack> {
  const view = await readRecycledContent(ctx, input);
  const { operatorId } = await loadModel(ctx.db, input.modelId);
  if (!ctx.caller.memberships.some((held) => held.operatorId === operatorId)) {
    const deed = { subject: input.modelId, operatorId: null, detail: { year: view.year } };
    await recordDeed(ctx, ctx.db, { action: "recycledEvidence.read", ...deed });
  }
  const fileName = `recycled-content-${view.model.modelCode}-${String(view.year ?? "none")}.zip`.replace(
    /[^A-Za-z0-9._-]/g,
    "-",
  );
  return { fileName, parts: zipFile(entriesOf(ctx, view), ctx.now()) };
}

async function* entriesOf(ctx: Context, view: RecycledView): AsyncGenerator<ZipEntry> {
  const sums: string[] = [];
  const entry = (name: string, content: string | Uint8Array): ZipEntry => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    sums.push(`${createHash("sha256").update(bytes).digest("hex")}  ${name}`);
    return { name, bytes };
  };
  yield entry("statement.json", `${JSON.stringify(statementOf(ctx, view), null, 2)}\n`);
  yield entry("lots.json", `${JSON.stringify(view.lots.map(lotOf), null, 2)}\n`);
  yield entry("lots.csv", csvOf(view.lots));
  const packed = new Set<string>();
  for (const { evidence } of view.lots) {
    if (evidence === null || packed.has(evidence.sha256)) continue;
    packed.add(evidence.sha256);
    const bytes = await ctx.files.get(evidence.sha256);
    if (bytes === undefined) throw new Error("The file store lost a document.");
    yield entry(evidencePath(evidence), bytes);
  }
  yield { name: "SHA256SUMS", bytes: new TextEncoder().encode(`${sums.join("\n")}\n`) };
}

function statementOf(
  ctx: Context,
  { model, year, metals, documentedFrom, steps, placedOn, judgedAt }: RecycledView,
) {
  return {
    registry: ctx.publicUrl,
    writtenAt: ctx.now().toISOString(),
    source: "Regulation (EU) 2023/1542, Art. 8; one share for each metal, never added up or averaged",
    ...{ model, year, metals, documentedFrom, minimums: steps, placedOn, judgedAt },
  };
}

function lotOf({ removable: _, evidence, ...lot }: LotView) {
  return { ...lot, evidence: evidence === null ? null : { ...evidence, file: evidencePath(evidence) } };
}

/** With the byte order mark that makes spreadsheets read UTF-8, and no cell that one would run as a formula. */
function csvOf(lots: readonly LotView[]): string {
  const header = ["year", "metal", "lot", "supplier", "metal_kg", "pre_consumer_kg", "post_consumer_kg"];
  const rows = lots.map((lot) => [
    ...[String(lot.year), lot.metal, lot.lot, lot.supplier, lot.metalKg, lot.preConsumerKg],
    ...[
      lot.postConsumerKg,
      lot.evidence?.title ?? "",
      lot.evidence === null ? "" : evidencePath(lot.evidence),
    ],
    ...[lot.evidence?.sha256 ?? "", lot.illustrative ? "illustrative" : ""],
  ]);
  const more = ["evidence_title", "evidence_file", "evidence_sha256", "remark"];
  return stringify([[...header, ...more], ...rows], { bom: true, escape_formulas: true });
}

const endings: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "image/png": "png",
  "image/jpeg": "jpg",
};

function evidencePath({
  sha256,
  mediaType,
}: {
  readonly sha256: string;
  readonly mediaType: string;
}): string {
  return `evidence/${sha256}.${endings[mediaType] ?? "bin"}`;
}
