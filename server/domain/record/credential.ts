import type { BatteryCategory } from "../battery/category.ts";
import type { JsonValue } from "./strict-json.ts";

/** First context of every W3C verifiable credential of data model 2.0. */
export const credentialsContext = "https://www.w3.org/ns/credentials/v2";

/**
 * Second type of the credential about a battery model that gets no passport; of one that does it is
 * `BatteryPassportCredential`. Envelope, log and status are the same for both.
 */
export const informationCredentialType = "BatteryInformationCredential";

/** Second type of a credential that states the footprint of something supplied. */
export const productFootprintType = "ProductFootprintCredential";

/** Payload of the public record. Section 2.1 of the record format; `credentialSubject` is ours. */
export interface BatteryPassportCredential {
  readonly "@context": readonly string[];
  readonly id: string;
  readonly type: readonly string[];
  readonly issuer: { readonly id: string; readonly name: string };
  readonly iss: string;
  readonly iat: number;
  readonly validFrom: string;
  readonly credentialStatus: {
    readonly id: string;
    readonly type: "BitstringStatusListEntry";
    readonly statusPurpose: "revocation";
    readonly statusListIndex: string;
    readonly statusSize: 1;
    readonly statusListCredential: string;
  };
  readonly credentialSchema: { readonly id: string; readonly type: "JsonSchema" };
  readonly passport: {
    readonly logOrigin: string;
    readonly logSubject: string;
    readonly version: number;
    readonly previous: string | null;
  };
  readonly credentialSubject: BatterySubject;
}

/**
 * The battery as signed: decimals are strings. Records from schema 2.0.0 on name their values as the attribute catalogue
 * does; the ones before have members of their own. `content.ts` reads both alike.
 */
export type BatterySubject = CatalogueSubject | FixedSubject;

/**
 * Schema 2.0.0: every value stands under the identifier of its attribute, in the unit of the catalogue that is named by
 * version and digest. `statutory` holds what the law asks for, `voluntary` what it does not ask for or does not admit yet.
 */
export interface CatalogueSubject {
  /** The product identifier, byte for byte the text in the QR code. */
  readonly id: string;
  readonly type: "Battery";
  readonly granularity: Granularity;
  readonly catalogue: {
    readonly version: string;
    /** Base64url SHA-256 of the catalogue's canonical JSON. */
    readonly digest: string;
  };
  /** Of an item or a batch: product identifiers of the model's passport, and of the batch's where there is one. */
  readonly batteryModelPassport?: string;
  readonly batteryBatchPassport?: string;
  readonly statutory: Elements;
  readonly voluntary?: CatalogueVoluntary;
}

/** Values by identifier of their attribute. */
export type Elements = Readonly<Record<string, JsonValue>>;

export type Granularity = "model" | "batch" | "item";

/** What a passport says that the law does not ask for, or does not admit yet; name, type and energies of a model only. */
export interface CatalogueVoluntary {
  readonly name?: string;
  readonly typeDesignation?: string;
  readonly illustrative?: boolean;
  readonly ratedEnergyKWh?: string;
  readonly usableEnergyKWh?: string;
  /** Chinese traction battery code (GB/T 34014). */
  readonly chineseBatteryCode?: string;
  /** Every year and metal with its source; the catalogue has room for one year. */
  readonly recycledContent?: readonly RecycledContentOfRecord[];
  readonly carbonFootprint?: FootprintOfRecord;
  readonly attributes?: Elements;
}

/** Schemas 1.0.0 to 1.2.0: units stand in names. */
export interface FixedSubject {
  readonly id: string;
  readonly type: "Battery";
  readonly granularity: "model" | "item";
  readonly statutory: ModelStatutory | ItemStatutory;
  readonly voluntary?: ModelVoluntary;
}

export interface ItemStatutory {
  readonly batteryModelPassport: string;
  readonly batterySerialNumber: string;
  /** `YYYY-MM`. */
  readonly manufacturingDate: string;
  readonly placedOnMarketDate?: string;
}

export interface ModelStatutory {
  readonly batteryModelIdentifier: string;
  readonly batteryCategory: BatteryCategory;
  readonly batteryChemistry: string;
  readonly manufacturerName: string;
  readonly manufacturerNameOriginal?: string;
  readonly manufacturerPostalAddress: {
    readonly street: string;
    readonly postalCode: string;
    readonly city: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
  };
  readonly manufacturerEmail: string;
  readonly manufacturerWeb?: string;
  readonly economicOperatorIdentifier: { readonly scheme: string; readonly value: string };
  readonly manufacturingPlace: PlantOfRecord;
  readonly batteryMassKg: string;
  readonly ratedCapacityAh: string;
  readonly nominalVoltageV: string;
  readonly ratedEnergyKWh: string;
  readonly usableEnergyKWh?: string;
  readonly warrantyMonths?: number;
  /** Percent; sum of both origins and its split. Zero is a value; an absent metal is not stated. */
  readonly recycledContent: readonly RecycledContentOfRecord[];
  readonly euDeclarationOfConformityId?: string;
}

export interface PlantOfRecord {
  readonly name: string;
  readonly city: string;
  readonly region?: string;
  readonly country: string;
}

export interface RecycledContentOfRecord {
  readonly metal: "cobalt" | "lead" | "lithium" | "nickel";
  readonly year: number;
  readonly sharePercent: string;
  readonly preConsumerPercent: string;
  readonly postConsumerPercent: string;
  readonly source: string;
  readonly illustrative: boolean;
}

export interface ModelVoluntary {
  readonly name: string;
  readonly typeDesignation: string;
  readonly illustrative: boolean;
  readonly carbonFootprint: FootprintOfRecord;
}

/** Carbon footprint as declared. Under `voluntary` until the EU acts on method and format apply. */
export interface FootprintOfRecord {
  readonly declarationNumber: number;
  readonly declaredOn: string;
  readonly method: string;
  readonly methodVersion: string;
  /** Life-cycle stages inside the boundary, in order. */
  readonly boundary: readonly string[];
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly plant: PlantOfRecord;
  /** kgCO2e per kWh of total energy over the service life, 34 significant digits at most, not rounded. */
  readonly kgCO2ePerKWh: string;
  readonly totalKgCO2e: string;
  readonly totalEnergyKWh: string;
  readonly stages: readonly {
    readonly stage: string;
    readonly kgCO2e: string;
    readonly kgCO2ePerKWh: string;
    /** 0..1. */
    readonly share: string;
  }[];
  /** Share of the result that rests on primary data, 0..1. */
  readonly primaryDataShare: string;
  readonly warnings: readonly string[];
  /** Base64url SHA-256 of the calculation request and answer (RFC 8785). */
  readonly requestDigest: string;
  readonly resultDigest: string;
  /** True when the inventory lines are made up to meet a published total. */
  readonly illustrativeInventory: boolean;
  /** Address of the public study behind these values; absent in records of before it was published. */
  readonly publicStudy?: string;
  readonly published?: {
    readonly kgCO2ePerKWh?: string;
    readonly totalKgCO2e?: string;
    readonly source: string;
  };
  readonly performanceClass: {
    readonly class: string;
    readonly ruleSet: string;
    readonly ruleSetVersion: number;
  } | null;
}
