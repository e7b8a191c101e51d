import { parseCountry } from "../country.ts";
import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { formatDigitalLink, takeDigitalLinkApart } from "./digital-link-parts.ts";
import { parseGln } from "./gln.ts";
import { parseLei } from "./lei.ts";
import { parseEori, parseVatNumber } from "./tax-number.ts";
import { parseUnifiedCreditCode } from "./unified-credit-code.ts";

/** Schemes that name an operator or one of its plants. */
export const partySchemes = [
  "lei",
  "gln",
  "eori",
  "vat",
  "duns",
  "registrationNumber",
  "unifiedSocialCreditCode",
  "did",
  "gs1DigitalLink",
  "iso6523",
] as const;
export type PartyScheme = (typeof partySchemes)[number];

/** Schemes that can name a plant: the others name legal persons only. */
export const facilitySchemes: readonly PartyScheme[] = [
  "gln",
  "registrationNumber",
  "did",
  "gs1DigitalLink",
  "iso6523",
];

/** A checked identifier of an operator or a plant, always told together with its scheme. */
export interface PartyIdentifier {
  readonly scheme: PartyScheme;
  readonly value: string;
  /** ISO 3166-1 alpha-2; of the register for a registration number, else null. */
  readonly country: string | null;
  /** The same as a URI; null where the scheme has none. */
  readonly uri: string | null;
}

/** What is stated of an operator or a plant. */
export interface PartyIdentifierInput {
  readonly scheme: string;
  readonly value: string;
  readonly country?: string | null;
}

/**
 * Reads the identifier of an operator or a plant by the check its scheme has.
 *
 * Problems: `E_PARTY_SCHEME`, `E_DUNS_FORMAT`, `E_REGISTRATION_FORMAT`, `E_DID_FORMAT`, `E_PARTY_LINK_KEY` for a Digital
 * Link of something else, `E_ISO6523_FORMAT`, and those of the schemes.
 *
 * Source: EN 18219 (operator and facility identifiers carry their scheme); ISO 17442-1 (LEI); GS1 General Specifications
 * (GLN, application identifiers 414 and 417); ETSI EN 319 412-1, section 5.1.4 (registration numbers with their country);
 * ISO/IEC 6523-1 (international code designator); W3C Decentralized Identifiers 1.0, section 3.1.
 */
export function parsePartyIdentifier(input: PartyIdentifierInput): Parsed<PartyIdentifier> {
  const scheme = partySchemes.find((known) => known === input.scheme);
  if (scheme === undefined) return reject("E_PARTY_SCHEME", "scheme", { value: input.scheme });
  if (scheme === "registrationNumber") return parseRegistration(input.value, input.country ?? "");
  const read = readers[scheme](input.value);
  if (!read.ok) return read;
  return accept({ scheme, value: read.value, country: null, uri: uriOf(scheme, read.value) });
}

const readers: Readonly<
  Record<Exclude<PartyScheme, "registrationNumber">, (text: string) => Parsed<string>>
> = {
  lei: parseLei,
  gln: parseGln,
  eori: parseEori,
  vat: parseVatNumber,
  duns: parseDuns,
  unifiedSocialCreditCode: parseUnifiedCreditCode,
  did: parseDid,
  gs1DigitalLink: parsePartyLink,
  iso6523: parseIso6523,
};

/** Designators of ISO/IEC 6523 whose numbers can be checked here. */
const designated: Readonly<Record<string, (text: string) => Parsed<string>>> = {
  "0060": parseDuns,
  "0088": parseGln,
  "0199": parseLei,
};

function uriOf(scheme: PartyScheme, value: string): string | null {
  if (scheme === "did" || scheme === "gs1DigitalLink") return value;
  return scheme === "gln"
    ? formatDigitalLink("https://id.gs1.org", { key: { ai: "417", value }, qualifiers: [], attributes: [] })
    : null;
}

/** Nine digits; the check digit it once had is given up. Source: Dun & Bradstreet, D-U-N-S Number. */
function parseDuns(text: string): Parsed<string> {
  return /^[0-9]{9}$/.test(text) ? accept(text) : reject("E_DUNS_FORMAT", "", { value: text });
}

function parseRegistration(text: string, countryText: string): Parsed<PartyIdentifier> {
  const country = parseCountry(countryText);
  if (!country.ok) return country;
  // Registers write their numbers as they please, but in one line and without anything that cannot be seen.
  if (!/^(?! )[\p{L}\p{N}\p{P}\p{S} ]{1,60}(?<! )$/u.test(text)) {
    return reject("E_REGISTRATION_FORMAT", "", { value: text });
  }
  return accept({ scheme: "registrationNumber", value: text, country: country.value, uri: null });
}

function parseDid(text: string): Parsed<string> {
  const isDid =
    /^did:[a-z0-9]+:(?:(?:[A-Za-z0-9.\-_]|%[0-9A-F]{2})*:)*(?:[A-Za-z0-9.\-_]|%[0-9A-F]{2})+$/.test(text);
  return isDid && text.length <= 255 ? accept(text) : reject("E_DID_FORMAT", "", { value: text });
}

/** A Digital Link of a party (417) or of a place (414), in its canonical spelling. */
function parsePartyLink(text: string): Parsed<string> {
  const read = takeDigitalLinkApart(text);
  if (!read.ok) return read;
  const { key, qualifiers } = read.value;
  if (key.ai !== "417" && key.ai !== "414") return reject("E_PARTY_LINK_KEY", "", { key: key.ai });
  return accept(formatDigitalLink("https://id.gs1.org", { key, qualifiers, attributes: [] }));
}

function parseIso6523(text: string): Parsed<string> {
  const [, designator, number = ""] = /^([0-9]{4}):([!-~]{1,35})$/.exec(text) ?? [];
  if (designator === undefined) return reject("E_ISO6523_FORMAT", "", { value: text });
  const check = designated[designator]?.(number);
  return check === undefined || check.ok ? accept(text) : check;
}
