import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declarationDocument } from "../../server/domain/study/declaration-document.ts";
import { publicStudy } from "../../server/domain/study/public-study.ts";
import { sampleStudy } from "../../server/domain/study/sample-study.ts";
import { Refusal } from "../../server/refusal.ts";
import type { PassportView } from "../../server/services/passport/view.ts";
import { answerFrom, refuseMethod } from "./answer.tsx";
import type { ProductSource } from "./product-source.ts";
import { itemPath, itemView, modelPath, modelView, origin, withFootprint } from "./passport.fixture.ts";

const documentId = "0192f3a0-0000-7000-8000-000000000009";
const browser = "text/html,application/xhtml+xml,*/*;q=0.8";

/** A registry with one model, one battery of it, and one battery whose passport has ended. */
const source: ProductSource = {
  publicUrl: origin,
  anonymous: true,
  passport: ({ productUrl, version }) => {
    if (productUrl.endsWith("/21/ENDED")) throw new Refusal("PASSPORT_ENDED", "It has ended.");
    const view = [modelView, itemView].find((known) => known.productUrl === productUrl);
    if (view === undefined) throw new Refusal("PASSPORT_NOT_FOUND", "There is no such passport.");
    if (version !== undefined && version > view.record.newestVersion) {
      throw new Refusal("VERSION_NOT_FOUND", "There is no such version.");
    }
    return Promise.resolve(version === undefined ? view : atVersion(view, version));
  },
  document: ({ productUrl }) =>
    Promise.resolve({
      digitalProductPassportId: modelView.passportId,
      uniqueProductIdentifier: productUrl,
      granularity: productUrl.includes("/21/") ? "item" : "model",
      dppSchemaVersion: "1.0.0",
      dppStatus: "active",
      recordVersion: 1,
      recordStatus: { status: "valid" },
      lastUpdated: "2026-11-20T12:00:00Z",
      economicOperatorId: "did:web:passport.example:op:lanternbridge",
      contentSpecificationIds: [],
    }),
  catalogue: () => Promise.resolve(null),
  isInformation: () => Promise.resolve(false),
  label: () => Promise.resolve(new TextEncoder().encode("label")),
  brought: () => Promise.reject(new Refusal("VERSION_NOT_FOUND", "Nothing was brought here.")),
  full: () => Promise.resolve({ token: "part~secret~", groups: ["L"] }),
  projection: () => Promise.resolve({ token: "projection", digest: "p" }),
  restricted: () => Promise.resolve(null),
  versions: ({ productUrl }) =>
    Promise.resolve([
      {
        version: 2,
        path: "",
        issuedAt: "2026-11-20T12:00:00Z",
        leafIndex: 7,
        digest: "b",
        kid: "k",
        signer: modelView.record.signer,
        reason: "Mass corrected",
        current: true,
        status: null,
      },
      {
        version: 1,
        path: productUrl,
        issuedAt: "2026-11-19T12:00:00Z",
        leafIndex: 3,
        digest: "a",
        kid: "k",
        signer: modelView.record.signer,
        reason: null,
        current: false,
        status: {
          status: "superseded",
          reason: "newVersion",
          changedAt: "2026-11-20T12:00:00.000Z",
          leafIndex: 8,
        },
      },
    ]),
  ended: ({ productUrl }) =>
    Promise.resolve(
      productUrl.endsWith("/21/ENDED")
        ? {
            ...{
              productUrl,
              level: "item",
              modelName: "LFP pack",
              modelPath: modelView.path,
              serial: "ENDED",
            },
            ...{ answered: modelView.answering, endedOn: "2026-11-19", demonstration: true },
            predecessors: [],
            successors: [
              {
                ...{ productUrl: itemView.productUrl, path: itemView.path },
                modelName: "Rack",
                serial: "R1",
              },
            ],
          }
        : null,
    ),
  declared: ({ kind, number = 2 }) => {
    if (number > 2) throw new Refusal("DECLARATION_NOT_FOUND", "There is no such declaration.");
    const study = sampleStudy();
    const input = { ...study, declaration: { ...study.declaration, number } };
    return Promise.resolve(kind === "study" ? publicStudy(input) : declarationDocument(input));
  },
  bundle: ({ version = 2 }) => {
    if (version > 2) throw new Refusal("VERSION_NOT_FOUND", "There is no such version.");
    const proofs = { passport: null, issuerKey: null, statusList: null, more: [] };
    const { token: record } = modelView.record;
    const bundle = { record, jwks: { keys: [] }, statusList: null, tokenStatusList: null, proofs };
    return Promise.resolve({ version, bundle });
  },
  file: ({ id }) => {
    if (id !== documentId) throw new Refusal("DOCUMENT_NOT_FOUND", "There is no such document.");
    return Promise.resolve({
      title: "Declaration",
      mediaType: "application/pdf",
      sha256: "ab",
      bytes: new Uint8Array([37, 80]),
      open: true,
    });
  },
};

describe("a passport in other forms", () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    answerFrom(
      () => Promise.resolve(source),
      new Request(origin + path, { headers }),
      path.split("?")[0] ?? "",
    );

  test.each([
    ["aas+json", "application/json", "assetAdministrationShells"],
    ["catena-x+json", "application/json", "urn:samm:io.catenax.battery.battery_pass"],
    ["csv", "text/csv; charset=utf-8", "uniqueProductIdentifier"],
    ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"],
  ])("?form=%s downloads as %s", async (form, type, said) => {
    const response = await get(`${itemPath}?form=${encodeURIComponent(form)}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("content-disposition")).toContain("attachment");
    expect(await response.text()).toContain(said);
  });

  test("a reader who accepts CSV alone gets CSV, with the titles of the language asked for", async () => {
    const english = await (await get(itemPath, { accept: "text/csv" })).text();
    expect(english).toContain("Data point");
    const chinese = await (await get(itemPath, { accept: "text/csv", "accept-language": "zh" })).text();
    expect(chinese).toContain("数据项");
  });

  test("the full form is asked for by ?representation=full, and nothing else is one", async () => {
    const full: unknown = await (await get(`${itemPath}?representation=full`)).json();
    expect(full).toMatchObject({ uniqueProductIdentifier: origin + itemPath, elements: [] });
    expect((await get(`${itemPath}?representation=tiny`)).status).toBe(400);
  });
});

describe("one address answers everybody in the form asked for", () => {
  test.each([
    ["a browser", browser, "text/html; charset=utf-8"],
    ["a program that asks for nothing", null, "application/json"],
    ["a program that takes anything", "*/*", "application/json"],
    ["a reader of linked data", "application/ld+json", "application/ld+json"],
    ["a verifier", "application/vc+jwt", "application/vc+jwt"],
    ["a GS1 resolver client", "application/linkset+json", "application/linkset+json"],
  ])("%s", async (_, accept, type) => {
    const response = await ask(modelPath, accept);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("vary")).toBe("Accept, Accept-Language");
  });

  test("the document names exactly the address it was asked at", async () => {
    expect(await (await ask(itemPath, null)).json()).toMatchObject({
      uniqueProductIdentifier: origin + itemPath,
    });
  });

  test("the signed record is the compact JWS and nothing else, tagged with its digest", async () => {
    const response = await ask(modelPath, "application/vc+jwt");
    expect(await response.text()).toBe(modelView.record.token);
    expect(response.headers.get("etag")).toBe(`"${modelView.record.digest}"`);
  });

  test("JSON-LD is the payload exactly as signed, byte for byte", async () => {
    const text = await (await ask(modelPath, "application/ld+json")).text();
    expect(Buffer.from(text).toString("base64url")).toBe(modelView.record.token.split(".")[1]);
  });

  test.each([
    ["bundle.json", 2],
    ["versions/1/bundle.json", 1],
  ])("%s is saved as a file that holds the record as signed", async (path, version) => {
    const response = await ask(`${modelPath}/${path}`, browser);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("content-disposition")).toContain(`-v${version}.bundle.json"`);
    expect(await response.json()).toMatchObject({ v: 1, record: modelView.record.token });
  });

  test("a page shows restricted values to the reader they are open to, and to nobody on the way", async () => {
    const entitled: ProductSource = {
      ...source,
      anonymous: false,
      restricted: () =>
        Promise.resolve({
          audience: "legitimateInterest",
          dataSets: ["point1", "point4"],
          own: { stateOfCharge: "81.5" },
          ofModel: {},
        }),
    };
    const asked = (from: ProductSource) => ask(itemPath, browser, { source: from });
    const [shown, open] = [await asked(entitled), await asked(source)];
    expect(await shown.text()).toContain("81.5");
    expect(shown.headers.get("cache-control")).toBe("private, no-store");
    expect(await open.text()).not.toContain("81.5");
  });

  test("the full record with anything restricted in it is kept by nobody on the way", async () => {
    const response = await ask(modelPath, "application/dc+sd-jwt");
    expect(response.headers.get("content-type")).toBe("application/dc+sd-jwt");
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("vary")?.toLowerCase()).toContain("accept");
    expect(await response.text()).toBe("part~secret~");
  });

  test("the projection for UNTP is asked for by name and is a signed credential like any", async () => {
    const response = await ask(`${modelPath}?form=untp%2Bvc%2Bjwt`, "*/*");
    expect([response.headers.get("content-type"), await response.text()]).toEqual([
      "application/vc+jwt",
      "projection",
    ]);
  });

  test("the link set is anchored at the product identifier and leads to the passport", async () => {
    expect(await (await ask(modelPath, "application/linkset+json")).json()).toMatchObject({
      linkset: [
        { anchor: origin + modelPath, "https://ref.gs1.org/voc/dpp": Array.from({ length: 7 }, () => ({})) },
      ],
    });
  });

  test("programs of other origins may read every form but the page", async () => {
    expect((await ask(modelPath, null)).headers.get("access-control-allow-origin")).toBe("*");
    expect((await ask(modelPath, browser)).headers.get("access-control-allow-origin")).toBeNull();
  });

  test.each([
    ["vc+jwt", "application/vc+jwt", "jwt"],
    ["vc%2Bjwt", "application/vc+jwt", "jwt"],
    ["ld+json", "application/ld+json", "jsonld"],
    ["json", "application/json", "json"],
  ])("?form=%s works as a plain link in a browser and is saved as a file", async (form, type, ending) => {
    const response = await ask(`${modelPath}?form=${form}`, browser);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="01-09520000010010-v2.${ending}"`,
    );
  });

  test.each([
    ["an unknown form", modelPath, "application/cbor"],
    ["an unknown form by name", `${modelPath}?form=pdf`, "application/json"],
  ])("%s is 406 and lists what there is", async (_, path, accept) => {
    const response = await ask(path, accept);
    expect(response.status).toBe(406);
    expect(await response.text()).toContain("application/vc+jwt");
  });
});

describe("what is not there is said in every form", () => {
  test.each([
    ["an unknown product", "/01/09520000010041"],
    ["a wrong check digit", "/01/09520000010011"],
    ["an unknown sub-path", `${modelPath}/nonsense`],
    ["the bundle of an unknown version", `${modelPath}/versions/9/bundle.json`],
    ["an unknown version", `${modelPath}/versions/9`],
    ["an unknown document", `${modelPath}/documents/0192f3a0-0000-7000-8000-000000000001`],
    ["a document that is no identifier", `${modelPath}/documents/9`],
    ["the code of an unknown product", "/01/09520000010041/qr.svg"],
    ["the label of an unknown product", "/01/09520000010041/label"],
    ["a spelling that is not canonical", "/01/%309520000010011"],
    ["a serial number that is a word of our addresses", `${modelPath}/21/label`],
  ])("%s", async (_, path) => {
    const page = await ask(path, browser);
    expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(await page.text()).toContain("<h1>No passport here</h1>");
    const json = await ask(path, null);
    expect([json.status, json.headers.get("content-type")]).toEqual([404, "application/json"]);
    expect(await json.json()).toMatchObject({
      statusCode: "ClientErrorResourceNotFound",
      message: [{ messageType: "Error" }],
    });
    const other = await ask(path, "application/vc+jwt");
    expect([other.status, other.headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
    expect(page.headers.get("cache-control")).toBe("no-store");
  });

  test("an ended passport is 410 with a tombstone", async () => {
    const page = await ask(`${modelPath}/21/ENDED`, browser);
    expect(page.status).toBe(410);
    const text = await page.text();
    expect(text).toContain("This passport has ended");
    expect(text).toContain("Became part of");
    expect(text).not.toContain("waste");
    expect((await ask(`${modelPath}/21/ENDED`, null)).status).toBe(410);
  });

  test.each([
    "application/json",
    "application/vc+jwt",
    "application/ld+json",
    "application/linkset+json",
    "*/*",
  ])("BATT-Art77(8): an ended passport read as %s is 410 and names what followed it", async (accept) => {
    for (const place of ["", "/versions", "/versions/1"]) {
      const response = await ask(`${modelPath}/21/ENDED${place}`, accept);
      expect([place, response.status]).toEqual([place, 410]);
      expect(response.headers.get("link")).toContain(`<${itemView.productUrl}>; rel="successor-version"`);
    }
  });

  test("BATT-Art77(8): the tombstone says in JSON what it was, and its successor is still found", async () => {
    const response = await ask(`${modelPath}/21/ENDED`, "application/json");
    expect(await response.json()).toMatchObject({
      ...{ dppStatus: "archived", endedOn: "2026-11-19" },
      successorPassports: [itemView.productUrl],
    });
    const sent = await ask(`${modelPath}/21/ENDED?linkType=successor-version`, null);
    expect([sent.status, sent.headers.get("location")]).toEqual([307, itemView.path]);
  });

  test("a fault of ours is 500 without its inside", async () => {
    const broken = { ...source, passport: () => Promise.reject(new Error("connection to 10.0.0.1 lost")) };
    const logged = console.error;
    console.error = () => undefined;
    const response = await ask(modelPath, null, { source: broken });
    console.error = logged;
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain("10.0.0.1");
    expect(text).toContain("INTERNAL_ERROR");
  });

  test("a bearer token that does not count is 401, never silently the public answer", async () => {
    const response = await answerFrom(
      () => Promise.reject(new Refusal("NOT_SIGNED_IN", "unknown")),
      new Request(origin + modelPath, { headers: { authorization: "Bearer x" } }),
      modelPath,
    );
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
  });
});

describe("old versions", () => {
  test("stay readable and say by what they were replaced", async () => {
    const text = await (await ask(`${modelPath}/versions/1`, browser)).text();
    expect(text).toContain("Version 1 has been replaced by version 2.");
    expect(text).toContain(`href="${modelPath}?lang=en"`);
    expect(text).toContain(`href="${modelPath}/versions/1?form=vc%2Bjwt&amp;lang=en"`);
  });

  test("come in every form", async () => {
    for (const accept of ["application/vc+jwt", "application/ld+json", "application/json"]) {
      expect((await ask(`${modelPath}/versions/1`, accept)).status).toBe(200);
    }
  });

  test("are listed with reason and digest, for people and programs", async () => {
    expect(await (await ask(`${modelPath}/versions`, browser)).text()).toContain("Mass corrected");
    expect(await (await ask(`${modelPath}/versions`, null)).json()).toMatchObject({
      uniqueProductIdentifier: origin + modelPath,
      versions: [{ version: 2, url: `${origin}${modelPath}/versions/2`, current: true }, { version: 1 }],
    });
  });
});

describe("code, label and documents", () => {
  test("the code comes as SVG and PNG", async () => {
    expect(await (await ask(`${modelPath}/qr.svg`, null)).text()).toMatch(/^<svg /);
    const png = await ask(`${modelPath}/qr.png?scale=2`, null);
    expect(png.headers.get("content-type")).toBe("image/png");
    expect(
      Buffer.from(await png.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
  });

  test("the label names model, serial number, plant, operator and the identifier in plain text", async () => {
    const text = await (await ask(`${itemPath}/label`, browser)).text();
    for (const words of [
      "LB-NCM-100-NT",
      "NT26A000001",
      "Nantong, China",
      "Lanternbridge",
      origin + itemPath,
      "mm",
    ]) {
      expect(text).toContain(words);
    }
  });

  test("a document is served in a sandbox", async () => {
    const response = await ask(`${modelPath}/documents/${documentId}`, browser);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
  });

  test("a PDF is a download under its title, for a browser shows none that is kept in a sandbox", async () => {
    const titled = {
      ...source,
      file: async (input: { id: string; productUrl: string }) => ({
        ...(await source.file(input)),
        title: '说明书 "1"\r\nX: y',
      }),
    };
    const response = await ask(`${modelPath}/documents/${documentId}`, browser, { source: titled });
    expect(response.headers.get("content-disposition")).toBe(
      "attachment; filename*=UTF-8''%E8%AF%B4%E6%98%8E%E4%B9%A6%20%221%22%0D%0AX%3A%20y.pdf",
    );
  });

  test("a document that is not open is never kept by a cache", async () => {
    const closed = {
      ...source,
      file: async (input: { id: string; productUrl: string }) => ({
        ...(await source.file(input)),
        open: false,
      }),
    };
    const response = await ask(`${modelPath}/documents/${documentId}`, browser, { source: closed });
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });

  test("a document a browser could run is a download", async () => {
    const html = {
      ...source,
      file: async (input: { id: string; productUrl: string }) => ({
        ...(await source.file(input)),
        mediaType: "text/html",
      }),
    };
    const response = await ask(`${modelPath}/documents/${documentId}`, browser, { source: html });
    expect(response.headers.get("content-disposition")).toMatch(/^attachment;/);
  });
});

describe("declaration and public study", () => {
  test.each([
    ["/study", "en", "Public study on the carbon footprint"],
    ["/study/1", "zh", "碳足迹公开研究"],
  ])(
    "%s in %s is a page complete without script, with the way to passport and PDF",
    async (word, lang, title) => {
      const response = await ask(`${modelPath}${word}?lang=${lang}`, browser);
      expect([response.status, response.headers.get("content-type")]).toEqual([
        200,
        "text/html; charset=utf-8",
      ]);
      expect(response.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
      const text = await response.text();
      expect(text).toContain(`<h1>${title}</h1>`);
      expect(text).toContain(`href="${modelPath}${word}.pdf?lang=${lang}"`);
      expect(text).toContain(`href="${modelPath}?lang=${lang}"`);
      expect(text).toContain("5,697.82");
      expect(text).not.toContain("<script");
      expect(text.length).toBeLessThan(50_000);
    },
  );

  test.each([
    ["/study.pdf", "01-09520000010010-study-en.pdf"],
    ["/study/1.pdf", "01-09520000010010-study-1-en.pdf"],
    ["/declaration.pdf", "01-09520000010010-declaration-en.pdf"],
    ["/declaration/1.pdf", "01-09520000010010-declaration-1-en.pdf"],
  ])("%s is a PDF to look at, saved under %s, the same for everybody", async (word, name) => {
    const response = await ask(`${modelPath}${word}?lang=en`, browser);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toBe(`inline; filename="${name}"`);
    expect(response.headers.get("cache-control")).toContain("public");
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    const again = await ask(`${modelPath}${word}?lang=en&x=1`, null);
    expect(again.headers.get("etag")).toBe(response.headers.get("etag"));
  });

  test("of a battery is that of its model", async () => {
    const item = await (await ask(`${itemPath}/study?lang=en`, browser)).text();
    expect(item).toContain(`href="${modelPath}?lang=en"`);
  });

  test("that does not exist is 404, also as a PDF", async () => {
    for (const word of ["/study/9", "/study/9.pdf", "/declaration/9.pdf"]) {
      const response = await ask(`${modelPath}${word}`, browser);
      expect([response.status, response.headers.get("content-type")]).toEqual([
        404,
        "text/html; charset=utf-8",
      ]);
    }
    expect((await ask(`${modelPath}/declaration`, browser)).status).toBe(404);
  });

  test("stand in the link set and on the page where the record names them", async () => {
    const named = withStudy(modelView);
    const naming = { ...source, passport: () => Promise.resolve(named) };
    const page = await (await ask(`${modelPath}?lang=zh`, browser, { source: naming })).text();
    for (const word of ["/study/1", "/study/1.pdf", "/declaration/1.pdf"])
      expect(page).toContain(`href="${modelPath}${word}?lang=zh"`);
    const links: unknown = await (
      await ask(modelPath, "application/linkset+json", { source: naming })
    ).json();
    expect(links).toMatchObject({
      linkset: [
        {
          "https://ref.gs1.org/voc/sustainabilityInfo": expect.arrayContaining([
            expect.objectContaining({ href: `${origin}${modelPath}/study/1?lang=zh`, hreflang: ["zh-Hans"] }),
            expect.objectContaining({ href: `${origin}${modelPath}/declaration/1.pdf?lang=en` }),
          ]),
        },
      ],
    });
    const without = await (await ask(modelPath, browser)).text();
    expect(without).not.toContain("/study");
  });
});

/** The view with a record that names its study. */
function withStudy(view: PassportView): PassportView {
  return withFootprint(view, { declarationNumber: 1, publicStudy: `${origin}${modelPath}/study/1` });
}

describe("caching and methods", () => {
  test("the answer to nobody in particular may be shared, but is asked for again each time", async () => {
    expect((await ask(modelPath, browser)).headers.get("cache-control")).toBe(
      "public, max-age=0, must-revalidate",
    );
  });

  test("the answer to somebody signed in is kept by nobody", async () => {
    const response = await ask(modelPath, browser, { source: { ...source, anonymous: false } });
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });

  test("a reader that has the answer already gets 304", async () => {
    const etag = (await ask(modelPath, browser)).headers.get("etag") ?? "";
    const again = await ask(modelPath, browser, { headers: { "if-none-match": `W/"x", ${etag}` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
  });

  test("the tag of the page differs between languages", async () => {
    const [english, chinese] = [
      await ask(`${modelPath}?lang=en`, browser),
      await ask(`${modelPath}?lang=zh`, browser),
    ];
    expect(english.headers.get("etag")).not.toBe(chinese.headers.get("etag"));
  });

  test("HEAD answers the same headers without a body", async () => {
    const head = await ask(modelPath, browser, { method: "HEAD" });
    const get = await ask(modelPath, browser);
    expect([...head.headers]).toEqual([...get.headers]);
    expect(await head.text()).toBe("");
  });
});

describe("BATT-Art13(6)(a): a resolver of GS1 Digital Links", () => {
  const address = origin + modelPath;

  test.each([
    ["encoded where nothing need be", "/01/%309520000010010", modelPath],
    ["13 digits", "/01/9520000010010?lang=zh", `${modelPath}?lang=zh`],
    ["with batch and serial number", `${modelPath}/10/B1/21/NT26A000001`, itemPath],
    [
      "with data attributes",
      `/01/9520000010010?17=270218&linkType=gs1:dpp`,
      `${modelPath}?linkType=gs1%3Adpp`,
    ],
  ])("sends another spelling on to the product's own: %s", async (_, path, location) => {
    const response = await ask(path, browser);
    expect([response.status, response.headers.get("location")]).toEqual([307, location]);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  test.each(["linkset", "all"])(
    "answers linkType=%s with every link, whatever else is accepted",
    async (all) => {
      const response = await ask(`${modelPath}?linkType=${all}`, browser);
      expect([response.status, response.headers.get("content-type")]).toEqual([
        200,
        "application/linkset+json",
      ]);
      expect(response.headers.get("link")).toContain(
        "https://ref.gs1.org/standards/resolver/linkset-context",
      );
      expect(await response.json()).toMatchObject({
        linkset: [
          {
            anchor: address,
            "https://ref.gs1.org/voc/defaultLink": [{ href: address }],
            "https://ref.gs1.org/voc/pip": [
              { href: `${address}?lang=en`, hreflang: ["en"] },
              { href: `${address}?lang=zh`, hreflang: ["zh-Hans"] },
            ],
          },
        ],
      });
    },
  );

  test.each([
    ["gs1:pip", { "accept-language": "zh-CN,zh;q=0.9,en;q=0.5" }, `${address}?lang=zh`],
    ["gs1:pip", { "accept-language": "de,en;q=0.5" }, `${address}?lang=en`],
    ["gs1:pip&lang=zh&utm=x", { "accept-language": "en" }, `${address}?lang=zh&utm=x`],
    ["gs1:dpp", { accept: "application/vc+jwt" }, `${address}?form=vc%2Bjwt`],
    ["gs1:dpp", { accept: "text/html" }, `${address}?form=json`],
    ["https://gs1.org/voc/defaultLink", {}, address],
    ["version-history", {}, `${address}/versions`],
  ])("sends linkType=%s with %j on to %s", async (linkType, headers, location) => {
    const response = await ask(`${modelPath}?linkType=${linkType}`, null, { headers });
    expect([response.status, response.headers.get("location")]).toEqual([307, location]);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect((await ask(location.slice(origin.length), null)).status).toBe(200);
  });

  test.each(["gs1:recallStatus", "nonsense"])(
    "has no link of type %s, and gives none in its place",
    async (linkType) => {
      const response = await ask(`${modelPath}?linkType=${linkType}`, null);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ message: [{ code: "E_LINK_TYPE" }] });
    },
  );

  test("of a product that is not there or has ended says so, and sends nobody on", async () => {
    expect((await ask("/01/09520000010041?linkType=gs1:pip", null)).status).toBe(404);
    expect((await ask(`${modelPath}/21/ENDED?linkType=all`, null)).status).toBe(410);
  });

  test("answers HEAD as it answers GET, without a body", async () => {
    const head = await ask(`${modelPath}?linkType=linkset`, null, { method: "HEAD" });
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([
      200,
      "application/linkset+json",
      "",
    ]);
  });

  test("BATT-Art77(3)-sub3: the DID of a product resolves below its address", async () => {
    const response = await ask(`${itemPath}/did.json`, null);
    expect(await response.json()).toMatchObject({
      id: "did:web:passport.example:01:09520000010010:21:NT26A000001",
      alsoKnownAs: [origin + itemPath, `https://id.gs1.org${itemPath}`],
      controller: "did:web:passport.example:op:lanternbridge",
    });
  });
});

test("a method other than reading is refused, with those there are", async () => {
  const headers = { accept: "application/json" };
  const response = await refuseMethod(new Request(origin + modelPath, { method: "POST", headers }));
  expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  expect(await response.json()).toMatchObject({
    statusCode: "ClientMethodNotAllowed",
    message: [{ code: "METHOD_NOT_ALLOWED" }],
  });
});

test("no address makes it throw", async () => {
  await fc.assert(
    fc.asyncProperty(fc.webPath(), fc.string(), async (path, accept) => {
      const request = new Request(`${origin}/01${path}`);
      const headers = new Headers();
      try {
        headers.set("accept", accept);
      } catch {
        return; // Not a header anybody could send.
      }
      const response = await answerFrom(
        () => Promise.resolve(source),
        new Request(request, { headers }),
        new URL(request.url).pathname,
      );
      expect([404, 406, 200]).toContain(response.status);
    }),
  );
});

interface Options {
  readonly source?: ProductSource;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

function ask(
  path: string,
  accept: string | null,
  { source: from = source, headers = {}, method = "GET" }: Options = {},
): Promise<Response> {
  const request = new Request(origin + path, {
    method,
    headers: { ...(accept === null ? {} : { accept }), ...headers },
  });
  return answerFrom(() => Promise.resolve(from), request, new URL(request.url).pathname);
}

function atVersion(view: PassportView, version: number): PassportView {
  return { ...view, record: { ...view.record, version } };
}
