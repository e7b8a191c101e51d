import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import type { PassportDocument } from "../passport/document.ts";
import type { JsonValue } from "../record/strict-json.ts";

/** Schemes in which the registry of the Union takes an economic operator. */
export const registryOperatorSchemes = ["NTR", "LEI", "VAT", "eID"] as const;
export type RegistryOperatorScheme = (typeof registryOperatorSchemes)[number];

/** What the registry of the Union is told of one passport. */
export interface RegistrationEntry {
  readonly uniqueProductIdentifier: string;
  readonly digitalProductPassportId: string;
  readonly granularity: "item";
  /** Product identifier of the model, and of the batch where there is one. */
  readonly modelIdentifier: string;
  readonly batchIdentifier: string | null;
  /** HS, CN or TARIC: 6, 8 or 10 digits. */
  readonly commodityCode: string;
  readonly economicOperator: { readonly scheme: RegistryOperatorScheme; readonly value: string };
  /** Who keeps the copy, and where; null while there is none. */
  readonly backup: { readonly provider: string; readonly address: string } | null;
  readonly version: number;
  /** Where exactly this version stands. */
  readonly versionUrl: string;
  readonly versionHash: {
    readonly algorithm: "SHA-256";
    readonly encoding: "base64url";
    readonly value: string;
  };
  /** Of a passport that is registered already: what the registry calls it. */
  readonly registrationId: string | null;
}

/** What an entry is made of: the passport as anybody reads it, and what the outbox keeps beside it. */
export interface EntrySource {
  readonly document: PassportDocument;
  readonly modelIdentifier: string;
  readonly batchIdentifier: string | null;
  /** Base64url SHA-256 of the public record of the version. */
  readonly versionHash: string;
  readonly registrationId: string | null;
}

/**
 * The entry of a passport; every value is one that stands in the passport, because the registry compares the two. Else what
 * is missing: `E_REGISTRATION_LEVEL` (a passport of no single battery), `E_REGISTRATION_COMMODITY`,
 * `E_REGISTRATION_OPERATOR` (no identifier in a scheme that the registry takes).
 *
 * Source: Implementing Regulation (EU) 2026/1778, Art. 8(1), (3), (4) and (7).
 */
export function registrationEntry(source: EntrySource): Parsed<RegistrationEntry> {
  const { document, modelIdentifier, batchIdentifier, versionHash, registrationId } = source;
  const problems: Problem[] = [];
  if (document.granularity !== "item") {
    problems.push({
      code: "E_REGISTRATION_LEVEL",
      path: "granularity",
      params: { value: document.granularity },
    });
  }
  const commodityCode = textAt(elementOf(document, "commodityCode"));
  if (commodityCode === "") problems.push({ code: "E_REGISTRATION_COMMODITY", path: "commodityCode" });
  const operator = elementOf(document, "economicOperatorIdentifier");
  const scheme = registryOperatorSchemes.find((one) => one === textAt(operator, "scheme"));
  if (scheme === undefined) {
    problems.push({
      code: "E_REGISTRATION_OPERATOR",
      path: "economicOperator",
      params: { value: textAt(operator, "scheme") || "-", expected: registryOperatorSchemes.join(", ") },
    });
  }
  const { uniqueProductIdentifier } = document;
  if (problems.length > 0 || scheme === undefined) return rejectAll(problems);
  const copy = elementOf(document, "backupCopyReference");
  const provider = textAt(copy, "provider");
  const address = textAt(copy, "address");
  return accept({
    ...{ uniqueProductIdentifier, digitalProductPassportId: document.digitalProductPassportId },
    ...{ granularity: "item", modelIdentifier, batchIdentifier, commodityCode },
    economicOperator: { scheme, value: textAt(operator, "value") },
    backup: provider === "" && address === "" ? null : { provider, address },
    version: document.recordVersion,
    versionUrl: `${uniqueProductIdentifier}/versions/${String(document.recordVersion)}`,
    versionHash: { algorithm: "SHA-256", encoding: "base64url", value: versionHash },
    registrationId,
  });
}

/**
 * Whether the registry refuses the address of the passport: it takes HTTPS without a port only. A registry of ours that
 * runs for trial has another; its files are made all the same, to be looked at.
 *
 * Source: user guide of the registry, 1.02.
 */
export function hasUsualAddress({ uniqueProductIdentifier }: RegistrationEntry): boolean {
  return /^https:\/\/[^/:?#@]+\//.test(uniqueProductIdentifier);
}

/** A value of the document, statutory or voluntary. */
function elementOf(document: PassportDocument, id: string): unknown {
  for (const name of document.contentSpecificationIds) {
    const content = document[name];
    if (typeof content === "object" && content !== null && id in content) {
      return Object.entries(content).find(([key]) => key === id)?.[1];
    }
  }
  return undefined;
}

function textAt(value: unknown, member?: string): string {
  if (member === undefined) return typeof value === "string" ? value : "";
  return isObject(value) ? textAt(value[member]) : "";
}

function isObject(value: unknown): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
