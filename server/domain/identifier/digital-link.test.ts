import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Parsed } from "../problem.ts";
import { canonicalDigitalLink, parseDigitalLink, registryUrl } from "./digital-link.ts";
import { takeDigitalLinkApart } from "./digital-link-parts.ts";
import { gtinCheckDigit } from "./gtin.ts";

/** What the reference implementation writes for a link: every application identifier in brackets before its value. */
function bracketed(uri: string): string | null {
  const read = takeDigitalLinkApart(uri);
  if (!read.ok) return null;
  const { key, qualifiers, attributes } = read.value;
  return [key, ...qualifiers, ...attributes].map(({ ai, value }) => `(${ai})${value}`).join("");
}

describe("BATT-Art77(3)-sub2: links the GS1 Digital Link standard prints are read as it says", () => {
  test.each([
    ["https://id.gs1.org/01/09520123456788", "(01)09520123456788"],
    ["https://brand.example.com/01/9520123456788", "(01)09520123456788"],
    ["https://brand.example.com/some-extra/pathinfo/01/9520123456788", "(01)09520123456788"],
    ["https://id.gs1.org/01/09520123456788/22/2A", "(01)09520123456788(22)2A"],
    ["https://id.gs1.org/01/09520123456788/10/ABC123", "(01)09520123456788(10)ABC123"],
    ["https://id.gs1.org/01/09520123456788/21/12345", "(01)09520123456788(21)12345"],
    [
      "https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=180426",
      "(01)09520123456788(10)ABC1(21)12345(17)180426",
    ],
    ["https://id.gs1.org/01/09520123456788?3103=000195", "(01)09520123456788(3103)000195"],
    [
      "https://example.com/01/9520123456788?3103=000195&3922=0299&17=201225",
      "(01)09520123456788(3103)000195(3922)0299(17)201225",
    ],
    ["https://id.gs1.org/00/952012345678912345", "(00)952012345678912345"],
    [
      "https://id.gs1.org/00/952012345678912345?02=09520123456788&37=25&10=ABC123",
      "(00)952012345678912345(02)09520123456788(37)25(10)ABC123",
    ],
    ["https://id.gs1.org/414/9520123456788", "(414)9520123456788"],
    ["https://id.gs1.org/414/9520123456788/254/32a%2Fb", "(414)9520123456788(254)32a/b"],
    [
      "https://example.com/8004/9520614141234567?01=9520123456788",
      "(8004)9520614141234567(01)09520123456788",
    ],
    ["https://id.gs1.org/01/09520123456788/235/XYZ?10=ABC123", "(01)09520123456788(235)XYZ(10)ABC123"],
  ])("%s", (uri, expected) => expect(bracketed(uri)).toBe(expected));
});

describe("BATT-Art77(3)-sub2: as the GS1 Barcode Syntax Engine reads them in its own tests", () => {
  test.each([
    ["HTTP://a/00/006141411234567890", "(00)006141411234567890"],
    ["HTTPS://a/00/006141411234567890", "(00)006141411234567890"],
    ["https://xn--fsq.xn--0zwm56d/01/12312312312333", "(01)12312312312333"],
    ["https://a./01/12312312312333", "(01)12312312312333"],
    ["https://a:65535/01/12312312312333", "(01)12312312312333"],
    ["https://[2001:db8::1]/01/12312312312333", "(01)12312312312333"],
    ["https://a/more/stem/00/006141411234567890", "(00)006141411234567890"],
    ["https://a/00/faux/00/006141411234567890", "(00)006141411234567890"],
    ["https://a/01/2112345678900", "(01)02112345678900"],
    ["https://a/01/416000336108", "(01)00416000336108"],
    ["https://a/01/02345673", "(01)00000002345673"],
    ["https://a/01/12312312312333/22/TEST/10/ABC/21/XYZ", "(01)12312312312333(22)TEST(10)ABC(21)XYZ"],
    ["https://a/01/12312312312333/235/TEST", "(01)12312312312333(235)TEST"],
    ["https://a/253/1231231231232TEST5678901234567", "(253)1231231231232TEST5678901234567"],
    ["https://a/8018/123456789012345675/8019/123", "(8018)123456789012345675(8019)123"],
    ["https://a/stem/00/006141411234567890?", "(00)006141411234567890"],
    ["https://a/01/12312312312333?&&&99=ABC&&&&&&98=XYZ&&&", "(01)12312312312333(99)ABC(98)XYZ"],
    ["https://a/01/12312312312333?singleton&99=ABC&unknown=666&98=XYZ", "(01)12312312312333(99)ABC(98)XYZ"],
    [
      "https://a/01/12312312312333/22/ABC%2d123?99=ABC&98=XYZ%2f987",
      "(01)12312312312333(22)ABC-123(99)ABC(98)XYZ/987",
    ],
    ["https://a/01/12312312312333/22/ABC+123?99=ABC", "(01)12312312312333(22)ABC+123(99)ABC"],
    [
      "https://a/01/12312312312333/22/test/10/abc/21/xyz#fragment",
      "(01)12312312312333(22)test(10)abc(21)xyz",
    ],
  ])("%s is read", (uri, expected) => expect(bracketed(uri)).toBe(expected));

  test.each([
    ["", "E_DL_FORMAT"],
    ["ftp://", "E_DL_FORMAT"],
    ["http:///", "E_DL_FORMAT"],
    ["http://a", "E_DL_FORMAT"],
    ["http://a/b/", "E_DL_KEY"],
    ["HtTp://a/b/00/006141411234567890", "E_DL_FORMAT"],
    ["https://[fe80::1%25lo]/01/12312312312333", "E_DL_FORMAT"],
    ["https://a$/00/006141411234567890", "E_DL_FORMAT"],
    ["https://a/gtin/12312312312333", "E_DL_KEY"],
    ["https://a/253/1231231231232TEST56789012345678", "E_DL_AI_VALUE"],
    ["https://a/stem/00/006141411234567890/", "E_DL_KEY"],
    ["https://a/01/12312312312333?99=", "E_DL_AI_VALUE"],
    ["https://a/01/12312312312333?99=ABC&999=faux", "E_DL_AI_UNKNOWN"],
    ["https://a/01/12312312312333/22/ABC?98=XYZ+987", "E_DL_AI_VALUE"],
    ["https://example.com/01/09520123456788?10=ABC123", "E_DL_PLACE"],
    ["https://id.gs1.org/01/09520123456788/10/ABC123?99=XYZ789&01=09520123456788", "E_DL_DUPLICATE"],
    ["https://id.gs1.org/01/09520123456788/10/ABC123?99=XYZ789&99=XYZ789", "E_DL_DUPLICATE"],
    ["https://example.com/01/09520123456788/89/ABC123?99=XYZ", "E_DL_KEY"],
    ["https://example.com/01/09520123456788?99=XYZ&89=ABC123", "E_DL_AI_UNKNOWN"],
  ])("%s is refused: %s", (uri, code) => expect(codesOf(takeDigitalLinkApart(uri))).toContain(code));
});

describe("BATT-Art77(3)-sub2: the check rules are enforced", () => {
  test.each([
    ["https://a/01/09520123456789", "E_DL_AI_CHECK_DIGIT"],
    ["https://a/01/123", "E_DL_AI_VALUE"],
    ["https://a/01/09520123456788/21/A/10/B", "E_DL_ORDER"],
    ["https://a/01/09520123456788/10/A/22/B", "E_DL_ORDER"],
    ["https://a/01/09520123456788/235/A/21/B", "E_DL_ORDER"],
    ["https://a/01/09520123456788/21/123456789012345678901", "E_DL_AI_VALUE"],
    ["https://a/01/09520123456788/10/A%20B", "E_DL_AI_VALUE"],
    ["https://a/01/09520123456788?17=261332", "E_DL_AI_VALUE"],
    ["https://a/01/09520123456788?17=250229", "E_DL_AI_VALUE"],
    ["https://a/01/09520123456788?21=S1", "E_DL_PLACE"],
    ["https://a/01/09520123456788?8200=x", "E_DL_PLACE"],
    ["https://a/01/电池", "E_DL_CHARACTER"],
    ["https://user@a/01/09520123456788", "E_DL_FORMAT"],
    ["https://id.gs1.org/ARFKk4XB0CDKWcnpq", "E_DL_COMPRESSED"],
    ["https://id.gs1.org/01/09520123456788/KWcnpqARFKk4XB0CD", "E_DL_COMPRESSED"],
    ["https://id.gs1.org/414/9520123456788", "E_DL_KEY_OTHER"],
  ])("%s: %s", (uri, code) => expect(codesOf(parseDigitalLink(uri))).toContain(code));

  test("a wrong check digit is named with the one that fits", () => {
    expect(parseDigitalLink("https://a/01/9520123456780")).toEqual({
      ok: false,
      problems: [
        {
          code: "E_DL_AI_CHECK_DIGIT",
          path: "01",
          params: { ai: "01", value: "09520123456780", expected: "8" },
        },
      ],
    });
  });
});

describe("the canonical form", () => {
  test.each([
    "https://example.com/01/9520123456788?3103=000195&3922=0299&17=201225",
    "HTTP://example.com/shop/01/09520123456788?17=201225&3922=0299&linkType=gs1:pip&3103=000195#top",
  ])("of %s is the one the standard prints", (uri) =>
    expect(canonicalDigitalLink(value(parseDigitalLink(uri)))).toBe(
      "https://id.gs1.org/01/09520123456788?17=201225&3103=000195&3922=0299",
    ),
  );

  test("keeps what the link is for out of what it identifies, but hands it on", () => {
    const link = value(parseDigitalLink("https://a/01/09520123456788?linkType=gs1:dpp&lang=zh"));
    expect(link.parts.others).toEqual([
      ["linkType", "gs1:dpp"],
      ["lang", "zh"],
    ]);
    expect(canonicalDigitalLink(link)).toBe("https://id.gs1.org/01/09520123456788");
  });
});

describe("the address of the same product here", () => {
  const here = "https://passport.example";
  test.each([
    ["https://brand.example/01/9520123456788", "/01/09520123456788"],
    ["https://brand.example/x/01/09520123456788/22/2A", "/01/09520123456788"],
    ["https://brand.example/01/09520123456788/10/a%2fb", "/01/09520123456788/10/a%2Fb"],
    ["https://brand.example/01/09520123456788/10/B1/21/S1?17=270218", "/01/09520123456788/21/S1"],
  ])("of %s is %s", (uri, path) =>
    expect(registryUrl(here, value(parseDigitalLink(uri)))).toEqual({ ok: true, value: here + path }),
  );

  test("does not exist for a serial number that is a word of our addresses", () => {
    const link = value(parseDigitalLink("https://brand.example/01/09520123456788/21/label"));
    expect(codesOf(registryUrl(here, link))).toEqual(["E_SERIAL_RESERVED"]);
  });
});

test("any product, batch and serial number come back from their link, whatever the domain and the stem", () => {
  const digits = fc.stringMatching(/^[0-9]{13}$/);
  const text = fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/);
  const stems = fc.constantFrom("https://a.example", "http://b.example:8080/x/y");
  fc.assert(
    fc.property(digits, text, text, stems, (head, batch, serial, stem) => {
      const gtin = head + gtinCheckDigit(head);
      const uri = `${stem}/01/${gtin}/10/${encodeURIComponent(batch)}/21/${encodeURIComponent(serial)}`;
      const link = value(parseDigitalLink(uri));
      expect(link).toMatchObject({ gtin, batch, serial, variant: null, parts: { stem } });
      expect(value(parseDigitalLink(canonicalDigitalLink(link)))).toMatchObject({ gtin, batch, serial });
    }),
  );
});

test("no text makes the reader fail otherwise than by saying why", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
      const read = parseDigitalLink(text);
      expect(read.ok || read.problems.length > 0).toBe(true);
    }),
  );
});

function codesOf(parsed: Parsed<unknown>): readonly string[] {
  return parsed.ok ? [] : parsed.problems.map(({ code }) => code);
}

function value<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
