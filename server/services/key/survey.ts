import { and, asc, count, desc, eq, isNull } from "drizzle-orm";
import {
  operator as operatorTable,
  operatorKey,
  passportVersion,
  pendingSignature,
  supplierFootprint,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { didOf, issuerUrl } from "../../domain/record/did.ts";
import { algorithmOf } from "../../domain/record/jwk.ts";
import type { KeyAlgorithm } from "../../domain/record/jwk.ts";
import type { StoredKey } from "../../platform/signer.ts";
import { Refusal } from "../../refusal.ts";
import { publishedSize } from "../log/published.ts";
import { keyState } from "../operator/find.ts";
import { draftHours, isExpired } from "../signature/stored.ts";
import { kidOf } from "../supplier/kid-of.ts";
import { recordsInDoubt } from "./in-doubt.ts";

/** A key as the people of its operator see it; nothing of its private part. */
export interface KeyRow {
  readonly kid: string;
  readonly use: "passport" | "status";
  readonly signer: StoredKey["signer"];
  readonly custody: "registry" | "operator";
  /** Its name at the signing service or on the token. */
  readonly signerKey: string | null;
  readonly alg: KeyAlgorithm;
  readonly state: "active" | "retired" | "compromised";
  /** Its entry in the log is published: only then it counts. */
  readonly isPublished: boolean;
  /** The one that new records, or new lists, are signed with. */
  readonly isNext: boolean;
  readonly leafIndex: number;
  readonly createdAt: string;
  readonly retiredAt: string | null;
  readonly compromisedSince: string | null;
  /** Versions of passports, and records of supplied products, that it has signed. */
  readonly recordCount: number;
  /** Those of a compromised key that are valid and nobody can rely on. */
  readonly inDoubt: number;
}

/** What waits for signatures from outside. */
export interface WaitingRow {
  readonly id: string;
  readonly purpose: string;
  readonly kid: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** Keys of one operator, newest last, and all around them. */
export interface KeySurvey {
  readonly operatorId: string;
  readonly name: string;
  readonly nameOriginal: string | null;
  readonly slug: string;
  readonly did: string;
  readonly issuer: string;
  readonly keys: readonly KeyRow[];
  /** Records are signed outside by the operator itself. */
  readonly signsOutside: boolean;
  readonly waiting: readonly WaitingRow[];
  /** Holders of keys that are set up at this registry. */
  readonly holders: { readonly service: boolean; readonly pkcs11: boolean };
}

/** Everything about the keys of an operator, for its people and the keeper. `OPERATOR_NOT_FOUND`. */
export async function surveyKeys(ctx: Context, input: { readonly operatorId: string }): Promise<KeySurvey> {
  demand(ctx, "operator.read", input.operatorId);
  const [owner] = await ctx.db.select().from(operatorTable).where(eq(operatorTable.id, input.operatorId));
  if (owner === undefined) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  const rows = await ctx.db
    .select()
    .from(operatorKey)
    .where(eq(operatorKey.operatorId, owner.id))
    .orderBy(asc(operatorKey.leafIndex));
  const signed = await ctx.db
    .select({ kid: passportVersion.kid, versions: count() })
    .from(passportVersion)
    .innerJoin(
      operatorKey,
      and(eq(operatorKey.kid, passportVersion.kid), eq(operatorKey.operatorId, owner.id)),
    )
    .groupBy(passportVersion.kid);
  // Which key signed a footprint stands in the record itself.
  const footprints = await ctx.db
    .select({ record: supplierFootprint.record })
    .from(supplierFootprint)
    .where(
      and(
        eq(supplierFootprint.supplierOperatorId, owner.id),
        eq(supplierFootprint.origin, "credential"),
        isNull(supplierFootprint.receivedByOperatorId),
      ),
    );
  const size = await publishedSize(ctx.db);
  const counts = (use: string) =>
    rows.findLast((key) => key.use === use && key.state === "active" && key.leafIndex < size)?.kid;
  const next = counts("passport");
  const outside = rows.find(({ kid }) => kid === next)?.signer === "upload";
  const nextForLists = outside ? counts("status") : undefined;
  const doubts = new Map<string, number>();
  for (const { kid, state } of rows) {
    if (state !== "compromised") continue;
    const records = await recordsInDoubt(ctx, kid);
    doubts.set(kid, records.filter(({ value }) => value === 0).length);
  }
  return {
    ...{ operatorId: owner.id, name: owner.name, nameOriginal: owner.nameOriginal, slug: owner.slug },
    did: didOf(ctx.publicUrl, owner.slug),
    issuer: issuerUrl(ctx.publicUrl, owner.slug),
    keys: rows.map((key) => ({
      ...{ kid: key.kid, signer: key.signer, signerKey: key.signerKey, leafIndex: key.leafIndex },
      use: key.use === "status" ? "status" : "passport",
      custody: key.custody === "operator" ? "operator" : "registry",
      alg: algorithmOf(key.publicJwk),
      state: keyState(key.state),
      isPublished: key.leafIndex < size,
      isNext: key.kid === next || key.kid === nextForLists,
      createdAt: key.createdAt.toISOString(),
      retiredAt: key.retiredAt?.toISOString() ?? null,
      compromisedSince: key.compromisedSince?.toISOString() ?? null,
      recordCount:
        (signed.find(({ kid }) => kid === key.kid)?.versions ?? 0) +
        footprints.filter(({ record }) => kidOf(record) === key.kid).length,
      inDoubt: doubts.get(key.kid) ?? 0,
    })),
    signsOutside: outside,
    waiting: await waitingOf(ctx, owner.id),
    holders: { service: ctx.outside.service !== undefined, pkcs11: ctx.outside.pkcs11 !== undefined },
  };
}

async function waitingOf(ctx: Context, operatorId: string): Promise<readonly WaitingRow[]> {
  const rows = await ctx.db
    .select()
    .from(pendingSignature)
    .where(
      and(
        eq(pendingSignature.operatorId, operatorId),
        isNull(pendingSignature.enteredAt),
        isNull(pendingSignature.droppedAt),
      ),
    )
    .orderBy(desc(pendingSignature.createdAt));
  return rows
    .filter(({ createdAt }) => !isExpired(ctx, createdAt))
    .map(({ id, purpose, kid, createdAt }) => ({
      ...{ id, purpose, kid },
      createdAt: createdAt.toISOString(),
      expiresAt: new Date(createdAt.getTime() + draftHours * 3_600_000).toISOString(),
    }));
}
