import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { attributeCatalogue } from "../../../db/schema/index.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import { parseCatalogue } from "../../domain/catalogue/parse-catalogue.ts";
import { catalogueContext } from "../../domain/record/catalogue-context.ts";
import { catalogueSchema } from "../../domain/record/catalogue-schema.ts";
import { isOfCatalogue } from "../../domain/record/content.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { digestOf } from "../digest.ts";

/** A version of the catalogue with the digest that records name. */
export interface KeptCatalogue {
  readonly catalogue: Catalogue;
  /** Base64url SHA-256 of its canonical JSON. */
  readonly digest: string;
}

/** The catalogue of this release. */
const bundled: KeptCatalogue = { catalogue: bundledCatalogue, digest: digestOf(bundledCatalogue) };

/** Versions read so far: none ever changes. */
const known = new Map<string, KeptCatalogue>([[bundledCatalogue.version, bundled]]);

/** The version that new passports are made under: the newest, of this release or added by the registry's keeper. */
export async function currentCatalogue(db: Database): Promise<KeptCatalogue> {
  const rows = await db.select({ version: attributeCatalogue.version }).from(attributeCatalogue);
  const versions = [bundledCatalogue.version, ...rows.map(({ version }) => version)];
  const newest = versions.reduce((one, other) => (isNewer(other, one) ? other : one));
  return (await findCatalogue(db, newest)) ?? bundled;
}

/** One version; null when the registry has none of that name. */
export async function findCatalogue(db: Database, version: string): Promise<KeptCatalogue | null> {
  const found = known.get(version);
  if (found !== undefined) return found;
  const [row] = await db.select().from(attributeCatalogue).where(eq(attributeCatalogue.version, version));
  if (row === undefined) return null;
  const read = parseCatalogue(row.content);
  if (!read.ok) throw new Error(`The database holds a catalogue it should refuse: ${version}.`);
  const kept = { catalogue: read.value, digest: row.contentHash };
  known.set(version, kept);
  return kept;
}

/** The version a record was made under; null for a record of before the catalogue. */
export async function catalogueOf(db: Database, subject: BatterySubject): Promise<Catalogue | null> {
  if (!isOfCatalogue(subject)) return null;
  const found = await findCatalogue(db, subject.catalogue.version);
  if (found === null) throw new Error(`There is no catalogue ${subject.catalogue.version}.`);
  return found.catalogue;
}

/**
 * Keeps a version with what describes its records, unless it is kept already. Throws when another content has its name:
 * versions never change.
 */
export async function keepCatalogue(tx: Database, { catalogue, digest }: KeptCatalogue): Promise<void> {
  const { version } = catalogue;
  await tx
    .insert(attributeCatalogue)
    .values({
      version,
      content: catalogue,
      contentHash: digest,
      context: catalogueContext(catalogue),
      schema: catalogueSchema(catalogue),
    })
    .onConflictDoNothing();
  const [kept] = await tx
    .select({ contentHash: attributeCatalogue.contentHash })
    .from(attributeCatalogue)
    .where(eq(attributeCatalogue.version, version));
  if (kept?.contentHash !== digest) {
    throw new Error(`The catalogue ${version} of this release is not the ${version} of this database.`);
  }
}

/** Whether one version comes after another: they count in three numbers. */
export function isNewer(one: string, other: string): boolean {
  const [ours, theirs] = [numbersOf(one), numbersOf(other)];
  const place = ours.findIndex((number, index) => number !== theirs[index]);
  return place >= 0 && (ours[place] ?? 0) > (theirs[place] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  return version.split(".").map(Number);
}
