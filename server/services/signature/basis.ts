import { asc, eq, inArray } from "drizzle-orm";
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
  { order: { purpose }, inputs }: Pick<PendingDraft, "order" | "inputs">,
): Promise<string> {
  const keys = await db
    .select({ kid: operatorKey.kid, state: operatorKey.state })
    .from(operatorKey)
    .where(eq(operatorKey.operatorId, operatorId))
    .orderBy(asc(operatorKey.leafIndex));
  // What a body says of a passport of somebody else is judged by its own verb. Whoever answers for the others: of a transfer
  // that is accepted it is not yet who signs.
  const subjects = purpose === "opinion" || purpose === "sale" ? [] : [...new Set(inputs.map(subjectOf))];
  const statuses = await db
    .select({ version: statusEntry.version, value: statusEntry.value })
    .from(statusEntry)
    .innerJoin(passport, eq(passport.id, statusEntry.passportId))
    .where(inArray(passport.productUrl, subjects))
    .orderBy(asc(passport.productUrl), asc(statusEntry.version));
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
