import type { Context } from "../../context.ts";
import { enterRelease } from "../footprint/release.ts";
import type { ReleaseRequest } from "../footprint/release.ts";
import { enterItem } from "../passport/issue-item.ts";
import type { NewItem } from "../passport/issue-item.ts";
import { enterReissue } from "../passport/reissue-version.ts";

/** What an operator orders that has to be signed, in the words of the verb that does it. */
export type SigningOrder =
  | ({ readonly purpose: "release" } & ReleaseRequest)
  | ({ readonly purpose: "item" } & NewItem)
  | { readonly purpose: "reissue"; readonly productUrl: string };

/** What an order made. */
export interface CarriedOut {
  /** Where it is to be seen once published; null where nothing was signed. */
  readonly path: string | null;
  readonly operatorId: string;
}

/** Does what was ordered, with the verb's own policy, checks and transaction. */
export async function carryOut(ctx: Context, order: SigningOrder): Promise<CarriedOut> {
  switch (order.purpose) {
    case "release": {
      const { passport, footprint, operatorId } = await enterRelease(ctx, order);
      return { path: passport?.path ?? footprint?.path ?? null, operatorId };
    }
    case "item":
      return enterItem(ctx, order);
    case "reissue":
      return enterReissue(ctx, order);
  }
}
