import { desc, sql } from "drizzle-orm";
import { attributeCatalogue } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import { findAttribute } from "../../domain/catalogue/catalogue.ts";
import type { ListChanges } from "../../domain/catalogue/changes.ts";
import { catalogueChanges } from "../../domain/catalogue/changes.ts";
import { parseCatalogue } from "../../domain/catalogue/parse-catalogue.ts";
import { unfilled } from "../../domain/catalogue/unfilled.ts";
import type { Parsed, Problem } from "../../domain/problem.ts";
import { accept, reject, rejectAll } from "../../domain/problem.ts";
import { recordDeed } from "../audit/record.ts";
import { digestOf } from "../digest.ts";
import { invalidInput } from "../input.ts";
import { currentCatalogue, isNewer, keepCatalogue } from "./current.ts";

/** What a version would change, list by list. */
export type CatalogueDifference = Readonly<Record<keyof ReturnType<typeof catalogueChanges>, ListChanges>>;

/** A version that was read, and how it differs from the one in use; or everything that is wrong with it. */
export interface CatalogueReview {
  readonly version: string | null;
  readonly inUse: string;
  readonly difference: CatalogueDifference | null;
  readonly problems: readonly Problem[];
}

export interface CatalogueRow {
  readonly version: string;
  readonly digest: string;
  /** When it came into this registry; null for the one of the release while nothing was made under it. */
  readonly addedAt: string | null;
  readonly attributes: number;
  readonly isInUse: boolean;
  readonly isOfRelease: boolean;
}

/** Versions this registry has, newest first. */
export async function listCatalogues(ctx: Context): Promise<readonly CatalogueRow[]> {
  demand(ctx, "registry.keep", null);
  const inUse = (await currentCatalogue(ctx.db)).catalogue.version;
  const rows = await ctx.db.select().from(attributeCatalogue).orderBy(desc(attributeCatalogue.addedAt));
  const kept = rows.flatMap(({ content, contentHash, addedAt }) => {
    const read = parseCatalogue(content);
    return read.ok ? [rowOf(read.value, contentHash, addedAt.toISOString(), inUse)] : [];
  });
  const hasBundled = kept.some(({ version }) => version === bundledCatalogue.version);
  const all = hasBundled ? kept : [...kept, rowOf(bundledCatalogue, digestOf(bundledCatalogue), null, inUse)];
  return all.toSorted((one, other) => (isNewer(one.version, other.version) ? -1 : 1));
}

function rowOf(catalogue: Catalogue, digest: string, addedAt: string | null, inUse: string): CatalogueRow {
  const { version, attributes } = catalogue;
  return {
    ...{ version, digest, addedAt, attributes: attributes.length },
    isInUse: version === inUse,
    isOfRelease: version === bundledCatalogue.version,
  };
}

/** Reads a version without keeping it: what is wrong with it, or what it would change. */
export async function reviewCatalogue(
  ctx: Context,
  input: { readonly text: string },
): Promise<CatalogueReview> {
  demand(ctx, "registry.keep", null);
  const { catalogue: before } = await currentCatalogue(ctx.db);
  const read = readNext(input.text, before);
  return read.ok
    ? {
        ...{ version: read.value.version, inUse: before.version, problems: [] },
        difference: catalogueChanges(before, read.value),
      }
    : { version: null, inUse: before.version, difference: null, problems: read.problems };
}

/**
 * Adopts a version of the attribute catalogue: from now on the next records are made under it; what was signed stays
 * under its own. A version is adopted once and never changes.
 *
 * Refusal: `INVALID_INPUT` with the problems of `parseCatalogue` at their places, `E_CATALOGUE_JSON`,
 * `E_CATALOGUE_VERSION` for one that is not newer than the one in use, `E_CATALOGUE_LACKS` for a point without which no
 * record says what it is about, `E_CATALOGUE_UNFILLED` for an owed one nobody could fill.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2) fifth subparagraph: Annex XIII may be amended.
 */
export async function adoptCatalogue(
  ctx: Context,
  input: { readonly text: string },
): Promise<{ readonly version: string }> {
  demand(ctx, "registry.keep", null);
  return ctx.db.transaction(async (tx) => {
    // One after the other: of two that are called the same only the first is a version.
    await tx.execute(sql`select pg_advisory_xact_lock(${adoptingLock})`);
    const { catalogue: before } = await currentCatalogue(tx);
    const read = readNext(input.text, before);
    if (!read.ok) throw invalidInput(read.problems);
    const catalogue = read.value;
    const { version } = catalogue;
    const digest = digestOf(catalogue);
    await keepCatalogue(tx, { catalogue, digest });
    const detail = { version, digest, former: before.version };
    await recordDeed(ctx, tx, { action: "catalogue.adopt", subject: version, operatorId: null, detail });
    return { version };
  });
}

/** "ctlg" in ASCII. */
const adoptingLock = 0x63746c67;

/** Points a record cannot do without: what it is about, and whether it is a passport. */
const indispensable = ["batteryCategory", "batteryModelIdentifier", "batterySerialNumber"] as const;

function readNext(text: string, before: Catalogue): Parsed<Catalogue> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const read = parseCatalogue(json.value);
  if (!read.ok) return read;
  const { version } = read.value;
  const problems: Problem[] = indispensable
    .filter((id) => findAttribute(read.value, id) === undefined)
    .map((id) => ({ code: "E_CATALOGUE_LACKS", path: "attributes", params: { value: id } }));
  problems.push(...unfilled(read.value));
  if (!isNewer(version, before.version)) {
    const params = { value: version, expected: before.version };
    problems.push({ code: "E_CATALOGUE_VERSION", path: "version", params });
  }
  return problems.length > 0 ? rejectAll(problems) : accept(read.value);
}

function parseJson(text: string): Parsed<unknown> {
  try {
    const json: unknown = JSON.parse(text);
    return accept(json);
  } catch {
    return reject("E_CATALOGUE_JSON", "");
  }
}
