import type { Context } from "../../context.ts";
import { enterNewBatch } from "../batch/create.ts";
import type { NewBatch } from "../batch/create.ts";
import { enterRelease } from "../footprint/release.ts";
import type { ReleaseRequest } from "../footprint/release.ts";
import type { Action } from "../../domain/access/policy.ts";
import type { TransferAcceptance } from "../life/accept-transfer.ts";
import { enterAcceptance } from "../life/accept-transfer.ts";
import type { WasteDeclaration } from "../life/declare-waste.ts";
import { enterWaste } from "../life/declare-waste.ts";
import type { SecondLife } from "../life/make-second-life.ts";
import { enterSecondLife } from "../life/make-second-life.ts";
import { enterSignedAnew } from "../life/sign-anew.ts";
import type { NewOpinion } from "../opinion/give.ts";
import { enterOpinion } from "../opinion/give.ts";
import type { ModelRelease } from "../model/release.ts";
import { enterModelRelease } from "../model/release.ts";
import { enterItem } from "../passport/issue-item.ts";
import type { NewItem } from "../passport/issue-item.ts";
import { enterOrderedRenewal } from "../passport/renew-item.ts";
import type { ItemRenewal } from "../passport/renew-item.ts";
import { enterReissue } from "../passport/reissue-version.ts";
import { enterFootprintReissue } from "../supplier/reissue-record.ts";
import { enterRowsToSign } from "../product-import/run.ts";
import type { ActOnSale } from "../status/act-on-sale.ts";
import { enterAct } from "../status/act-on-sale.ts";

/** What an operator or body orders that has to be signed, in the words of the verb that does it. */
export type SigningOrder =
  | ({ readonly purpose: "release" } & ReleaseRequest)
  /** The data of a model, as the next version of its passport. */
  | ({ readonly purpose: "modelRelease" } & ModelRelease)
  /** One battery, with its batch where it is the first of it. */
  | ({ readonly purpose: "item" } & NewItem)
  | ({ readonly purpose: "batch" } & NewBatch)
  | ({ readonly purpose: "itemRenewal" } & ItemRenewal)
  /** A transfer that is accepted: of waste with a version for each of its batteries. */
  | ({ readonly purpose: "transfer" } & TransferAcceptance)
  | ({ readonly purpose: "waste" } & WasteDeclaration)
  | ({ readonly purpose: "secondLife" } & SecondLife)
  /** The next of what an operator took over and has not signed yet. */
  | { readonly purpose: "signAnew"; readonly operatorId: string }
  /** The next batteries of an imported file. */
  | { readonly purpose: "importedItems"; readonly id: string }
  | { readonly purpose: "reissue"; readonly productUrl: string }
  /** A supplied product's footprint record, by its identifier. */
  | { readonly purpose: "reissueFootprint"; readonly id: string }
  | ({ readonly purpose: "opinion" } & NewOpinion)
  | ({ readonly purpose: "sale" } & ActOnSale);

/**
 * Who may order what is signed outside, and bring the signatures: whoever may do it with a key of the registry's. For a body
 * that signs opinions or stops of a sale that is who the keeper named to act for it.
 */
export const actionOf: Readonly<Record<SigningOrder["purpose"], Action>> = {
  ...{ release: "item.issue", modelRelease: "item.issue", item: "item.issue", reissue: "item.issue" },
  ...{ batch: "item.issue", itemRenewal: "item.issue" },
  ...{ transfer: "transfer.decide", waste: "life.change", secondLife: "life.change", signAnew: "item.issue" },
  importedItems: "item.issue",
  reissueFootprint: "item.issue",
  ...{ opinion: "opinion.give", sale: "passport.suspend" },
};

/** What is signed outside, by name. */
export const purposes = [
  ...["release", "modelRelease", "item", "batch", "itemRenewal", "transfer", "waste", "secondLife"],
  ...["signAnew", "importedItems", "reissue", "reissueFootprint", "opinion", "sale"],
] as const satisfies readonly SigningOrder["purpose"][];

/** What an order made. */
export interface CarriedOut {
  /** Where it is to be seen once published; null where nothing was signed. */
  readonly path: string | null;
  readonly operatorId: string;
  /** Files of the store that are to be removed once it is committed. */
  readonly files?: readonly string[];
}

/** Does what was ordered, with the verb's own policy, checks and transaction. */
export async function carryOut(ctx: Context, order: SigningOrder): Promise<CarriedOut> {
  switch (order.purpose) {
    case "release": {
      const { passport, footprint, operatorId } = await enterRelease(ctx, order);
      return { path: passport?.path ?? footprint?.path ?? null, operatorId };
    }
    case "modelRelease":
      return enterModelRelease(ctx, order);
    case "item":
      return ctx.db.transaction((tx) => enterItem(ctx, tx, order));
    case "batch":
      return ctx.db.transaction((tx) => enterNewBatch(ctx, tx, order));
    case "itemRenewal":
      return ctx.db.transaction((tx) => enterOrderedRenewal(ctx, tx, order));
    case "transfer":
      return ctx.db.transaction((tx) => enterAcceptance(ctx, tx, order));
    case "waste":
      return ctx.db.transaction((tx) => enterWaste(ctx, tx, order));
    case "secondLife":
      return ctx.db.transaction((tx) => enterSecondLife(ctx, tx, order));
    case "signAnew":
      return ctx.db.transaction((tx) => enterSignedAnew(ctx, tx, order));
    case "importedItems":
      return ctx.db.transaction((tx) => enterRowsToSign(ctx, tx, order));
    case "reissue":
      return enterReissue(ctx, order);
    case "reissueFootprint":
      return enterFootprintReissue(ctx, order);
    case "opinion":
      return enterOpinion(ctx, order);
    case "sale":
      return enterAct(ctx, order);
  }
}
