import type { Database } from "../../../db/client.ts";
import { operatorKey } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { didOf, issuerUrl } from "../../domain/record/did.ts";
import type { PublicJwk } from "../../domain/record/jwk.ts";
import type { IssuerKeyEntry } from "../../domain/transparency/entry.ts";
import { issuerKeyEntry } from "../../domain/transparency/entry.ts";
import type { StoredKey } from "../../platform/signer.ts";
import { appendToLog } from "../log/append.ts";

/** A key that is about to become one of an operator's. */
export interface EnteringKey {
  readonly kid: string;
  readonly publicJwk: PublicJwk;
  readonly use: "passport" | "status";
  readonly signer: StoredKey["signer"];
  readonly signerKey: string | null;
  readonly encryptedPrivateKey: Uint8Array | null;
}

interface Owner {
  readonly id: string;
  readonly slug: string;
}

/**
 * Enters a key and its `issuer-key` entry inside the caller's transaction; it counts once a checkpoint contains the
 * entry. Whoever can make this program sign with a key has it in the registry's custody, wherever the key lies: only one
 * whose signatures are brought from outside is in the operator's.
 */
export async function enterKey(ctx: Context, tx: Database, owner: Owner, key: EnteringKey): Promise<void> {
  const custody = key.signer === "upload" ? "operator" : "registry";
  const leafIndex = await logKeyChange(ctx, tx, owner, {
    action: "add",
    kid: key.kid,
    jwk: key.publicJwk,
    custody,
    ...(key.use === "status" ? { use: "status" } : {}),
  });
  await tx
    .insert(operatorKey)
    .values({ ...key, operatorId: owner.id, custody, leafIndex, createdAt: ctx.now() });
}

/** Logs what happens to a key, under the operator's names. Answers the place in the log. */
export async function logKeyChange(
  ctx: Context,
  tx: Database,
  { slug }: Owner,
  change: Omit<IssuerKeyEntry, "issuer" | "alsoKnownAs" | "time">,
): Promise<number> {
  const entry = issuerKeyEntry({
    ...change,
    issuer: didOf(ctx.publicUrl, slug),
    alsoKnownAs: [issuerUrl(ctx.publicUrl, slug)],
    time: ctx.now(),
  });
  const [logged] = await appendToLog(tx, [entry]);
  if (logged === undefined) throw new Error("The log took no entry.");
  return logged.index;
}
