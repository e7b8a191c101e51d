import { contextUrl } from "../../server/domain/record/context.ts";
import { footprintOf, isOfCatalogue } from "../../server/domain/record/content.ts";
import type {
  BatterySubject,
  FootprintOfRecord,
  ModelStatutory,
} from "../../server/domain/record/credential.ts";
import { schemaUrl } from "../../server/domain/record/schema.ts";
import { encodeBase64url } from "../../server/domain/record/base64url.ts";
import type { PartVerdict, Verdict } from "../../server/domain/verification/verdict.ts";
import type { PassportView, RecordView } from "../../server/services/passport/view.ts";

/** Passports as the services hand them over, for tests of the pages: the longest a demonstration shows. */
export const origin = "https://passport.example";
export const modelPath = "/01/09520000010010";
export const itemPath = `${modelPath}/21/NT26A000001`;
const did = "did:web:passport.example:op:lanternbridge";
const kid = `${did}#dPuwcr1T8YIyXT1n2hIN2nscgDFw17NPTsvTvdnNRq4`;

const plant = {
  name: "Lanternbridge Nantong plant",
  city: "Nantong",
  region: "CN-JS",
  country: "CN",
} as const;
const contentSource = "Illustrative share of the demonstration, not a maker's.";

export const modelStatutory: ModelStatutory = {
  batteryModelIdentifier: "LB-NCM-100-NT",
  batteryCategory: "EV",
  batteryChemistry: "NMC",
  manufacturerName: "Lanternbridge Battery Co., Ltd.",
  manufacturerNameOriginal: "灯桥电池有限公司",
  manufacturerPostalAddress: {
    street: "1 Example Road",
    postalCode: "226000",
    city: "Nantong",
    country: "CN",
  },
  manufacturerEmail: "passport@lanternbridge.example",
  manufacturerWeb: "https://lanternbridge.example",
  economicOperatorIdentifier: { scheme: "demonstration", value: "DEMO-OP-0001" },
  manufacturingPlace: plant,
  batteryMassKg: "545",
  ratedCapacityAh: "250",
  nominalVoltageV: "400",
  ratedEnergyKWh: "100",
  usableEnergyKWh: "96.5",
  warrantyMonths: 96,
  recycledContent: [
    {
      metal: "cobalt",
      year: 2025,
      sharePercent: "6",
      preConsumerPercent: "3.5",
      postConsumerPercent: "2.5",
      source: contentSource,
      illustrative: true,
    },
    {
      metal: "cobalt",
      year: 2024,
      sharePercent: "2",
      preConsumerPercent: "2",
      postConsumerPercent: "0",
      source: contentSource,
      illustrative: true,
    },
    {
      metal: "lithium",
      year: 2025,
      sharePercent: "1.2",
      preConsumerPercent: "1.2",
      postConsumerPercent: "0",
      source: contentSource,
      illustrative: true,
    },
    {
      metal: "nickel",
      year: 2025,
      sharePercent: "4",
      preConsumerPercent: "2.6",
      postConsumerPercent: "1.4",
      source: "Certificate of the supplier",
      illustrative: false,
    },
  ],
};

const modelSubject: BatterySubject = {
  id: origin + modelPath,
  type: "Battery",
  granularity: "model",
  statutory: modelStatutory,
  voluntary: {
    name: "NCM pack 100 kWh, Nantong",
    typeDesignation: "LB-NCM-100",
    illustrative: true,
    carbonFootprint: {
      declarationNumber: 2,
      declaredOn: "2026-11-20",
      method: "mee-partial",
      methodVersion: "MEE draft 2025",
      boundary: ["raw_materials_and_parts", "production", "distribution"],
      periodStart: "2023-01-01",
      periodEnd: "2023-12-31",
      plant,
      kgCO2ePerKWh: "0.1540049",
      totalKgCO2e: "7392.2349",
      totalEnergyKWh: "48000",
      stages: [
        { stage: "raw_materials_and_parts", kgCO2e: "6091.008", kgCO2ePerKWh: "0.126896", share: "0.824" },
        { stage: "production", kgCO2e: "1057.056", kgCO2ePerKWh: "0.022022", share: "0.143" },
        { stage: "distribution", kgCO2e: "244.1709", kgCO2ePerKWh: "0.00508689375", share: "0.033" },
      ],
      primaryDataShare: "0.3125",
      warnings: ["W_DEFAULT_TRANSPORT"],
      requestDigest: "Fosq7JZsQzLx51Iqx8zXZQj9T7OUMeWIVU-mi8vTyKY",
      resultDigest: "CVjjAPXBYsv3ukh9JlIKxnF6OxH3KRcbaSRnzA7kW2c",
      illustrativeInventory: true,
      published: {
        kgCO2ePerKWh: "0.154",
        totalKgCO2e: "7392",
        source: "MEE draft standard, explanatory note, section 5.5",
      },
      performanceClass: null,
    },
  },
};

const itemSubject: BatterySubject = {
  id: origin + itemPath,
  type: "Battery",
  granularity: "item",
  statutory: {
    batteryModelPassport: origin + modelPath,
    batterySerialNumber: "NT26A000001",
    manufacturingDate: "2026-08",
    placedOnMarketDate: "2026-10-12",
  },
};

export function verdictWith(
  states: Partial<Record<PartVerdict["part"], PartVerdict["state"]>> = {},
): Verdict {
  const parts: PartVerdict[] = [
    { part: "signature", state: "ok", evidence: { kid, alg: "ES256" } },
    { part: "issuer", state: "ok", evidence: { issuer: did } },
    { part: "subject", state: "ok", evidence: { subject: origin + modelPath } },
    {
      part: "status",
      state: "couldNotCheck",
      code: "C_NO_STATUS_LIST",
      evidence: { statusListIndex: "21330" },
    },
    { part: "log", state: "couldNotCheck", code: "C_NOT_IN_A_CHECKPOINT", evidence: { leafIndex: "7" } },
    { part: "witnesses", state: "couldNotCheck", code: "C_NO_WITNESS", evidence: {} },
  ];
  const judged = parts.map((part) => ({ ...part, state: states[part.part] ?? part.state }));
  const has = (state: PartVerdict["state"]) => judged.some((part) => part.state === state);
  return {
    parts: judged,
    overall: has("failed") ? "wrong" : has("couldNotCheck") ? "couldNotCheck" : "holds",
    demonstration: false,
    checkedAt: "2026-11-20T12:30:00Z",
  };
}

export function recordOf(credentialSubject: BatterySubject, version = 2, newestVersion = 2): RecordView {
  const credential = {
    "@context": ["https://www.w3.org/ns/credentials/v2", contextUrl(origin, credentialSubject)],
    id: "urn:uuid:5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
    type: ["VerifiableCredential", "BatteryPassportCredential"],
    issuer: { id: did, name: "Lanternbridge Battery Co., Ltd." },
    iss: did,
    iat: 1_795_176_000,
    validFrom: "2026-11-20T12:00:00Z",
    credentialStatus: {
      id: `${origin}/op/lanternbridge/status/1#21330`,
      type: "BitstringStatusListEntry" as const,
      statusPurpose: "revocation" as const,
      statusListIndex: "21330",
      statusSize: 1 as const,
      statusListCredential: `${origin}/op/lanternbridge/status/1`,
    },
    credentialSchema: { id: schemaUrl(origin, credentialSubject), type: "JsonSchema" as const },
    passport: {
      logOrigin: "passport.example/log",
      logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
      version,
      previous: null,
    },
    credentialSubject,
  };
  const part = (value: unknown) => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)));
  return {
    version,
    newestVersion,
    token: `${part({ alg: "ES256", kid, typ: "vc+jwt", cty: "vc" })}.${part(credential)}.${"A".repeat(86)}`,
    digest: "k_egTvz-1O0vuWS97f0TJt71YkHaMYi2LkTw8H6K1tE",
    issuedAt: "2026-11-20T12:00:00Z",
    leafIndex: 7,
    signer: maker,
    credential,
    verdict: verdictWith(),
    status: null,
  };
}

const maker = { slug: "lanternbridge", name: "Lanternbridge Battery Co., Ltd.", nameOriginal: null };

export const modelView: PassportView = {
  productUrl: origin + modelPath,
  path: modelPath,
  level: "model",
  passportId: "urn:uuid:00000000-0000-7000-8000-000000000001",
  documentStatus: "active",
  demonstration: true,
  answering: {
    ...{ ...maker, streetAddress: "1 Lantern Road", postalCode: "056000", city: "Handan", country: "CN" },
    ...{ email: "office@lanternbridge.example", web: null },
    ...{ identifierScheme: "demonstration", identifier: "DEMO-OP-0001" },
  },
  operatorCeased: null,
  saleStop: null,
  suspensions: [],
  assessment: {
    opinions: [],
    earlierVersion: null,
    suppliers: { all: 0, signed: 0, holding: 0, withdrawn: 0 },
  },
  record: recordOf(modelSubject),
  modelRecord: null,
  batch: null,
  predecessors: [],
  successors: [],
  siblings: [
    {
      path: "/01/09520000010027",
      productUrl: `${origin}/01/09520000010027`,
      name: "NCM pack 100 kWh, Mianyang",
      plant: "Mianyang",
      plantOriginal: "绵阳",
    },
  ],
  documents: [
    {
      path: `${modelPath}/documents/0192f3a0-0000-7000-8000-000000000009`,
      title: "EU declaration of conformity",
      mediaType: "application/pdf",
      sizeBytes: 81_234,
      language: "en",
      attribute: "euDeclarationOfConformity",
    },
  ],
};

export const itemView: PassportView = {
  ...modelView,
  productUrl: origin + itemPath,
  path: itemPath,
  level: "item",
  record: recordOf(itemSubject, 1, 1),
  modelRecord: modelView.record,
};

/** The view with another footprint in its record. */
export function withFootprint(view: PassportView, change: Partial<FootprintOfRecord>): PassportView {
  const { credential } = view.record;
  const { credentialSubject: subject } = credential;
  const footprint = footprintOf(subject);
  if (isOfCatalogue(subject) || subject.voluntary === undefined || footprint === null)
    throw new Error("This record has no footprint.");
  const carbonFootprint = { ...footprint, ...change };
  const credentialSubject = { ...subject, voluntary: { ...subject.voluntary, carbonFootprint } };
  return { ...view, record: { ...view.record, credential: { ...credential, credentialSubject } } };
}
