import type { FactorView } from "./view.ts";
import { digestOf } from "../digest.ts";

/** What a factor says, without its version. */
export type FactorContent = Omit<FactorView, "version" | "contentHash" | "newestVersion">;

/** Members that joined the content later: one without a value is not written, so that older hashes hold. */
const later = [
  "operatorId",
  "gwpSet",
  "category",
  "evidenceDocumentId",
  "supplierFootprintId",
  "quality",
  "validUntil",
] as const;

/** Base64url SHA-256 over the canonical JSON of everything the factor says. */
export function contentHashOf(factor: FactorContent, version: number): string {
  const { id, nameEn, nameZh, value, unit, geography, year, sourceTitle } = factor;
  const { sourceWhere, qualityNote, boundary, illustrative } = factor;
  const said = later.flatMap((name) => (factor[name] === null ? [] : [[name, factor[name]] as const]));
  const content = {
    ...{ id, version, nameEn, nameZh, value, unit, geography, year, sourceTitle },
    ...{ sourceWhere, qualityNote, boundary, illustrative },
    ...Object.fromEntries(said),
  };
  return digestOf(content);
}

/** One hash for a set of factors, whatever their order: it names the library as it stood. */
export function setHashOf(factors: readonly Pick<FactorView, "id" | "version" | "contentHash">[]): string {
  const set = factors
    .map(({ id, version, contentHash }) => [id, version, contentHash] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return digestOf(set);
}
