import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/** Namespace of the GS1 link types. */
export const gs1Vocabulary = "https://ref.gs1.org/voc/";

/** Names of link types of the GS1 Web Vocabulary that fit a battery passport. */
const gs1LinkTypes = [
  "defaultLink",
  "pip",
  "dpp",
  "certificationInfo",
  "sustainabilityInfo",
  "safetyInfo",
  "instructions",
  "traceability",
  "recallStatus",
  "recyclingInfo",
  "hasRetailers",
] as const;

/** Link relations registered with IANA that stand beside them. */
const ianaLinkTypes = [
  "version-history",
  "predecessor-version",
  "successor-version",
  "describedby",
  /** To the passport above: of its batch, of its model. */
  "up",
] as const;

/** What a link is for. */
export type LinkType = `gs1:${(typeof gs1LinkTypes)[number]}` | (typeof ianaLinkTypes)[number];

/** All link types a resolver here knows, with the short form that requests may use. */
export const linkTypes: readonly LinkType[] = [
  ...gs1LinkTypes.map((name) => `gs1:${name}` as const),
  ...ianaLinkTypes,
];

/**
 * Reads the link type that a request asks for: `linkset`, or its older word `all`, for everything there is; a short form
 * such as `gs1:pip`; the full address of the same in either namespace GS1 has used; or a registered relation.
 *
 * Problem: `E_LINK_TYPE` for a type not known here.
 *
 * Source: GS1-Conformant Resolver Standard 1.2, requests for link types; RFC 8288, section 2.1 (relation types).
 */
export function parseLinkType(text: string): Parsed<LinkType | "linkset"> {
  if (text === "linkset" || text === "all") return accept("linkset");
  const short = text.replace(/^https?:\/\/(?:ref\.|www\.)?gs1\.org\/voc\//, "gs1:");
  const known = linkTypes.find((type) => type === short);
  return known === undefined ? reject("E_LINK_TYPE", "linkType", { value: text }) : accept(known);
}

/** Name of a link type in a link set: the full address, or the word itself where it is registered. */
export function relationOf(type: LinkType): string {
  return type.replace(/^gs1:/, gs1Vocabulary);
}
