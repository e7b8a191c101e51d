import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Audience, DataSet } from "../../domain/access/audience.ts";
import type { Elements } from "../../domain/record/credential.ts";
import { readerOf } from "../interest/reader-of.ts";
import { findModelPassport } from "./find-passport.ts";
import { findRecords } from "./find-record.ts";
import { levelOf } from "./level.ts";
import type { PassportRequest } from "./read.ts";
import { loadPassport } from "./read.ts";
import type { DisclosedVersion } from "./restricted-elements.ts";
import { restrictedElements } from "./restricted-elements.ts";

/** What a page shows to one reader beside what it shows to everybody. */
export interface RestrictedView {
  readonly audience: Audience;
  readonly dataSets: readonly DataSet[];
  /** By attribute, of the battery or batch itself. */
  readonly own: Elements;
  /** Of its model; of a model's own passport nothing is here. */
  readonly ofModel: Elements;
}

/**
 * The restricted values that the caller may read, of the version asked for and of the newest of its model, exactly as they
 * were signed; null for a reader to whom only the public part is open. That they were shown is written down.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2).
 */
export async function readRestricted(ctx: Context, input: PassportRequest): Promise<RestrictedView | null> {
  demand(ctx, "passport.read", null);
  if (ctx.caller.userId === null) return null;
  const { passport, model } = await loadPassport(ctx, input.productUrl);
  const reader = await readerOf(ctx, ctx.db, passport);
  if (reader.audience === "anyone" || passport.endedAt !== null) return null;
  const ofModel = passport.level === "model" ? null : await findModelPassport(ctx.db, model);
  return ctx.db.transaction(async (tx) => {
    const give = async (id: string, level: DisclosedVersion["level"], version?: number) => {
      const [found] = await findRecords(tx, id, version, 1);
      if (found === undefined) return {};
      const at = { passportId: id, version: found.version, level };
      return restrictedElements(ctx, tx, at, reader, "page");
    };
    const level = levelOf(passport.level);
    return {
      ...reader,
      own: await give(passport.id, level, input.version),
      ofModel: ofModel === null ? {} : await give(ofModel.id, "model"),
    };
  });
}
