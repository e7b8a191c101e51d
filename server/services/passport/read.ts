import type { Context } from "../../context.ts";
import type { PassportView } from "./view.ts";

export interface PassportRequest {
  readonly productUrl: string;
  readonly version?: number | undefined;
}

/** The passport at a product URL, newest version or the one asked for: `PASSPORT_NOT_FOUND`, `VERSION_NOT_FOUND`, `PASSPORT_ENDED`. */
export async function readPassport(ctx: Context, input: PassportRequest): Promise<PassportView> {
  throw new Error(`not built yet ${String(ctx.now())} ${String(input)}`);
}
