import { and, desc, eq, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { delegation, document, operator, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { partyOf } from "../passport/read.ts";
import { within } from "../within.ts";
import type { LifeParty } from "./view.ts";

/** A written authority as its two operators and the keeper see it. */
export interface DelegationView {
  readonly id: string;
  readonly operator: LifeParty;
  readonly delegate: LifeParty;
  readonly roles: readonly string[];
  readonly document: { readonly id: string; readonly title: string };
  readonly startsOn: string;
  readonly endsOn: string;
  readonly grantedBy: string | null;
  readonly grantedAt: string;
  readonly revokedBy: string | null;
  readonly revokedAt: string | null;
  /** Today: not begun, in force, or over by its last day or by revocation. */
  readonly state: "notYet" | "inForce" | "ended" | "revoked";
}

/** Written authorities that the caller's operators gave or hold, newest first. */
export async function listDelegations(ctx: Context): Promise<readonly DelegationView[]> {
  const giving = within(ctx, "delegation.read", delegation.operatorId);
  const holding = within(ctx, "delegation.read", delegation.delegateId);
  const delegate = alias(operator, "delegate");
  const revoker = alias(user, "revoker");
  const rows = await ctx.db
    .select({
      row: delegation,
      operator,
      delegate,
      title: document.title,
      grantedBy: user.name,
      revokedBy: revoker.name,
    })
    .from(delegation)
    .innerJoin(operator, eq(operator.id, delegation.operatorId))
    .innerJoin(delegate, eq(delegate.id, delegation.delegateId))
    .innerJoin(document, eq(document.id, delegation.documentId))
    .leftJoin(user, eq(user.id, delegation.grantedBy))
    .leftJoin(revoker, eq(revoker.id, delegation.revokedBy))
    .where(and(giving === undefined || holding === undefined ? undefined : or(giving, holding)))
    .orderBy(desc(delegation.createdAt), desc(delegation.id))
    .limit(longestList);
  const today = ctx.now().toISOString().slice(0, 10);
  return rows.map(({ row, title, operator: giver, delegate: holder, grantedBy, revokedBy }) => ({
    id: row.id,
    operator: { ...partyOf(giver), id: giver.id },
    delegate: { ...partyOf(holder), id: holder.id },
    roles: row.roles,
    document: { id: row.documentId, title },
    ...{ startsOn: row.startsOn, endsOn: row.endsOn, grantedBy, revokedBy },
    grantedAt: row.createdAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    state: stateOf(row, today),
  }));
}

/** At most this many; a page is no archive. */
const longestList = 500;

function stateOf(row: typeof delegation.$inferSelect, today: string): DelegationView["state"] {
  if (row.revokedAt !== null) return "revoked";
  if (row.endsOn < today) return "ended";
  return row.startsOn > today ? "notYet" : "inForce";
}
