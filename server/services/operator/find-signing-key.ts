import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operatorKey } from "../../../db/schema/index.ts";
import type { StoredKey } from "../../platform/signer.ts";

/** What the signer needs of a key: its state and who holds it. Asked by the program only, never for a person. */
export async function findSigningKey(db: Database, kid: string): Promise<StoredKey | undefined> {
  const [key] = await db
    .select({
      state: operatorKey.state,
      publicJwk: operatorKey.publicJwk,
      signer: operatorKey.signer,
      signerKey: operatorKey.signerKey,
      encryptedPrivateKey: operatorKey.encryptedPrivateKey,
    })
    .from(operatorKey)
    .where(eq(operatorKey.kid, kid));
  return key;
}
