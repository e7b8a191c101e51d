import { logWitness } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { isWholeVkey, parseVkey } from "../../domain/transparency/note.ts";
import { parseWitnessUrl } from "../../domain/transparency/witness-url.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { Fields } from "../input.ts";
import { askWitnesses } from "./ask-witnesses.ts";

export interface NewWitness {
  /** Verifier key of type 4, as the witness publishes it. */
  readonly vkey: string;
  /** Prefix of its address. */
  readonly url: string;
  /** Run by the registry itself: shown so, for it proves nothing against the registry. */
  readonly own?: boolean | undefined;
}

/**
 * Has a witness sign every checkpoint from now on, or again after it was taken away, and asks it at once in the background.
 * `IDENTIFIER_TAKEN` for another key under the name of a witness.
 */
export async function addWitness(ctx: Context, input: NewWitness): Promise<{ readonly name: string }> {
  demand(ctx, "registry.keep", null);
  const fields = new Fields();
  const vkey = fields.take("vkey", parseVkey(input.vkey.trim()));
  const url = fields.take("url", parseWitnessUrl(input.url.trim()));
  if (vkey !== undefined && vkey.type !== 4) fields.add("E_VKEY_TYPE", "vkey", { type: String(vkey.type) });
  if (vkey !== undefined && !(await isWholeVkey(vkey, webCrypto)))
    fields.add("E_VKEY_ID", "vkey", { name: vkey.name });
  fields.refuse();
  if (vkey === undefined || url === undefined) throw new Error("A field without a problem has a value.");
  const { name } = vkey;
  const own = input.own ?? false;
  try {
    await ctx.db.transaction(async (tx) => {
      await tx
        .insert(logWitness)
        .values({ vkey: input.vkey.trim(), name, url, own, createdAt: ctx.now() })
        .onConflictDoUpdate({ target: logWitness.vkey, set: { url, own, removedAt: null, trouble: null } });
      await recordDeed(ctx, tx, {
        ...{ action: "log.addWitness", subject: name, operatorId: null },
        detail: { url, own },
      });
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Refusal("IDENTIFIER_TAKEN", `There is a witness ${name} with another key.`, [
      { code: "IDENTIFIER_TAKEN", path: "vkey", params: { value: name } },
    ]);
  }
  void askWitnesses(ctx);
  return { name };
}
