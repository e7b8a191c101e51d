import { asc, eq, and } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { disclosure } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { DisclosureGroup } from "../../domain/access/audience.ts";
import type { Disclosure } from "../../domain/record/full-record.ts";

/** Keeps the disclosures of a version, each encrypted and bound to its place: a row in another place opens nowhere. */
export async function keepDisclosures(
  ctx: Context,
  tx: Database,
  passportId: string,
  version: number,
  disclosures: readonly Disclosure[],
): Promise<void> {
  // A batch hides nothing.
  if (disclosures.length === 0) return;
  await tx.insert(disclosure).values(
    disclosures.map(({ group, name, text }, position) => ({
      ...{ passportId, version, position, group, name },
      encrypted: ctx.keys.sealText(placeOf(passportId, version, position), text),
    })),
  );
}

/** The disclosures of a version that belong to these groups, in stored order, exactly as made at its issue. */
export async function openDisclosures(
  ctx: Context,
  db: Database,
  passportId: string,
  version: number,
  groups: readonly DisclosureGroup[],
): Promise<readonly { readonly group: DisclosureGroup; readonly text: string }[]> {
  if (groups.length === 0) return [];
  const rows = await db
    .select()
    .from(disclosure)
    .where(and(eq(disclosure.passportId, passportId), eq(disclosure.version, version)))
    .orderBy(asc(disclosure.position));
  return rows.flatMap((row) => {
    const group = groups.find((one) => one === row.group);
    if (group === undefined) return [];
    return [{ group, text: ctx.keys.openText(placeOf(passportId, version, row.position), row.encrypted) }];
  });
}

function placeOf(passportId: string, version: number, position: number): string {
  return `disclosure:${passportId}:${version}:${position}`;
}
