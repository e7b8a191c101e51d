import { itemDataOf, modelDataOf } from "./content.ts";
import type { BatterySubject, ModelStatutory } from "./credential.ts";
import { credentialsContext } from "./credential.ts";
import { didOf } from "./did.ts";
import type { PublicRecordInput } from "./public-record.ts";
import { envelopeOf, issuedSeconds } from "./public-record.ts";

/** Context of the UN Transparency Protocol, version 0.7.0. */
export const untpContext = "https://vocabulary.uncefact.org/untp/0.7.0/context/";

/**
 * The same version as the UN Transparency Protocol 0.7.0 wants it: a projection of what the public record says, never
 * more. Its status entry is that of the public record as their schema has it, which contradicts W3C's: one object without
 * `statusSize`, the index an integer. No other artefact may do that.
 *
 * Source: UNTP 0.7.0, Digital Product Passport; record format, section 2.3.
 *
 * @param model what the model's record says: of an item, the one of its model.
 */
export function untpPayload(input: PublicRecordInput, model: BatterySubject) {
  const { publicUrl, operator, subject } = input;
  const said = modelStatutory(model);
  const name = model.voluntary?.name ?? said.batteryModelIdentifier;
  const { validFrom, credentialStatus } = envelopeOf(input);
  const { id, type, statusPurpose, statusListCredential } = credentialStatus;
  const did = didOf(publicUrl, operator.slug);
  const ofItem = itemDataOf(subject);
  return {
    "@context": [credentialsContext, untpContext],
    id: `urn:uuid:${input.credentialUuid}#untp`,
    type: ["DigitalProductPassport", "VerifiableCredential"],
    name:
      ofItem === null
        ? `Battery passport: ${name}`
        : `Battery passport: ${name}, ${ofItem.batterySerialNumber}`,
    issuer: { type: ["CredentialIssuer"], id: did, name: operator.name },
    iss: did,
    iat: issuedSeconds(input),
    validFrom,
    credentialStatus: {
      id,
      type,
      statusPurpose,
      statusListIndex: input.status.index,
      statusListCredential,
    },
    credentialSubject: {
      type: ["Product"],
      id: subject.id,
      name,
      idScheme: idSchemeOf(publicUrl, operator.slug, model.id),
      idGranularity: subject.granularity,
      ...(ofItem === null ? {} : { itemNumber: ofItem.batterySerialNumber }),
      productCategory: [accumulators],
      producedAtFacility: { type: ["Facility"], id: `${model.id}#plant`, name: said.manufacturingPlace.name },
      countryOfProduction: { countryCode: said.manufacturingPlace.country },
    },
  };
}

/** Class of every battery a passport is for. Source: UN Central Product Classification 2.1, class 4642. */
const accumulators = {
  schemeId: "https://unstats.un.org/unsd/classifications/Econ/cpc/",
  schemeName: "UN Central Product Classification (CPC)",
  code: "46420",
  name: "Electric accumulators and parts thereof",
};

function idSchemeOf(publicUrl: string, slug: string, modelUrl: string) {
  return modelUrl.startsWith(`${publicUrl}/01/`)
    ? { type: ["IdentifierScheme"], id: "https://id.gs1.org/01", name: "GS1 Global Trade Item Number" }
    : {
        type: ["IdentifierScheme"],
        id: `${publicUrl}/id/${slug}`,
        name: "Operator's own product identifiers",
      };
}

function modelStatutory(model: BatterySubject): ModelStatutory {
  const said = modelDataOf(model);
  if (said === null) throw new Error("The record of a model describes a model.");
  return said;
}
