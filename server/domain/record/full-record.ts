import type { DisclosureGroup } from "../access/audience.ts";
import type { RestrictedAttribute, RestrictedFacts } from "../passport/restricted-attributes.ts";
import { factOf, restrictedAt } from "../passport/restricted-attributes.ts";
import type { Granularity } from "./credential.ts";
import { issuerUrl } from "./did.ts";
import type { PublicRecordInput } from "./public-record.ts";
import { envelopeOf, issuedSeconds, statusListUrl } from "./public-record.ts";
import type { Sha256 } from "./sd-jwt.ts";
import { disclosureText, hiddenSection } from "./sd-jwt.ts";
import type { JsonObject, JsonValue } from "./strict-json.ts";

/** Path of the type of our full records below the public URL. */
export const vctPath = "/vct/battery-passport/1";

/** A disclosure as it is made, stored and delivered. */
export interface Disclosure {
  readonly group: DisclosureGroup;
  /** Section of the record that it belongs to. */
  readonly section: string;
  /** Attribute, or for an item the whole section. */
  readonly name: string;
  readonly text: string;
}

/**
 * The disclosures of one version, in the order they are stored and delivered. A model has one for each restricted
 * attribute, an item one for each section: batteries are issued by the million. Which ones there are follows from the
 * level alone, so their number says nothing about the battery.
 *
 * Source: record format, section 2.2.
 *
 * @param attributes what the record hides at its level.
 * @param salt 16 random bytes, others each time.
 */
export function disclosuresFor(
  attributes: readonly RestrictedAttribute[],
  level: Granularity,
  facts: RestrictedFacts,
  salt: () => Uint8Array,
): readonly Disclosure[] {
  if (level === "model") {
    return attributes.map((attribute) => {
      const { group, section, id } = attribute;
      const text = disclosureText({ salt: salt(), name: id, value: factOf(attribute, facts) });
      return { group, section, name: id, text };
    });
  }
  return [...new Set(attributes.map(({ section }) => section))].map((section) => {
    const members = attributes.filter((attribute) => attribute.section === section);
    const [first, ...others] = members;
    if (first === undefined || others.some(({ group }) => group !== first.group)) {
      throw new Error(`The section ${section} of an item has more than one group of readers.`);
    }
    const value = Object.fromEntries(members.map((member) => [member.id, factOf(member, facts)]));
    return {
      group: first.group,
      section,
      name: section,
      text: disclosureText({ salt: salt(), name: section, value }),
    };
  });
}

/** Member `restricted` of a full record's subject as signed: nothing but digests. */
export function restrictedDigests(
  level: Granularity,
  disclosures: readonly Disclosure[],
  sha256: Sha256,
): JsonObject {
  const hidden = (some: readonly Disclosure[]): JsonObject => ({
    ...hiddenSection(
      some.map(({ text }) => text),
      sha256,
    ),
  });
  if (level === "item") return hidden(disclosures);
  const sections = [...new Set(disclosures.map(({ section }) => section))];
  return Object.fromEntries(
    sections.map((section) => [section, hidden(disclosures.filter((one) => one.section === section))]),
  );
}

/**
 * Payload of the full record that is signed beside the public record: the same credential, named by its issuer's address,
 * with restricted attributes as digests. Members in the order of section 2.2 of the record format.
 */
export function fullRecordPayload(input: PublicRecordInput, restricted: JsonObject) {
  const issuer = issuerUrl(input.publicUrl, input.operator.slug);
  const { "@context": context, id, type, ...bound } = envelopeOf(input);
  return {
    iss: issuer,
    iat: issuedSeconds(input),
    sub: input.subject.id,
    vct: `${input.publicUrl}${vctPath}`,
    status: { status_list: { idx: input.status.index, uri: `${statusListUrl(input)}/tsl` } },
    _sd_alg: "sha-256",
    "@context": context,
    id,
    type,
    issuer: { id: issuer, name: input.operator.name },
    ...bound,
    // Of a batch nothing is restricted.
    credentialSubject: {
      ...input.subject,
      ...(input.subject.granularity === "batch" ? {} : { restricted }),
    },
  };
}

/** Restricted attributes in a payload after disclosure, by name: the same for a model and an item. */
export function disclosedFacts(payload: JsonObject): Readonly<Record<string, JsonValue>> {
  const restricted = member(payload["credentialSubject"], "restricted");
  return Object.fromEntries(objectEntries(restricted).flatMap(([, section]) => objectEntries(section)));
}

/**
 * What a reader of SD-JWT VCs is told about our type. Source: SD-JWT VC draft, type metadata.
 */
export function typeMetadata(publicUrl: string) {
  const claim = (path: readonly string[], sd: "always" | "never") => ({ path, sd });
  const restricted = ["credentialSubject", "restricted"];
  const models = restrictedAt("model").map(({ section, id }) =>
    claim([...restricted, section, id], "always"),
  );
  const items = [...new Set(restrictedAt("item").map(({ section }) => section))].map((section) =>
    claim([...restricted, section], "always"),
  );
  return {
    vct: `${publicUrl}${vctPath}`,
    name: "Battery passport, full record",
    description:
      "Battery passport under Regulation (EU) 2023/1542, Art. 77: public data in clear, data of Annex XIII points 2 to 4 as selective disclosures.",
    display: [
      { locale: "en", name: "Battery passport", description: "Full record of a battery model or a battery" },
      { locale: "zh-CN", name: "电池护照", description: "电池型号或单个电池的完整记录" },
    ],
    claims: [
      claim(["credentialSubject", "id"], "never"),
      claim(["credentialSubject", "statutory"], "never"),
      claim(["credentialSubject", "voluntary"], "never"),
      claim(["credentialStatus"], "never"),
      claim(["passport"], "never"),
      ...models,
      ...items,
    ],
  };
}

function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return new Map(objectEntries(value)).get(name);
}

function objectEntries(value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
