import type { Parsed } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import { toDecimal } from "../quantity/exact.ts";
import type { JsonObject } from "../record/strict-json.ts";
import { declaredUnitNames } from "./declared-unit.ts";
import type { ImportedFootprint } from "./imported-footprint.ts";
import { perUnit, qualityOf, readValidity, shareOf } from "./imported-footprint.ts";
import { Members } from "./members.ts";

const text = { asNumber: false } as const;
const scores = { ...text, between: ["1", "5"] } as const;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const urn = /^urn:/i;

/**
 * Reads a `ProductFootprint` of PACT 3.0 strictly: every member the format demands, decimals as texts, at most one place,
 * validity of at most three years after the period. All problems come back, each with its path.
 *
 * The declared unit is `declaredUnitAmount` times `declaredUnitOfMeasurement`; footprint and mass are for all of it, so
 * both are divided by the amount.
 *
 * Source: PACT Technical Specifications 3.0.3, data types ProductFootprint and CarbonFootprint.
 */
export function readPactFootprint(document: JsonObject): Parsed<ImportedFootprint> {
  const members = new Members();
  const specVersion = members.text(document, "specVersion", "");
  if (specVersion !== null && !/^3\.0\.\d+(-\d{8})?$/.test(specVersion))
    members.add("E_EXCHANGE_VERSION", "specVersion", { value: specVersion, expected: "3.0.x" });
  const footprintId = members.text(document, "id", "");
  if (footprintId !== null && !uuid.test(footprintId))
    members.add("E_EXCHANGE_VALUE", "id", { value: footprintId, expected: "UUID" });
  members.instant(document, "created", "");
  if (members.oneOf(document, "status", "", ["Active", "Deprecated"]) === "Deprecated")
    members.add("E_EXCHANGE_DEPRECATED", "status");
  const companyName = members.text(document, "companyName", "");
  urns(members, document, "companyIds");
  const productIds = urns(members, document, "productIds");
  if (typeof document["productDescription"] !== "string")
    members.add(
      document["productDescription"] == null ? "E_EXCHANGE_MISSING" : "E_EXCHANGE_TYPE",
      "productDescription",
      { expected: "text" },
    );
  const productName = members.text(document, "productNameCompany", "");
  const pcf = members.object(document["pcf"], "pcf");
  const read = pcf === null ? null : readPcf(members, document, pcf);
  if (
    members.problems.length > 0 ||
    specVersion === null ||
    footprintId === null ||
    companyName === null ||
    productName === null ||
    read === null
  )
    return rejectAll(members.problems);
  return accept({
    ...{ format: "pact", specVersion, footprintId, companyName, productName, productIds },
    ...read,
  });
}

type Head = "format" | "specVersion" | "footprintId" | "companyName" | "productName" | "productIds";

function readPcf(
  members: Members,
  document: JsonObject,
  pcf: JsonObject,
): Omit<ImportedFootprint, Head> | null {
  const unit = members.oneOf(pcf, "declaredUnitOfMeasurement", "pcf", declaredUnitNames);
  const amount = members.decimal(pcf, "declaredUnitAmount", "pcf", { ...text, above: "zero" });
  const mass = members.decimal(pcf, "productMassPerDeclaredUnit", "pcf", { ...text, above: "or zero" });
  const footprint = members.decimal(pcf, "pcfExcludingBiogenicUptake", "pcf", text);
  members.decimal(pcf, "pcfIncludingBiogenicUptake", "pcf", text);
  members.decimal(pcf, "fossilGhgEmissions", "pcf", { ...text, above: "or zero" });
  members.decimal(pcf, "fossilCarbonContent", "pcf", { ...text, above: "or zero" });
  members.decimal(pcf, "exemptedEmissionsPercent", "pcf", { ...text, between: ["0", "100"] });
  members.texts(pcf, "crossSectoralStandards", "pcf");
  members.optionalDecimal(pcf, "outboundLogisticsGhgEmissions", "pcf", { ...text, above: "or zero" });
  const period = readValidity(
    {
      start: members.instant(pcf, "referencePeriodStart", "pcf"),
      end: members.instant(pcf, "referencePeriodEnd", "pcf"),
      validStart: members.optionalInstant(document, "validityPeriodStart", ""),
      validEnd: members.optionalInstant(document, "validityPeriodEnd", ""),
    },
    members,
    {
      ...{ periodEnd: "pcf.referencePeriodEnd", validityStart: "validityPeriodStart" },
      validityEnd: "validityPeriodEnd",
    },
  );
  const gwpSets = members.texts(pcf, "ipccCharacterizationFactors", "pcf");
  for (const [index, set] of gwpSets.entries()) {
    if (!/^AR\d+$/.test(set))
      members.add("E_EXCHANGE_VALUE", `pcf.ipccCharacterizationFactors[${String(index)}]`, {
        ...{ value: set, expected: "AR4, AR5, AR6" },
      });
  }
  const geography = readPlace(members, pcf);
  const share = members.optionalDecimal(pcf, "primaryDataShare", "pcf", { ...text, between: ["0", "100"] });
  const dqi = pcf["dqi"] == null ? null : members.object(pcf["dqi"], "pcf.dqi");
  const quality =
    dqi === null
      ? null
      : qualityOf(
          members.decimal(dqi, "technologicalDQR", "pcf.dqi", scores),
          members.decimal(dqi, "geographicalDQR", "pcf.dqi", scores),
          members.decimal(dqi, "temporalDQR", "pcf.dqi", scores),
        );
  const boundary = members.optionalText(pcf, "boundaryProcessesDescription", "pcf");
  if (unit === null || amount === null || mass === null || footprint === null || period === null) return null;
  const value = perUnit({ unit, amount, footprint, mass }, members, "pcf.declaredUnitOfMeasurement");
  if (value === null) return null;
  return {
    declaredUnit: unit,
    declaredAmount: toDecimal(amount),
    ...value,
    ...period,
    geography,
    primaryDataShare: shareOf(share),
    gwpSet: gwpSets.length === 1 ? (gwpSets[0] ?? null) : null,
    quality,
    boundary: boundary === null ? "cradle-to-gate" : `cradle-to-gate: ${boundary}`,
  };
}

function urns(members: Members, document: JsonObject, name: string): readonly string[] {
  const list = members.texts(document, name, "");
  for (const [index, one] of list.entries()) {
    if (!urn.test(one))
      members.add("E_EXCHANGE_VALUE", `${name}[${String(index)}]`, { value: one, expected: "urn:…" });
  }
  return list;
}

const places = ["geographyCountrySubdivision", "geographyCountry", "geographyRegionOrSubregion"] as const;
const placeForms: Readonly<Record<(typeof places)[number], readonly [RegExp, string]>> = {
  geographyCountrySubdivision: [/^[A-Z]{2}-[A-Z0-9]{1,3}$/, "CN-HE"],
  geographyCountry: [/^[A-Z]{2}$/, "CN"],
  geographyRegionOrSubregion: [/^[A-Z][A-Za-z -]+$/, "Eastern Asia"],
};

/** At most one member names the place. */
function readPlace(members: Members, pcf: JsonObject): string | null {
  const named = places.filter((name) => pcf[name] != null);
  if (named.length > 1) members.add("E_EXCHANGE_GEOGRAPHY", `pcf.${named[1] ?? ""}`);
  const [name] = named;
  if (name === undefined) return null;
  const place = members.text(pcf, name, "pcf");
  const [form, expected] = placeForms[name];
  if (place !== null && !form.test(place))
    members.add("E_EXCHANGE_VALUE", `pcf.${name}`, { value: place, expected });
  return place;
}
