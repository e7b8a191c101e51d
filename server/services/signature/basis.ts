import { and, asc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operatorKey, passport, statusEntry } from "../../../db/schema/index.ts";
import { digestOf } from "../digest.ts";
import type { PendingDraft } from "./stored.ts";

/**
 * Digest of all that a draft rests on: the texts themselves, which name the former version, the key and what is declared;
 * the keys of the operator and their states; what became of the versions before.
 */
export async function basisOf(
  db: Database,
  operatorId: string,
  { inputs }: Pick<PendingDraft, "inputs">,
): Promise<string> {
  const keys = await db
    .select({ kid: operatorKey.kid, state: operatorKey.state })
    .from(operatorKey)
    .where(eq(operatorKey.operatorId, operatorId))
    .orderBy(asc(operatorKey.leafIndex));
  const [first] = inputs;
  const subject = first === undefined ? "" : subjectOf(first);
  const statuses = await db
    .select({ version: statusEntry.version, value: statusEntry.value })
    .from(statusEntry)
    .innerJoin(passport, eq(passport.id, statusEntry.passportId))
    .where(and(eq(passport.productUrl, subject), eq(passport.operatorId, operatorId)))
    .orderBy(asc(statusEntry.version));
  return digestOf({ inputs, keys, statuses });
}

/** `credentialSubject.id` of a text that this registry made. */
function subjectOf(input: string): string {
  const [, payload = ""] = input.split(".");
  const { credentialSubject }: { readonly credentialSubject?: { readonly id?: string } } = JSON.parse(
    Buffer.from(payload, "base64url").toString("utf8"),
  );
  return credentialSubject?.id ?? "";
}
