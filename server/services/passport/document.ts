import type { Context } from "../../context.ts";

import type { PassportDocument } from "../../domain/passport/document.ts";
import type { PassportRequest } from "./read.ts";

/** The standard passport document (EN 18223, compressed form), cut to what the caller may read. */
export async function readDocument(ctx: Context, input: PassportRequest): Promise<PassportDocument> {
  throw new Error(`not built yet ${String(ctx.now())} ${String(input)}`);
}
