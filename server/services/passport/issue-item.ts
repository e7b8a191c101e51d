import type { Context } from "../../context.ts";

export interface NewItem {
  readonly modelId: string;
  readonly serial: string;
  /** `YYYY-MM`. */
  readonly manufacturedOn: string;
  /** `YYYY-MM-DD`. */
  readonly placedOnMarketOn?: string | undefined;
}

export interface IssuedItem {
  readonly productUrl: string;
  readonly path: string;
  readonly version: number;
  readonly leafIndex: number;
  readonly digest: string;
}

/** Issues the passport of one battery: `MODEL_NOT_RELEASED` before its model has one, `IDENTIFIER_TAKEN` for a serial in use. */
export async function issueItem(ctx: Context, input: NewItem): Promise<IssuedItem> {
  throw new Error(`not built yet ${String(ctx.now())} ${String(input)}`);
}
