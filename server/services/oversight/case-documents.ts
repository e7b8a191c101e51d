import type { Context } from "../../context.ts";
import type { DocumentKind, StudyDocument } from "../../domain/study/content.ts";
import { documentKinds } from "../../domain/study/content.ts";
import { Refusal } from "../../refusal.ts";
import { findDocuments } from "../document/find.ts";
import { readFile } from "../document/read.ts";
import { exportEvidencePack } from "../recycled/export-pack.ts";
import { readRecycledContent } from "../recycled/read.ts";
import { readStudyDocument } from "../study/read-document.ts";
import { readStudyRequest } from "../study/read-request.ts";

/** Sets a document of a declaration as a PDF, in the language of whoever asked. */
export type WritePdf = (document: StudyDocument) => Promise<Uint8Array>;

/** A document of a case, and what a reader of its manifest has to know of it. */
export interface CaseDocument {
  /** Below the folder of the documents. */
  readonly name: string;
  /** Null for a file that the store no longer has. */
  readonly bytes: Uint8Array | null;
  readonly about: Readonly<Record<string, string | number>>;
}

export interface DocumentsOf {
  readonly model: { readonly id: string; readonly operatorId: string; readonly productUrl: string };
  /** Released declarations its passports carry, newest first. */
  readonly declarations: readonly { readonly declarationId: string; readonly number: number }[];
}

/**
 * Every document about a model that the caller may read, one after the other: files attached to it, the declaration, public
 * study and full report of each of its declarations with the frozen request, the evidence behind its recycled shares by
 * year. Each verb is asked as for one document alone, so each asks the policy and writes down what it gives away.
 */
export async function* caseDocuments(
  ctx: Context,
  { model, declarations }: DocumentsOf,
  writePdf: WritePdf,
): AsyncGenerator<CaseDocument> {
  for (const { path, title, language, mediaType, attribute } of await findDocuments(ctx, model)) {
    const id = path.split("/").at(-1) ?? "";
    const bytes = await keptFile(ctx, { productUrl: model.productUrl, id });
    const name = `files/${attribute}-${id}.${endings[mediaType] ?? "bin"}`;
    yield { name, bytes, about: { title, attribute, language, mediaType } };
  }
  for (const { declarationId: id, number } of declarations) {
    for (const kind of documentKinds)
      yield { ...named(kind, number), bytes: await writePdf(await readStudyDocument(ctx, { id, kind })) };
    const { body } = await readStudyRequest(ctx, { id });
    const about = { declaration: number, document: "frozen calculation request" };
    yield { name: `declaration-${String(number)}/request.json`, bytes: encoder.encode(body), about };
  }
  const { years } = await readRecycledContent(ctx, { modelId: model.id });
  for (const year of years) {
    const { fileName, parts } = await exportEvidencePack(ctx, { modelId: model.id, year });
    const chunks: Uint8Array[] = [];
    for await (const part of parts) chunks.push(part);
    const about = { year, document: "evidence behind recycled shares" };
    yield { name: `recycled/${fileName}`, bytes: Buffer.concat(chunks), about };
  }
}

const encoder = new TextEncoder();

const endings: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "image/png": "png",
  "image/jpeg": "jpg",
};

const titles: Readonly<Record<DocumentKind, string>> = {
  declaration: "carbon footprint declaration",
  study: "public study",
  report: "full study report",
};

function named(kind: DocumentKind, number: number): Pick<CaseDocument, "name" | "about"> {
  const about = { declaration: number, document: titles[kind], mediaType: "application/pdf" };
  return { name: `declaration-${String(number)}/${kind}.pdf`, about };
}

async function keptFile(
  ctx: Context,
  place: { readonly productUrl: string; readonly id: string },
): Promise<Uint8Array | null> {
  try {
    return (await readFile(ctx, place)).bytes;
  } catch (error) {
    // One lost file takes nothing else out of the archive; the manifest says that it is missing.
    if (error instanceof Refusal && error.code === "DOCUMENT_NOT_FOUND") return null;
    throw error;
  }
}
