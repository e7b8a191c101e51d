import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gtinCheckDigit } from "./gtin.ts";
import { leiCheckDigits } from "./lei.ts";
import type { PartyScheme } from "./party-identifier.ts";
import { facilitySchemes, parsePartyIdentifier, partySchemes } from "./party-identifier.ts";
import { creditCodeCheck } from "./unified-credit-code.ts";

describe("EN18219: operators and plants are named with their scheme", () => {
  test.each([
    ["lei", "54930084UKLVMY22DS16"],
    ["gln", "9520123456788"],
    ["eori", "DE1234567890"],
    ["eori", "XI123456789000"],
    ["vat", "DE123456789"],
    ["vat", "ATU12345678"],
    ["vat", "EL123456789"],
    ["vat", "IE1234567FA"],
    ["vat", "NL123456789B01"],
    ["vat", "FRAB123456789"],
    ["vat", "ESX1234567X"],
    ["vat", "SE123456789001"],
    ["duns", "150483782"],
    ["unifiedSocialCreditCode", "91350100M000100Y43"],
    ["did", "did:web:works.example:op:voltara"],
    ["did", "did:web:localhost%3A3000:op:voltara"],
    ["iso6523", "0088:9520123456788"],
    ["iso6523", "0199:54930084UKLVMY22DS16"],
    ["iso6523", "0007:5567321707"],
  ])("%s %s", (scheme, value) =>
    expect(parsePartyIdentifier({ scheme, value })).toMatchObject({ ok: true, value: { scheme, value } }),
  );

  test.each([
    ["bpn", "BPNL0001", "E_PARTY_SCHEME"],
    ["lei", "54930084UKLVMY22DS17", "E_LEI_CHECK"],
    ["lei", "54930084uklvmy22ds16", "E_LEI_FORMAT"],
    ["lei", "54930084UKLVMY22DS1", "E_LEI_FORMAT"],
    ["gln", "9520123456789", "E_GLN_CHECK_DIGIT"],
    ["gln", "09520123456788", "E_GLN_FORMAT"],
    ["eori", "DE", "E_EORI_FORMAT"],
    ["eori", "DE1234567890123456", "E_EORI_FORMAT"],
    ["vat", "DE12345678", "E_VAT_FORMAT"],
    ["vat", "AT12345678", "E_VAT_FORMAT"],
    ["vat", "GB123456789", "E_VAT_COUNTRY"],
    ["vat", "GR123456789", "E_VAT_COUNTRY"],
    ["duns", "15-048-3782", "E_DUNS_FORMAT"],
    ["unifiedSocialCreditCode", "91350100M000100Y44", "E_CREDIT_CODE_CHECK"],
    ["unifiedSocialCreditCode", "91350100M000100I43", "E_CREDIT_CODE_FORMAT"],
    ["did", "did:web:", "E_DID_FORMAT"],
    ["did", "did:Web:a", "E_DID_FORMAT"],
    ["did", "did:web:a/b", "E_DID_FORMAT"],
    ["gs1DigitalLink", "https://id.gs1.org/01/09520123456788", "E_PARTY_LINK_KEY"],
    ["gs1DigitalLink", "https://id.gs1.org/414/9520123456789", "E_DL_AI_CHECK_DIGIT"],
    ["iso6523", "88:9520123456788", "E_ISO6523_FORMAT"],
    ["iso6523", "0088:9520123456789", "E_GLN_CHECK_DIGIT"],
  ])("%s %s is refused: %s", (scheme, value, code) =>
    expect(parsePartyIdentifier({ scheme, value })).toMatchObject({ ok: false, problems: [{ code }] }),
  );

  test("a registration number is free, but has the country of its register", () => {
    const scheme = "registrationNumber";
    expect(parsePartyIdentifier({ scheme, value: "HRB 12345 (München)", country: "DE" })).toEqual({
      ok: true,
      value: { scheme, value: "HRB 12345 (München)", country: "DE", uri: null },
    });
    expect(parsePartyIdentifier({ scheme, value: "HRB 1" })).toMatchObject({
      ok: false,
      problems: [{ code: "E_COUNTRY_FORMAT" }],
    });
    for (const value of ["", " x", "x ", "a\nb", "a\u200bb", "x".repeat(61)]) {
      expect(parsePartyIdentifier({ scheme, value, country: "DE" })).toMatchObject({
        ok: false,
        problems: [{ code: "E_REGISTRATION_FORMAT" }],
      });
    }
  });

  test.each([
    ["gln", "9520123456788", "https://id.gs1.org/417/9520123456788"],
    ["did", "did:web:works.example", "did:web:works.example"],
    [
      "gs1DigitalLink",
      "http://a/x/414/9520123456788/254/32a%2fb?x=1",
      "https://id.gs1.org/414/9520123456788/254/32a%2Fb",
    ],
    ["lei", "54930084UKLVMY22DS16", null],
  ])("%s %s has the URI %s", (scheme, value, uri) =>
    expect(parsePartyIdentifier({ scheme, value })).toMatchObject({ ok: true, value: { uri } }),
  );

  test("a plant is named by a scheme that knows places", () => {
    expect(facilitySchemes.every((scheme) => partySchemes.includes(scheme))).toBe(true);
    expect(facilitySchemes).not.toContain("lei");
  });
});

describe("check characters fit, and any single wrong character is noticed", () => {
  const schemes: readonly [PartyScheme, RegExp, (head: string) => string, string][] = [
    // A letter counts two digits: MOD 97-10 promises to notice a letter for a letter, not a letter for a digit.
    ["lei", /^[A-Z]{18}$/, leiCheckDigits, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
    ["gln", /^[0-9]{12}$/, gtinCheckDigit, "0123456789"],
    [
      "unifiedSocialCreditCode",
      /^[159Y][1-39][0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}$/,
      creditCodeCheck,
      "0123456789ABCDEFGHJKLMNPQRTUWXY",
    ],
  ];
  test.each(schemes)("%s", (scheme, form, check, alphabet) => {
    fc.assert(
      fc.property(fc.stringMatching(form), fc.nat(), fc.integer({ min: 1 }), (head, at, shift) => {
        expect(parsePartyIdentifier({ scheme, value: head + check(head) }).ok).toBe(true);
        const place = at % head.length;
        const old = alphabet.indexOf(head.charAt(place));
        const other = alphabet.charAt((old + (shift % (alphabet.length - 1)) + 1) % alphabet.length);
        fc.pre(other !== head.charAt(place));
        const wrong = head.slice(0, place) + other + head.slice(place + 1);
        expect(parsePartyIdentifier({ scheme, value: wrong + check(head) }).ok).toBe(false);
      }),
    );
  });
});
