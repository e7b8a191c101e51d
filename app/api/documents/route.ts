import { contextOfHeaders, runtime } from "../../../server/platform/runtime.ts";
import { largestFileBytes } from "../../../server/domain/passport/file-kind.ts";
import { Refusal } from "../../../server/refusal.ts";
import { uploadDocument } from "../../../server/services/document/upload.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";

/** The form around the file: field names, boundaries, a title. */
const formBytes = 64 * 1024;

/**
 * Keeps a file of a model: `multipart/form-data` with `modelId`, `attribute`, `title`, `language` and `file`. 201 with the
 * document; a refusal as `{code, message, problems}` with its status.
 */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin();
  try {
    const ctx = await contextOfHeaders(request.headers);
    const form = await readForm(request);
    const document = await uploadDocument(ctx, {
      modelId: textOf(form, "modelId"),
      attribute: textOf(form, "attribute"),
      title: textOf(form, "title"),
      language: textOf(form, "language"),
      bytes: await bytesOf(form),
    });
    return Response.json(document, { status: 201, headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return refused(error);
  }
}

/** A body that is larger than any good one is not read; one that ends early is a broken upload. */
async function readForm(request: Request): Promise<FormData> {
  if (Number(request.headers.get("content-length") ?? 0) > largestFileBytes + formBytes) {
    throw new Refusal("FILE_TOO_LARGE", "A file may have 10 MiB at most.", [
      { code: "FILE_TOO_LARGE", path: "file" },
    ]);
  }
  try {
    return await request.formData();
  } catch {
    throw new Refusal("FILE_BROKEN", "The upload was cut off, or is no form. Send it again.", [
      { code: "FILE_BROKEN", path: "file" },
    ]);
  }
}

function textOf(form: FormData, name: string): string {
  const entry = form.get(name);
  return typeof entry === "string" ? entry.slice(0, 500) : "";
}

async function bytesOf(form: FormData): Promise<Uint8Array> {
  const entry = form.get("file");
  if (entry === null || typeof entry === "string") {
    throw new Refusal("INVALID_INPUT", "There is no file in this form.", [
      { code: "E_REQUIRED", path: "file" },
    ]);
  }
  return new Uint8Array(await entry.arrayBuffer());
}

function refused(error: unknown): Response {
  const headers = { "cache-control": "private, no-store" };
  if (error instanceof Refusal) {
    const { code, message, problems, status } = error;
    return Response.json({ code, message, problems }, { status, headers });
  }
  runtime().logger.error("an upload failed", { error });
  return Response.json(
    { code: "INTERNAL", message: "internal error", problems: [] },
    { status: 500, headers },
  );
}
