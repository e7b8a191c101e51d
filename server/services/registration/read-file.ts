import { eq } from "drizzle-orm";
import { document, registration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { RegistrationFile } from "../../domain/registration/file.ts";
import { registrationJson, registrationXml } from "../../domain/registration/file.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";

/** A file for the registry of the Union, as it was prepared, in JSON or in XML. `DOCUMENT_NOT_FOUND`. */
export async function readRegistrationFile(
  ctx: Context,
  { id, form }: { readonly id: string; readonly form: "json" | "xml" },
): Promise<{ readonly fileName: string; readonly text: string }> {
  demand(ctx, "registration.read", null);
  const { kept } = await loadFile(ctx, id);
  demand(ctx, "registration.read", kept.operatorId);
  const bytes = await ctx.files.get(kept.sha256);
  if (bytes === undefined) throw new Error("The file store lost a file of registrations.");
  // Written by prepareFiles alone.
  const file: RegistrationFile = JSON.parse(new TextDecoder().decode(bytes));
  const day = file.preparedAt.slice(0, 10);
  return {
    fileName: `registration-${day}-${id.slice(-12)}.${form}`,
    text: form === "json" ? registrationJson(file) : registrationXml(file),
  };
}

/** The document that a file of registrations is kept as; `DOCUMENT_NOT_FOUND` for anything else. */
export async function loadFile(ctx: Context, id: string) {
  const [found] = isUuid(id)
    ? await ctx.db
        .select({ kept: document })
        .from(document)
        .innerJoin(registration, eq(registration.fileId, document.id))
        .where(eq(document.id, id))
        .limit(1)
    : [];
  if (found === undefined) throw new Refusal("DOCUMENT_NOT_FOUND", "There is no such file here.");
  return found;
}
