import { and, desc, eq, gt, lte } from "drizzle-orm";
import { operator, statusListVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseOperatorSlug } from "../../domain/identifier/operator-slug.ts";
import { readDateTimeStamp } from "../../domain/record/time.ts";
import { Refusal } from "../../refusal.ts";
import { isPublished } from "../log/published.ts";
import type { StatusListView } from "./view.ts";

export interface StatusListRequest {
  /** Operator's part of the address. */
  readonly slug: string;
  /** Number of the list as it stands in the address. */
  readonly list: string;
  /** The Bitstring Status List credential, or the Token Status List beside it. */
  readonly kind: "bitstring" | "token";
  /** A date and time with offset: the list in force then; the newest when not given. */
  readonly timestamp?: string | undefined;
}

/**
 * A published status list as signed: the newest, or the one in force at a time. `STATUS_LIST_NOT_FOUND` also for a time
 * before the first; `INVALID_INPUT` for a time without date, seconds or offset.
 *
 * Source: record format, section 4.2; W3C Bitstring Status List 1.0, section 2.4 (`timestamp`).
 */
export async function readStatusList(ctx: Context, input: StatusListRequest): Promise<StatusListView> {
  demand(ctx, "record.read", null);
  const { timestamp } = input;
  const timeMs = timestamp === undefined ? null : readDateTimeStamp(timestamp);
  if (timestamp !== undefined && timeMs === null) {
    throw new Refusal(
      "INVALID_INPUT",
      "timestamp has to be a date and time with seconds and offset, such as 2026-11-20T13:00:00Z.",
      [{ code: "E_TIMESTAMP", path: "timestamp", params: { value: timestamp.slice(0, 60) } }],
    );
  }
  const slug = parseOperatorSlug(input.slug);
  const list = /^[1-9][0-9]{0,8}$/.test(input.list) ? Number(input.list) : null;
  if (!slug.ok || list === null) throw notFound(input);
  const ofList = and(
    eq(operator.slug, slug.value),
    eq(statusListVersion.list, list),
    isPublished(statusListVersion.leafIndex),
  );
  const [found] = await ctx.db
    .select({ version: statusListVersion })
    .from(statusListVersion)
    .innerJoin(operator, eq(operator.id, statusListVersion.operatorId))
    .where(and(ofList, timeMs === null ? undefined : lte(statusListVersion.issuedAt, new Date(timeMs))))
    .orderBy(desc(statusListVersion.seq))
    .limit(1);
  if (found === undefined) throw notFound(input);
  const { version } = found;
  const [next] = await ctx.db
    .select({ issuedAt: statusListVersion.issuedAt })
    .from(statusListVersion)
    .innerJoin(operator, eq(operator.id, statusListVersion.operatorId))
    .where(and(ofList, gt(statusListVersion.seq, version.seq)))
    .orderBy(statusListVersion.seq)
    .limit(1);
  return {
    token: input.kind === "bitstring" ? version.bitstring : version.token,
    sequence: version.seq,
    leafIndex: version.leafIndex,
    issuedAt: version.issuedAt,
    validUntil: version.validUntil,
    replacedAt: next?.issuedAt ?? null,
  };
}

function notFound({ slug, list, timestamp }: StatusListRequest): Refusal {
  const when = timestamp === undefined ? "" : ` at ${timestamp}`;
  return new Refusal("STATUS_LIST_NOT_FOUND", `There is no status list ${list} of ${slug} here${when}.`);
}
