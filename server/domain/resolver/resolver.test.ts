import { describe, expect, test } from "vitest";
import { chooseLink, linkSetOf, passedOn } from "./link-set.ts";
import type { TypedLink } from "./link-set.ts";
import { linkTypes, parseLinkType, relationOf } from "./link-type.ts";
import { movedAddress } from "./moved-address.ts";
import { resolverDescription } from "./resolver-description.ts";

const here = "https://passport.example";
const product = `${here}/01/09520123456788`;
const links: readonly TypedLink[] = [
  { linkType: "version-history", href: `${product}/versions`, type: "text/html", title: "Versions" },
  { linkType: "gs1:pip", href: `${product}?lang=en`, type: "text/html", language: "en", title: "Passport" },
  { linkType: "gs1:pip", href: `${product}?lang=zh`, type: "text/html", language: "zh-Hans", title: "护照" },
  { linkType: "gs1:dpp", href: `${product}?form=json`, type: "application/json", title: "Passport" },
  { linkType: "gs1:dpp", href: `${product}?form=vc%2Bjwt`, type: "application/vc+jwt", title: "Record" },
  { linkType: "gs1:defaultLink", href: product, title: "Passport" },
];

describe("BATT-Art13(6)(a): the code leads to the passport and to everything about it", () => {
  test("the link set names every link below its type, as RFC 9264 writes it", () => {
    expect(linkSetOf(product, "Battery pack", links)).toEqual({
      linkset: [
        {
          anchor: product,
          description: "Battery pack",
          "https://ref.gs1.org/voc/defaultLink": [{ href: product, title: "Passport" }],
          "https://ref.gs1.org/voc/pip": [
            { href: `${product}?lang=en`, type: "text/html", hreflang: ["en"], title: "Passport" },
            { href: `${product}?lang=zh`, type: "text/html", hreflang: ["zh-Hans"], title: "护照" },
          ],
          "https://ref.gs1.org/voc/dpp": [
            { href: `${product}?form=json`, type: "application/json", title: "Passport" },
            { href: `${product}?form=vc%2Bjwt`, type: "application/vc+jwt", title: "Record" },
          ],
          "version-history": [{ href: `${product}/versions`, type: "text/html", title: "Versions" }],
        },
      ],
    });
  });

  test.each([
    ["gs1:pip", ["zh"], [], `${product}?lang=zh`],
    ["gs1:pip", ["zh-CN", "en"], [], `${product}?lang=zh`],
    ["gs1:pip", ["de", "zh-Hans-CN"], [], `${product}?lang=zh`],
    ["gs1:pip", ["de"], ["text/html"], `${product}?lang=en`],
    ["gs1:pip", ["*"], [], `${product}?lang=en`],
    ["gs1:dpp", ["zh"], ["application/vc+jwt", "*/*"], `${product}?form=vc%2Bjwt`],
    ["gs1:dpp", [], ["text/html", "application/*"], `${product}?form=json`],
    ["gs1:dpp", [], ["*/*"], `${product}?form=json`],
    ["gs1:recallStatus", [], [], undefined],
  ] as const)("asked for %s in %j as %j", (linkType, languages, mediaTypes, href) =>
    expect(chooseLink(links, { linkType, languages, mediaTypes })?.href).toBe(href),
  );

  test("what a request says besides its link type goes along, and never changes the link", () => {
    expect(
      passedOn(`${product}?lang=en`, [
        ["lang", "zh"],
        ["utm", "a b"],
      ]),
    ).toBe(`${product}?lang=en&utm=a+b`);
  });
});

describe("link types", () => {
  test.each([
    ["all", "linkset"],
    ["linkset", "linkset"],
    ["gs1:pip", "gs1:pip"],
    ["https://ref.gs1.org/voc/dpp", "gs1:dpp"],
    ["https://gs1.org/voc/certificationInfo", "gs1:certificationInfo"],
    ["version-history", "version-history"],
  ])("%s asks for %s", (text, type) => expect(parseLinkType(text)).toEqual({ ok: true, value: type }));

  test.each(["", "pip", "gs1:", "gs1:nonsense", "https://evil.example/voc/pip", "GS1:PIP"])(
    "%j is not known",
    (text) => expect(parseLinkType(text)).toMatchObject({ ok: false, problems: [{ code: "E_LINK_TYPE" }] }),
  );

  test("each is found again by the name it has in a link set", () => {
    for (const type of linkTypes) expect(parseLinkType(relationOf(type))).toEqual({ ok: true, value: type });
  });
});

test("the resolver description has what the schema of GS1 asks for, in its words", () => {
  expect(resolverDescription(here, "Registry")).toEqual({
    name: "Registry",
    resolverRoot: here,
    supportedPrimaryKeys: ["01"],
    supportedLinkType: [{ namespace: "https://ref.gs1.org/voc/", prefix: "gs1:" }],
    linkTypeDefaultCanBeLinkset: false,
    jsonLdContextLocation: "https://ref.gs1.org/standards/resolver/linkset-context",
  });
});

describe("another spelling of a product's address leads to its own", () => {
  test.each([
    ["/01/9520123456788", product],
    ["/01/09520123456788/22/2A?linkType=gs1:pip", `${product}?linkType=gs1%3Apip`],
    ["/01/09520123456788/21/a%2fb", `${product}/21/a%2Fb`],
    ["/01/09520123456788/10/B1/21/S1?17=270218&lang=zh", `${product}/21/S1?lang=zh`],
    ["/01/09520123456788/21/A(1)", `${product}/21/A%281%29`],
  ])("%s", (path, address) => expect(movedAddress(here, path)).toBe(address));

  test.each([
    "/01/09520123456788",
    "/01/09520123456788?lang=zh",
    "/01/09520123456788/21/S1",
    "/01/09520123456789",
    "/shop/01/9520123456788",
    "/414/9520123456788",
    "/id/voltara/M",
    "/01/09520123456788/21/label",
    "//evil.example/01/9520123456788",
    "@evil.example/01/9520123456788",
  ])("%s stays where it is", (path) => expect(movedAddress(here, path)).toBeNull());
});
