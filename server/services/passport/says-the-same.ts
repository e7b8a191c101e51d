import { desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import { hiddenIn } from "../../domain/passport/restricted-attributes.ts";
import type { CatalogueSubject, Elements } from "../../domain/record/credential.ts";
import { digestOf } from "../digest.ts";
import { undated } from "../footprint/freeze.ts";
import { newestSubject } from "./find-record.ts";
import { signedRestricted } from "./restricted-elements.ts";

/** What a next version would say. */
interface Saying {
  readonly subject: CatalogueSubject;
  readonly catalogue: Catalogue;
  /** With what its full record would hide. */
  readonly values: Elements;
}

/** Whether a next version would say what the newest one says, in clear and hidden; false before the first. */
export async function saysTheSame(
  ctx: Context,
  tx: Database,
  passportId: string,
  { subject, catalogue, values }: Saying,
): Promise<boolean> {
  if (!(await saysTheSameOpenly(tx, passportId, subject))) return false;
  const version = await newestVersionOf(tx, passportId);
  const level = subject.granularity;
  const signed = await signedRestricted(ctx, tx, { passportId, version, level });
  const now = Object.fromEntries(
    hiddenIn(subject, catalogue).flatMap(({ id }) => (values[id] === undefined ? [] : [[id, values[id]]])),
  );
  return digestOf(signed) === digestOf(now);
}

/** Whether everybody would read in a next version what the newest one says; false before the first. */
export async function saysTheSameOpenly(
  tx: Database,
  passportId: string,
  subject: CatalogueSubject,
): Promise<boolean> {
  const before = await newestSubject(tx, passportId);
  return before !== null && digestOf(undated(before)) === digestOf(undated(subject));
}

/** Number of the newest version of a signed passport, published or pending. */
export async function newestVersionOf(tx: Database, passportId: string): Promise<number> {
  const [newest] = await tx
    .select({ version: passportVersion.version })
    .from(passportVersion)
    .where(eq(passportVersion.passportId, passportId))
    .orderBy(desc(passportVersion.version))
    .limit(1);
  if (newest === undefined) throw new Error("A signed passport has a version.");
  return newest.version;
}
