import type { NewOperator } from "../../server/services/operator/create.ts";

/** Demonstration body that signs: invented, and visibly so. */
type SeedBody = NewOperator & { readonly kind: "notifiedBody" | "authority" };

/** Who assesses and who watches the market in the demonstration. All names, addresses and identifiers are invented. */
export const bodies: readonly SeedBody[] = [
  {
    kind: "notifiedBody",
    slug: "plumbline",
    name: "Plumbline Assessment (demonstration)",
    nameOriginal: "准绳评定机构（演示）",
    streetAddress: "3 Specimen Square",
    postalCode: "1050",
    city: "Brussels",
    country: "BE",
    email: "opinions@plumbline.example",
    web: "https://plumbline.example",
    identifierScheme: "demonstration",
    identifier: "DEMO-NB-0001",
  },
  {
    kind: "authority",
    slug: "marketwatch",
    name: "Market Watch Office (demonstration)",
    nameOriginal: "市场监督办公室（演示）",
    streetAddress: "9 Illustration Street",
    postalCode: "1000",
    city: "Brussels",
    country: "BE",
    email: "office@marketwatch.example",
    web: "https://marketwatch.example",
    identifierScheme: "demonstration",
    identifier: "DEMO-MS-0001",
  },
];
