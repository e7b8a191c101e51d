import { createHash } from "node:crypto";
import { and, asc, desc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  declaration,
  operator,
  operatorKey,
  statusEntry,
  supplierFootprint,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import type { CandidateKey } from "../../domain/record/jws.ts";
import { didOf, jwks } from "../../domain/record/did.ts";
import { footprintAddress } from "../../domain/record/product-footprint.ts";
import type { JsonObject } from "../../domain/record/strict-json.ts";
import { isJsonObject } from "../../domain/record/strict-json.ts";
import { verifyRecord } from "../../domain/verification/verify-record.ts";
import type { Verdict } from "../../domain/verification/verdict.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { witnessedBeforeCompromise } from "../key/witnessed-before.ts";
import { keyState } from "../operator/find.ts";
import { listsInForce } from "../status/lists-in-force.ts";
import type { FootprintWithdrawal } from "./withdrawals.ts";
import { withdrawalsOf } from "./withdrawals.ts";

export type FootprintRow = typeof supplierFootprint.$inferSelect;

/** How a supplier's figure stands now. */
export interface FigureJudgement {
  /** The parts of the verdict; null for a figure that nobody signed. */
  readonly verdict: Verdict | null;
  /** Whether the record, or else the document, still has its digest. */
  readonly hasDigest: boolean;
  /** Whether the figure kept here is the one in the record; true where nobody signed. */
  readonly saysTheSame: boolean;
  readonly isExpired: boolean;
  /** That the supplier withdrew its record; null for every other figure. */
  readonly withdrawn: FootprintWithdrawal | null;
  /** What took its place: another figure, and since which UTC day. */
  readonly replacedBy: Replacement | null;
}

export interface Replacement {
  readonly supplierFootprintId: string;
  readonly since: string;
}

/**
 * Judges a supplier's figure as a stranger would: the signature under the keys the supplier publishes now, issuer and
 * subject as expected, the supplier's status lists, digest, term, and whether it still is the supplier's newest word.
 */
export async function judgeFigure(
  ctx: Pick<Context, "now" | "publicUrl">,
  db: Database,
  row: FootprintRow,
): Promise<FigureJudgement> {
  const today = ctx.now().toISOString().slice(0, 10);
  const replaced = await replacementsOf(db, [row]);
  const withdrawn = await withdrawalsOf(db, row.record === null ? [] : [row]);
  const standing = {
    withdrawn: withdrawn.get(row.id) ?? null,
    isExpired: row.validUntil !== null && row.validUntil < today,
    replacedBy: replaced.get(row.id) ?? null,
  };
  if (row.record === null) {
    const digest = createHash("sha256").update(canonicalJson(row.document)).digest("base64url");
    return { verdict: null, hasDigest: digest === row.contentHash, saysTheSame: true, ...standing };
  }
  const { verdict, credential } = await verified(ctx, db, row, row.record);
  const digest = createHash("sha256").update(row.record, "ascii").digest("base64url");
  return {
    verdict,
    hasDigest: digest === row.contentHash,
    saysTheSame: credential !== null && isFigureOf(row, credential),
    ...standing,
  };
}

async function verified(
  ctx: Pick<Context, "now" | "publicUrl">,
  db: Database,
  row: FootprintRow,
  record: string,
) {
  const [supplier] =
    row.supplierOperatorId === null
      ? []
      : await db.select().from(operator).where(eq(operator.id, row.supplierOperatorId));
  const keys: readonly CandidateKey[] =
    supplier === undefined ? [] : await keysFor(db, supplier.id, row.leafIndex);
  const slug = supplier?.slug ?? "";
  return verifyRecord(
    { record, ...(await statusListsOf(db, row)) },
    {
      ...{ keys, at: ctx.now(), issuer: didOf(ctx.publicUrl, slug) },
      ...(row.receivedByOperatorId === null
        ? { subject: footprintAddress(ctx.publicUrl, slug, row.id) }
        : {}),
    },
    webCrypto,
  );
}

/** The supplier's newest lists that name the record; none for one without a status. */
async function statusListsOf(
  db: Database,
  { contentHash }: FootprintRow,
): Promise<{ readonly statusList?: string; readonly tokenStatusList?: string }> {
  const [place] = await db
    .select({ operatorId: statusEntry.operatorId, list: statusEntry.list })
    .from(statusEntry)
    .innerJoin(supplierFootprint, eq(supplierFootprint.id, statusEntry.supplierFootprintId))
    .where(eq(supplierFootprint.contentHash, contentHash));
  const lists = place === undefined ? null : await listsInForce(db, place.operatorId, place.list);
  return lists === null ? {} : { statusList: lists.bitstring, tokenStatusList: lists.token };
}

/**
 * Keys that the supplier publishes now, and those that were compromised after a witness had signed the log with the record:
 * the record then stays acceptable. Source: record format, section 3, compromise.
 */
async function keysFor(
  db: Database,
  operatorId: string,
  leafIndex: number | null,
): Promise<readonly CandidateKey[]> {
  const rows = await db
    .select({ key: operatorKey, seen: witnessedBeforeCompromise() })
    .from(operatorKey)
    .where(eq(operatorKey.operatorId, operatorId))
    .orderBy(asc(operatorKey.leafIndex));
  const states = rows.map(({ key: { kid, publicJwk, state }, seen }) => ({
    ...{ kid, jwk: publicJwk },
    state: keyState(state === "compromised" && leafIndex !== null && leafIndex < seen ? "retired" : state),
  }));
  return jwks(states).keys;
}

/** Whether the columns that calculations read are what was signed. */
function isFigureOf(row: FootprintRow, credential: JsonObject): boolean {
  const { credentialSubject: subject, validUntil } = credential;
  if (!isJsonObject(subject)) return false;
  const { declaredUnit } = subject;
  return (
    typeof declaredUnit === "string" &&
    row.value === subject["kgCO2ePerDeclaredUnit"] &&
    row.unit === `kgCO2e/${declaredUnit}` &&
    row.periodStart === subject["periodStart"] &&
    row.periodEnd === subject["periodEnd"] &&
    typeof validUntil === "string" &&
    row.validUntil === validUntil.slice(0, 10)
  );
}

/**
 * What took the place of these figures, by their identifiers: the record of a later declaration of the same product, the
 * same one signed anew, or a later answer to the same request.
 */
export async function replacementsOf(
  db: Database,
  rows: readonly Pick<FootprintRow, "id" | "declarationId" | "requestId" | "leafIndex">[],
): Promise<ReadonlyMap<string, Replacement>> {
  const replaced = new Map<string, Replacement>();
  for (const row of rows) {
    const found = (await laterRecord(db, row)) ?? (await laterAnswer(db, row));
    if (found !== undefined)
      replaced.set(row.id, {
        supplierFootprintId: found.id,
        since: found.createdAt.toISOString().slice(0, 10),
      });
  }
  return replaced;
}

async function laterRecord(
  db: Database,
  { declarationId, leafIndex }: Pick<FootprintRow, "declarationId" | "leafIndex">,
): Promise<{ readonly id: string; readonly createdAt: Date } | undefined> {
  if (declarationId === null) return undefined;
  const [own] = await db
    .select({ product: declaration.supplierProductId, number: declaration.number })
    .from(declaration)
    .where(eq(declaration.id, declarationId));
  if (own?.product == null) return undefined;
  const [later] = await db
    .select({ id: supplierFootprint.id, createdAt: supplierFootprint.createdAt })
    .from(supplierFootprint)
    .innerJoin(declaration, eq(declaration.id, supplierFootprint.declarationId))
    .where(
      and(
        eq(declaration.supplierProductId, own.product),
        or(
          gt(declaration.number, own.number),
          leafIndex === null
            ? undefined
            : and(eq(declaration.number, own.number), gt(supplierFootprint.leafIndex, leafIndex)),
        ),
        eq(supplierFootprint.origin, "credential"),
        isNull(supplierFootprint.receivedByOperatorId),
      ),
    )
    .orderBy(desc(declaration.number), desc(supplierFootprint.leafIndex))
    .limit(1);
  return later;
}

async function laterAnswer(
  db: Database,
  { id, requestId }: Pick<FootprintRow, "id" | "requestId">,
): Promise<{ readonly id: string; readonly createdAt: Date } | undefined> {
  if (requestId === null) return undefined;
  const [later] = await db
    .select({ id: supplierFootprint.id, createdAt: supplierFootprint.createdAt })
    .from(supplierFootprint)
    // Identifiers are ordered by time.
    .where(and(eq(supplierFootprint.requestId, requestId), gt(supplierFootprint.id, id)))
    .orderBy(desc(supplierFootprint.id))
    .limit(1);
  return later;
}

/** Rows by identifier. */
export async function figureRows(db: Database, ids: readonly string[]): Promise<readonly FootprintRow[]> {
  const asked = [...new Set(ids)];
  return asked.length === 0
    ? []
    : db.select().from(supplierFootprint).where(inArray(supplierFootprint.id, asked));
}
