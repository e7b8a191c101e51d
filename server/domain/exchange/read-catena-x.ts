import type { Parsed } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import { one, toDecimal } from "../quantity/exact.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { catenaXUnitNames, declaredUnitNames } from "./declared-unit.ts";
import type { ImportedFootprint } from "./imported-footprint.ts";
import { perUnit, qualityOf, readValidity, shareOf } from "./imported-footprint.ts";
import { Members } from "./members.ts";

const number = { asNumber: true } as const;
const scores = { ...number, between: ["1", "5"] } as const;
const percent = { ...number, between: ["0", "100"] } as const;
const urnOfVersion = /^urn:io\.catenax\.pcf:datamodel:version:(\d+)\.(\d+)\.(\d+)$/;
const uuid = /^(urn:uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const scopes = ["Cradle-to-gate", "Cradle-to-grave"] as const;
const states = ["Active", "Deprecated"] as const;

/**
 * Reads a product carbon footprint of Catena-X: version 7 and, of the same flat form, version 6; and the grouped form of
 * version 9. Any other version is refused with `E_EXCHANGE_VERSION`. All problems come back, each with its path.
 *
 * Up to version 7 the footprint is for one declared unit, whatever `unitaryProductAmount` says; from version 9 on, as in
 * PACT 3, the declared unit is the amount times the unit.
 *
 * Source: SAMM aspect model io.catenax.pcf 7.0.0 and 9.0.0, Catena-X PCF Rulebook versions 3 and 4.
 */
export function readCatenaXFootprint(document: JsonObject): Parsed<ImportedFootprint> {
  const [stated, path] = versionOf(document);
  const major = urnOfVersion.exec(stated ?? "")?.[1];
  switch (major) {
    case "6":
    case "7":
      return finish(readFlat(document, stated ?? ""));
    case "9":
      return finish(readGrouped(document, stated ?? ""));
    default:
      return reject("E_EXCHANGE_VERSION", path, {
        ...{ value: stated ?? "–", expected: "urn:io.catenax.pcf:datamodel:version:7.0.0" },
      });
  }
}

/** True for a document that says it is of this family, in whatever version. */
export function isCatenaX(document: JsonObject): boolean {
  return (
    document["scopeOfPcfForm"] !== undefined || (versionOf(document)[0] ?? "").startsWith("urn:io.catenax.")
  );
}

interface Reading {
  readonly members: Members;
  readonly footprint: ImportedFootprint | null;
}

function finish({ members, footprint }: Reading): Parsed<ImportedFootprint> {
  return members.problems.length > 0 || footprint === null ? rejectAll(members.problems) : accept(footprint);
}

/** The version a document names, and where. */
function versionOf(document: JsonObject): readonly [version: string | null, path: string] {
  const flat = document["specVersion"];
  if (typeof flat === "string") return [flat, "specVersion"];
  const scope = firstOf(document["scopeOfPcfForm"]);
  const grouped = scope?.["specVersion"];
  const [first] = Array.isArray(grouped) ? grouped : [grouped];
  return [typeof first === "string" ? first : null, "scopeOfPcfForm[0].specVersion"];
}

function firstOf(value: JsonValue | undefined): JsonObject | undefined {
  if (!Array.isArray(value)) return undefined;
  const elements: readonly JsonValue[] = value;
  const [first] = elements;
  return typeof first === "object" && first !== null && !isList(first) ? first : undefined;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function readFlat(document: JsonObject, specVersion: string): Reading {
  const members = new Members();
  const footprintId = idOf(members, members.text(document, "id", ""), "id");
  const scope = members.oneOf(document, "partialFullPcf", "", scopes);
  if (members.oneOf(document, "extWBCSD_pfStatus", "", states) === "Deprecated")
    members.add("E_EXCHANGE_DEPRECATED", "extWBCSD_pfStatus");
  members.instant(document, "created", "", true);
  const companyName = members.text(document, "companyName", "");
  members.texts(document, "companyIds", "");
  const productIds = members.texts(document, "productIds", "");
  const productName = members.text(document, "productName", "");
  const pcf = members.object(document["pcf"], "pcf");
  if (pcf === null) return { members, footprint: null };
  const unit = members.oneOf(pcf, "declaredUnit", "pcf", catenaXUnitNames);
  const amount = members.decimal(pcf, "unitaryProductAmount", "pcf", { ...number, above: "zero" });
  const mass = members.decimal(pcf, "productMassPerDeclaredUnit", "pcf", { ...number, above: "or zero" });
  const footprint = members.decimal(pcf, "pcfExcludingBiogenic", "pcf", number);
  members.decimal(pcf, "exemptedEmissionsPercent", "pcf", { ...number, between: ["0", "5"] });
  const gwp = members.oneOf(pcf, "extWBCSD_characterizationFactors", "pcf", ["AR5", "AR6"]);
  const period = readValidity(
    {
      start: members.instant(pcf, "referencePeriodStart", "pcf", true),
      end: members.instant(pcf, "referencePeriodEnd", "pcf", true),
      validStart: members.optionalInstant(document, "validityPeriodStart", "", true),
      validEnd: members.optionalInstant(document, "validityPeriodEnd", "", true),
    },
    members,
    {
      ...{ periodEnd: "pcf.referencePeriodEnd", validityStart: "validityPeriodStart" },
      validityEnd: "validityPeriodEnd",
    },
  );
  const share = members.optionalDecimal(pcf, "primaryDataShare", "pcf", percent);
  const rating =
    pcf["dataQualityRating"] == null
      ? null
      : members.object(pcf["dataQualityRating"], "pcf.dataQualityRating");
  const place = placeOf(members, pcf, "pcf");
  const quality = rating === null ? null : readRating(members, rating, "pcf.dataQualityRating");
  if (unit === null || mass === null || footprint === null || period === null || amount === null || !scope)
    return { members, footprint: null };
  // One declared unit, not `unitaryProductAmount` of them.
  const value = perUnit({ unit, amount: one, footprint, mass }, members, "pcf.declaredUnit");
  if (footprintId === null || companyName === null || productName === null || value === null)
    return { members, footprint: null };
  return {
    members,
    footprint: {
      ...{ format: "catena-x", specVersion, footprintId, companyName, productName, productIds },
      ...{ declaredUnit: unit, declaredAmount: toDecimal(amount), ...value, ...period, geography: place },
      ...{ primaryDataShare: shareOf(share), gwpSet: gwp, quality, boundary: scope.toLowerCase() },
    },
  };
}

function readGrouped(document: JsonObject, specVersion: string): Reading {
  const members = new Members();
  const group = (from: JsonObject | null, path: string, name: string) =>
    from === null ? null : members.only(from[name], path === "" ? name : `${path}.${name}`);
  const scopeForm = group(document, "", "scopeOfPcfForm");
  const scope =
    scopeForm === null ? null : members.oneOf(scopeForm, "partialFullPcf", "scopeOfPcfForm[0]", scopes);

  const both = "companyAndProductInformation";
  const about = group(document, "", both);
  const company = group(about, `${both}[0]`, "companyInformation");
  const product = group(about, `${both}[0]`, "productInformation");
  const companyAt = `${both}[0].companyInformation[0]`;
  const productAt = `${both}[0].productInformation[0]`;
  const companyName = company === null ? null : members.text(company, "companyName", companyAt);
  if (company !== null) members.texts(company, "companyIds", companyAt);
  const productName = product === null ? null : members.text(product, "productNameCompany", productAt);
  const productIds = product === null ? [] : members.texts(product, "productIds", productAt);
  const unit =
    product === null
      ? null
      : members.oneOf(product, "declaredUnitOfMeasurement", productAt, declaredUnitNames);
  const amount =
    product === null
      ? null
      : members.decimal(product, "declaredUnitAmount", productAt, { ...number, above: "zero" });
  const mass =
    product === null
      ? null
      : members.decimal(product, "productMassPerDeclaredUnit", productAt, { ...number, above: "or zero" });

  const how = "pcfAssessmentAndMethodology";
  const assessed = group(document, "", how);
  const information = group(assessed, `${how}[0]`, "pcfAssessmentInformation");
  const informationAt = `${how}[0].pcfAssessmentInformation[0]`;
  const identity = group(information, informationAt, "idAndVersion");
  const identityAt = `${informationAt}.idAndVersion[0]`;
  const footprintId =
    identity === null ? null : idOf(members, members.text(identity, "id", identityAt), `${identityAt}.id`);
  if (identity !== null && members.oneOf(identity, "status", identityAt, states) === "Deprecated")
    members.add("E_EXCHANGE_DEPRECATED", `${identityAt}.status`);
  const time = group(information, informationAt, "time");
  const timeAt = `${informationAt}.time[0]`;
  const period =
    time === null
      ? null
      : readValidity(
          {
            start: members.instant(time, "referencePeriodStart", timeAt, true),
            end: members.instant(time, "referencePeriodEnd", timeAt, true),
            validStart: members.optionalInstant(time, "validityPeriodStart", timeAt, true),
            validEnd: members.optionalInstant(time, "validityPeriodEnd", timeAt, true),
          },
          members,
          {
            ...{ periodEnd: `${timeAt}.referencePeriodEnd`, validityStart: `${timeAt}.validityPeriodStart` },
            validityEnd: `${timeAt}.validityPeriodEnd`,
          },
        );
  const place = group(information, informationAt, "geography");
  const geography = place === null ? null : placeOf(members, place, `${informationAt}.geography[0]`);

  const methodology = firstOf(assessed?.["pcfMethodology"]);
  const gwpDetails = firstOf(methodology?.["gwpCharacterizationFactorDetails"]);
  const gwpAt = `${how}[0].pcfMethodology[0].gwpCharacterizationFactorDetails[0]`;
  const gwp =
    gwpDetails?.["ipccCharacterizationFactors"] == null
      ? null
      : members.oneOf(gwpDetails, "ipccCharacterizationFactors", gwpAt, ["AR4", "AR5", "AR6", "unspecified"]);
  const sources = firstOf(assessed?.["dataSourcesAndQuality"]);
  const sourcesAt = `${how}[0].dataSourcesAndQuality[0]`;
  const share =
    sources === undefined ? null : members.optionalDecimal(sources, "primaryDataShare", sourcesAt, percent);
  const quality = sources === undefined ? null : readRating(members, sources, sourcesAt);

  const stages = group(document, "", "productLifeCycleStagesAndEmissions");
  const production = group(stages, "productLifeCycleStagesAndEmissions[0]", "productionStage");
  const productionAt = "productLifeCycleStagesAndEmissions[0].productionStage[0]";
  const footprint =
    production === null
      ? null
      : members.decimal(production, "pcfExcludingBiogenicUptake", productionAt, number);

  if (unit === null || amount === null || mass === null || footprint === null || period === null || !scope)
    return { members, footprint: null };
  const value = perUnit({ unit, amount, footprint, mass }, members, `${productAt}.declaredUnitOfMeasurement`);
  if (footprintId === null || companyName === null || productName === null || value === null)
    return { members, footprint: null };
  return {
    members,
    footprint: {
      ...{ format: "catena-x", specVersion, footprintId, companyName, productName, productIds },
      ...{ declaredUnit: unit, declaredAmount: toDecimal(amount), ...value, ...period, geography },
      primaryDataShare: shareOf(share),
      ...{ gwpSet: gwp === "unspecified" ? null : gwp, quality, boundary: scope.toLowerCase() },
    },
  };
}

/** Scores where all three are stated. */
function readRating(members: Members, from: JsonObject, path: string): ImportedFootprint["quality"] {
  return qualityOf(
    members.optionalDecimal(from, "technologicalDQR", path, scores),
    members.optionalDecimal(from, "geographicalDQR", path, scores),
    members.optionalDecimal(from, "temporalDQR", path, scores),
  );
}

/** The narrowest place stated; a region is demanded, so several may be. */
function placeOf(members: Members, from: JsonObject, path: string): string | null {
  const region = members.text(from, "geographyRegionOrSubregion", path);
  const subdivision = members.optionalText(from, "geographyCountrySubdivision", path);
  return subdivision ?? members.optionalText(from, "geographyCountry", path) ?? region;
}

/** A UUID, with or without `urn:uuid:` before it. */
function idOf(members: Members, text: string | null, path: string): string | null {
  if (text === null) return null;
  if (!uuid.test(text)) {
    members.add("E_EXCHANGE_VALUE", path, { value: text, expected: "UUID" });
    return null;
  }
  return text.replace(/^urn:uuid:/i, "");
}
