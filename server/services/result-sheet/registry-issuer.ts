import { eq, sql } from "drizzle-orm";
import { operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { didOf, registrySlug } from "../../domain/record/did.ts";
import { recordDeed } from "../audit/record.ts";
import { enterKey } from "../key/enter.ts";
import { publishLog } from "../log/publish.ts";
import { newId } from "../new-id.ts";
import type { ActiveKey } from "../operator/active-key.ts";
import { activeKey } from "../operator/active-key.ts";

/** The registry as one who signs. */
export interface RegistryIssuer {
  readonly did: string;
  readonly key: ActiveKey;
}

/**
 * The registry's own name and the key it signs with. They are entered when they are first needed: the key is announced in
 * the log as every operator's is, stands at `/op/registry`, and is rotated and declared compromised by the keeper.
 * `KEY_NOT_FOUND` while it has none that is published and active.
 *
 * Source: record format, section 3: a key signs only once its entry is published.
 */
export async function registryIssuer(ctx: Context): Promise<RegistryIssuer> {
  const owner = (await find(ctx)) ?? (await enter(ctx));
  return { did: didOf(ctx.publicUrl, registrySlug), key: await activeKey(ctx.db, owner) };
}

async function find(ctx: Context) {
  const [found] = await ctx.db
    .select({ id: operator.id, name: operator.name })
    .from(operator)
    .where(eq(operator.slug, registrySlug));
  return found;
}

/** "regi" in ASCII: of two who ask first, one enters the key and the other finds it. */
const enteringLock = 0x72656769;

async function enter(ctx: Context) {
  const { host } = new URL(ctx.publicUrl);
  const did = didOf(ctx.publicUrl, registrySlug);
  const owner = await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${enteringLock})`);
    const there = await find({ ...ctx, db: tx });
    if (there !== undefined) return there;
    const row = { id: newId(ctx), slug: registrySlug, name: `Registry at ${host}` };
    await tx.insert(operator).values({
      ...row,
      ...{ kind: "registry", nameOriginal: `${host} 登记系统`, web: ctx.publicUrl },
      // It is known by its address alone; who keeps it says so elsewhere.
      ...{ streetAddress: "", postalCode: "", city: "", country: "", email: "" },
      ...{ identifierScheme: "DID", identifier: did },
    });
    await recordDeed(ctx, tx, { action: "operator.create", subject: registrySlug, operatorId: row.id });
    const { kid, publicJwk, encryptedPrivateKey } = ctx.keys.create(did);
    const held = { use: "passport", signer: "process", signerKey: null } as const;
    await enterKey(ctx, tx, { ...row }, { ...held, kid, publicJwk, encryptedPrivateKey });
    return row;
  });
  await publishLog(ctx);
  return owner;
}
