import type { Database } from "../../../db/client.ts";
import { activeKey } from "./active-key.ts";
import { findSigningKey } from "./find-signing-key.ts";

/** Whether what an operator issues next is signed with a key that only it holds. `KEY_NOT_FOUND`, `OPERATOR_CEASED`. */
export async function signsOutside(
  db: Database,
  operator: { readonly id: string; readonly name: string },
): Promise<boolean> {
  const { kid } = await activeKey(db, operator);
  return (await findSigningKey(db, kid))?.signer === "upload";
}
