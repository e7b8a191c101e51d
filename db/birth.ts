import { isNotNull } from "drizzle-orm";
import pg from "pg";
import { keyStore } from "../server/platform/key-store.ts";
import type { Database } from "./client.ts";
import { operator, operatorKey, registry } from "./schema/index.ts";

/** "birth" in ASCII, cut to what fits. */
const birthLock = 0x62697274;

/**
 * Programs that start at once on one database do this one after the other: what it is born as, and the demonstration in
 * it, come from one of them, and the others find both finished.
 */
export async function oneAfterTheOther<T>(config: pg.ClientConfig, act: () => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [birthLock]);
    return await act();
  } finally {
    await client.end(); // and with it the lock
  }
}

/** What a database was born as; undefined for a new one. */
export async function readBirth(
  db: Database,
): Promise<{ publicUrl: string; demonstration: boolean } | undefined> {
  const [row] = await db
    .select({ publicUrl: registry.publicUrl, demonstration: registry.demonstration })
    .from(registry);
  return row;
}

/**
 * Writes down, at the first start, what this database is, and checks at every later one that it is started as the same.
 * Throws with the reason when identifiers would no longer lead here, or when the operators' keys could not be read.
 */
export async function confirmBirth(
  db: Database,
  wanted: {
    readonly publicUrl: string;
    readonly demonstration: boolean;
    readonly keyEncryptionKey: Uint8Array;
  },
): Promise<void> {
  const { publicUrl, demonstration, keyEncryptionKey } = wanted;
  const born = await readBirth(db);
  if (born === undefined) {
    await db.insert(registry).values({ publicUrl, demonstration }).onConflictDoNothing();
    return;
  }
  if (born.publicUrl !== publicUrl) {
    const [filled] = await db.select({ id: operator.id }).from(operator).limit(1);
    if (filled !== undefined)
      throw new Error(
        `This database was filled under PUBLIC_URL ${born.publicUrl} and is now started under ${publicUrl}. Its identifiers, ` +
          `printed codes and signed records name the first and never change. Set PUBLIC_URL=${born.publicUrl}, ` +
          "or use another database (DATA_DIR or DATABASE_URL).",
      );
    await db.update(registry).set({ publicUrl });
  }
  const [key] = await db
    .select({ kid: operatorKey.kid, encrypted: operatorKey.encryptedPrivateKey })
    .from(operatorKey)
    .where(isNotNull(operatorKey.encryptedPrivateKey))
    .limit(1);
  if (key?.encrypted) keyStore(keyEncryptionKey).open(key.kid, key.encrypted);
}
