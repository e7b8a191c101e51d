import { shownText } from "../../server/domain/shown-text.ts";
import { largestFileBytes } from "../../server/domain/passport/file-kind.ts";
import { runtime } from "../../server/platform/runtime.ts";
import { Refusal, refusalBehind } from "../../server/refusal.ts";

/** The form around the file: field names, boundaries, a title. */
const formBytes = 64 * 1024;

/** A form with a file. A body that is larger than any good one is not read; one that ends early is a broken upload. */
export async function readUpload(request: Request): Promise<FormData> {
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

/** A field of the form; empty when it is missing or a file. */
export function textIn(form: FormData, name: string): string {
  const entry = form.get(name);
  return typeof entry === "string" ? shownText(entry.slice(0, 500)) : "";
}

/** The bytes of the form's file. */
export async function fileIn(form: FormData): Promise<Uint8Array> {
  const entry = form.get("file");
  if (entry === null || typeof entry === "string") {
    throw new Refusal("INVALID_INPUT", "There is no file in this form.", [
      { code: "E_REQUIRED", path: "file" },
    ]);
  }
  return new Uint8Array(await entry.arrayBuffer());
}

/** What was thrown, as `{code, message, problems}` with its status; our own failures are logged and say no more. */
export function refused(error: unknown, what: string): Response {
  const headers = { "cache-control": "private, no-store" };
  const refusal = refusalBehind(error);
  if (refusal !== undefined) {
    const { code, message, problems, status } = refusal;
    return Response.json({ code, message, problems }, { status, headers });
  }
  runtime().logger.error(what, { error });
  return Response.json(
    { code: "INTERNAL", message: "internal error", problems: [] },
    { status: 500, headers },
  );
}
