import type { Context } from "../../context.ts";

export interface ReleaseRequest {
  readonly id: string;
  readonly lock: number;
  /** Mandatory from the second declaration on. */
  readonly reason?: string | undefined;
}

export interface Release {
  readonly declarationId: string;
  readonly number: number;
  /** Null for a supplied product, which has no passport. */
  readonly passport: {
    readonly productUrl: string;
    readonly path: string;
    readonly version: number;
    readonly leafIndex: number;
    readonly digest: string;
  } | null;
}

/** Releases a declaration; for a model, signs and logs the next version of its passport. */
export async function releaseDeclaration(ctx: Context, input: ReleaseRequest): Promise<Release> {
  throw new Error(`not built yet ${String(ctx.now())} ${String(input)}`);
}
