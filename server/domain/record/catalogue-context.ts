import type { Attribute, Catalogue, Member, ValueType } from "../catalogue/catalogue.ts";
import { xmlDatatypes } from "../catalogue/xml-datatype.ts";
import first from "./context-1.2.0.json" with { type: "json" };
import { informationCredentialType } from "./credential.ts";
import type { JsonObject, JsonValue } from "./strict-json.ts";

/**
 * JSON-LD context of records made under a catalogue: every member of theirs is defined, none of the terms of W3C's own
 * context is defined anew. The envelope and the declared footprint are as they were before there was a catalogue.
 *
 * Source: JSON-LD 1.1; record format, section 2.1.
 */
export function catalogueContext(catalogue: Catalogue): JsonObject {
  const { Battery, ...envelope } = first["@context"];
  const { statutory, voluntary, restricted } = Battery["@context"];
  const { typeDesignation, illustrative, carbonFootprint } = voluntary["@context"];
  const { ratedEnergyKWh, usableEnergyKWh, recycledContent } = statutory["@context"];
  const clear = catalogue.attributes.filter(({ dataSet }) => dataSet === "point1");
  const terms = scoped(Object.fromEntries(clear.map((attribute) => [attribute.id, termOf(attribute)])));
  return {
    "@context": {
      ...envelope,
      [informationCredentialType]: `bp:${informationCredentialType}`,
      att: `https://cellproof.example/ns/battery-attributes/${catalogue.version}#`,
      Battery: {
        "@id": "bp:Battery",
        "@context": scoped({
          granularity: "bp:granularity",
          catalogue: {
            "@id": "bp:catalogue",
            "@context": scoped({ version: "bp:catalogueVersion", digest: "bp:digest" }),
          },
          batteryModelPassport: { "@id": "bp:batteryModelPassport", "@type": "@id" },
          batteryBatchPassport: { "@id": "bp:batteryBatchPassport", "@type": "@id" },
          statutory: { "@id": "bp:statutory", "@context": terms },
          voluntary: {
            "@id": "bp:voluntary",
            "@context": scoped({
              ...{ typeDesignation, illustrative, ratedEnergyKWh, usableEnergyKWh },
              chineseBatteryCode: "bp:chineseBatteryCode",
              ...{ recycledContent, carbonFootprint },
              attributes: { "@id": "bp:attributes", "@context": terms },
            }),
          },
          restricted: { "@id": restricted["@id"], "@context": restrictedTerms(catalogue) },
        }),
      },
    },
  };
}

/** Hidden values stand in sections; whole values are disclosed, so that they are JSON to a linked-data reader. */
function restrictedTerms({ attributes }: Catalogue): JsonObject {
  const hidden = attributes.filter(({ dataSet }) => dataSet !== "point1");
  const sections = [...new Set(hidden.map(({ section }) => section))];
  return scoped(
    Object.fromEntries(
      sections.map((section) => {
        const members = hidden.filter((attribute) => attribute.section === section);
        const terms = members.map(({ id }) => [id, { "@id": `att:${id}`, "@type": "@json" }] as const);
        return [section, { "@id": `bp:${section}`, "@context": scoped(Object.fromEntries(terms)) }];
      }),
    ),
  );
}

function termOf({ id, type }: Attribute): JsonValue {
  return typedTerm(`att:${id}`, type);
}

function typedTerm(name: string, type: ValueType): string | JsonObject {
  switch (type.kind) {
    case "list": {
      const of = typedTerm(name, type.of);
      return { ...(typeof of === "string" ? { "@id": of } : of), "@container": "@list" };
    }
    case "object":
      return { "@id": name, "@context": scoped(Object.fromEntries(type.members.flatMap(memberTerm))) };
    case "range":
      return { "@id": name, "@context": scoped({ lower: decimal("bp:lower"), upper: decimal("bp:upper") }) };
    case "multilingual":
      return {
        "@id": name,
        "@container": "@list",
        "@context": scoped({ value: "bp:text", language: "bp:language" }),
      };
    case "document":
      return { "@id": name, "@context": scoped(documentTerms) };
    case "series":
      return { "@id": name, "@type": "@json" };
    default: {
      const datatype = xmlDatatypes[type.kind];
      return datatype === undefined ? name : { "@id": name, "@type": datatype };
    }
  }
}

/** `name` and `description` of plain text are W3C's, and say what they say there. */
function memberTerm({ id, type }: Member): readonly (readonly [string, JsonValue])[] {
  const isTheirs = (id === "name" || id === "description") && type.kind === "text";
  return isTheirs ? [] : [[id, typedTerm(`att:${id}`, type)]];
}

/** An attached file. Source: EN 18223, RelatedResource. */
const documentTerms: JsonObject = {
  resourceTitle: "bp:resourceTitle",
  contentType: "bp:contentType",
  url: { "@id": "bp:url", "@type": "xsd:anyURI" },
  language: "bp:language",
  sha256: "bp:sha256",
};

function decimal(name: string): JsonObject {
  return { "@id": name, "@type": "xsd:decimal" };
}

function scoped(terms: JsonObject): JsonObject {
  return { "@protected": true, ...terms };
}
