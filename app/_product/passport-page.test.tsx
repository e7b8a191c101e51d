import { describe, expect, test } from "vitest";
import type { Audience } from "../../server/domain/access/audience.ts";
import { readable } from "../../server/domain/access/audience.ts";
import type { Catalogue } from "../../server/domain/catalogue/catalogue.ts";
import { findAttribute } from "../../server/domain/catalogue/catalogue.ts";
import { bundledCatalogue } from "../../server/domain/catalogue/bundled-catalogue.ts";
import type { Elements } from "../../server/domain/record/credential.ts";
import { sampleCatalogueModel } from "../../server/domain/record/sample-catalogue-subject.ts";
import type { PartVerdict } from "../../server/domain/verification/verdict.ts";
import { qrPath, qrSide, qrSymbol } from "../../server/platform/qr-image.ts";
import type { PassportView } from "../../server/services/passport/view.ts";
import { languages } from "../_text/languages.ts";
import type { Language } from "../_text/languages.ts";
import { staticPage } from "./frame.tsx";
import { PassportPage } from "./passport-page.tsx";
import {
  itemView,
  modelStatutory,
  modelView,
  origin,
  verdictWith,
  withFootprint,
} from "./passport.fixture.ts";
import { sealPath } from "./seal.tsx";
import { sheets } from "./sheet.ts";
import { wordsOf } from "./words.ts";

describe.each(languages)("in language %s", (language) => {
  test.each([
    ["model", modelView],
    ["item", itemView],
  ] as const)(
    "the page of a %s is one file of at most 50 kB, without scripts, forms, style attributes or other hosts",
    async (_, view) => {
      const html = await write(view, language);
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(50_000);
      expect(html).not.toMatch(/<(script|form|iframe|img|link rel="(stylesheet|preload))/);
      expect(html).not.toMatch(/\sstyle="/);
      expect(html).not.toMatch(/\son[a-z]+="/);
      expect([...html.matchAll(/(?:src|url)[=(]"?(https?:[^")]+)/g)]).toEqual([]);
    },
  );

  test("it has one main heading, landmarks, a way to skip, a language and captions on every table", async () => {
    const html = await write(modelView, language);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    for (const part of [
      "<main ",
      "<header ",
      "<footer ",
      "<nav ",
      'href="#content"',
      `<html lang="${language === "zh" ? "zh-Hans" : "en"}"`,
    ]) {
      expect(html).toContain(part);
    }
    expect(html.match(/<caption>/g)?.length).toBe(html.match(/<table>/g)?.length);
  });

  test("every link inside the site keeps the language", async () => {
    const html = await write(itemView, language);
    const links = [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, link]) => link ?? "");
    const keys = links.filter((link) => !link.includes("lang="));
    expect(keys).toEqual(["/op/lanternbridge/jwks.json"]);
    expect(links.filter((link) => link.includes(`lang=${language}`)).length).toBeGreaterThan(8);
  });

  test("no message is missing or broken", async () => {
    const html = `${await write(modelView, language)}${await write(itemView, language)}`;
    expect(html.match(/>passport\.[a-z]+|>\{[a-z]+\}|\bundefined\b|\bNaN\b/g)).toBeNull();
  });
});

test.each([
  ["en", "A signature cannot tell whether a QR code was copied"],
  ["zh", "签名无法识别二维码是否复制自另一块电池"],
] as const)(
  "it says in %s that no signature finds a copied code, and what to compare",
  async (language, words) => {
    const html = await write(itemView, language);
    const paragraphs = [...html.matchAll(/<p>([^<]*)<\/p>/g)].map(([, text = ""]) => text);
    expect(paragraphs.find((text) => text.includes(words))).toContain("NT26A000001");
  },
);

test("the page brings its icon along, so that no browser asks for a second file", async () => {
  expect(await write(modelView, "en")).toContain('<link rel="icon" href="data:image/svg+xml,');
});

test("Chinese readers see who signed under the Chinese name that stands in the signed record", async () => {
  expect(await write(modelView, "zh")).toContain(`由${modelStatutory.manufacturerNameOriginal}于`);
  expect(await write(modelView, "en")).toContain(`Signed by ${modelStatutory.manufacturerName} on`);
});

test("the policy lets through the style sheet of the page and nothing else", async () => {
  const page = await staticPage(<PassportPage {...props(modelView, "en")} />);
  expect(page.policy).toContain(`style-src '${sheets.passport.hash}'`);
  expect(page.policy).toContain("default-src 'none'");
  expect(page.html).toContain(`<style>${sheets.passport.css}</style>`);
});

describe("the verdict says no more than was found", () => {
  test("a signature that holds is never called current while status and log could not be checked", async () => {
    const html = await write(modelView, "en");
    expect(html).toContain("Signed by Lanternbridge Battery Co., Ltd. on 20 Nov 2026.");
    expect(html).toContain(
      "Whether it is still current, and whether it stands in the public log, could not be checked.",
    );
    expect(html).not.toContain("Current. ");
  });

  test("what could not be checked is named in words and with the reason", async () => {
    const html = await write(modelView, "en");
    expect(html).toContain('<span class="couldNotCheck">could not check</span>');
    expect(html).toContain('href="/help/C_NO_STATUS_LIST?lang=en"');
  });

  test.each([
    [
      "status and log hold",
      { status: "ok", log: "ok", witnesses: "ok" },
      "Current as of 20 Nov 2026 12:30 UTC. Part of the public log.",
    ],
    [
      "only the log holds",
      { log: "ok" },
      "Part of the public log. Whether it is still current could not be checked.",
    ],
    [
      "only the status holds",
      { status: "ok" },
      "Current as of 20 Nov 2026 12:30 UTC. Whether it stands in the public log could not be checked.",
    ],
    ["the signature fails", { signature: "failed" }, "Do not rely on this record: one check failed."],
    [
      "the battery is another one",
      { subject: "failed", issuer: "failed" },
      "Do not rely on this record: 2 checks failed.",
    ],
    [
      "no key was at hand",
      { signature: "couldNotCheck" },
      "The signature of this record could not be checked.",
    ],
  ] as const)("%s", async (_, states, sentence) => {
    const html = (await write(judged(modelView, states), "en")).replaceAll(/<\/?span[^>]*>/g, "");
    expect(html).toContain(sentence);
  });

  test.each([
    ["superseded", "A newer version has taken its place.", "seal-open"],
    ["withdrawn", "The issuer has withdrawn it: do not rely on it.", "seal-failed"],
  ] as const)("a record that is %s is called so, and not wrong", async (overall, sentence, mark) => {
    const verdict = { ...verdictWith({ status: "failed" }), overall };
    const html = await write({ ...modelView, record: { ...modelView.record, verdict } }, "en");
    expect(html).toContain(sentence);
    expect(html).not.toContain("Do not rely on this record");
    expect(html).toContain(mark);
  });

  test.each([
    ["holds", {}, "seal-ok"],
    ["failed", { subject: "failed" }, "seal-failed"],
    ["could not be checked", { signature: "couldNotCheck" }, "seal-open"],
  ] as const)("the seal of a record whose signature %s", async (_, states, mark) => {
    expect(await write(judged(modelView, states), "en")).toContain(mark);
  });

  test("a battery whose model's record fails says so at the top", async () => {
    const view = {
      ...itemView,
      modelRecord: { ...modelView.record, verdict: verdictWith({ signature: "failed" }) },
    };
    expect(await write(view, "en")).toContain("Do not rely on the shared data of this page");
  });
});

describe("the seal", () => {
  test("of one record is always the same, of another one never", () => {
    const other = `A${modelView.record.digest.slice(1)}`;
    expect(sealPath(modelView.record.digest)).toBe(sealPath(modelView.record.digest));
    expect(sealPath(other)).not.toBe(sealPath(modelView.record.digest));
    expect(sealPath(modelView.record.digest).match(/M/g)).toHaveLength(64);
  });

  test("has a ray for each half byte, from the ring outwards by its value", () => {
    const digest = Buffer.from(Uint8Array.from({ length: 32 }, (_, place) => place * 8)).toString(
      "base64url",
    );
    const rays = [...sealPath(digest).matchAll(/M([\d.]+) ?([\d.]+)l(-?[\d.]+?)( ?-?[\d.]+)(?=M|$)/g)];
    expect(rays).toHaveLength(64);
    for (const [place, [, x, y, dx, dy]] of rays.entries()) {
      const value = ((place >> 1) * 8) >> (place % 2 === 0 ? 4 : 0);
      expect(Math.hypot(Number(x) - 36, Number(y) - 36)).toBeCloseTo(20, 0);
      expect(Math.hypot(Number(dx), Number(dy))).toBeCloseTo(1.5 + ((value & 15) * 13) / 15, 0);
      const outer = Math.atan2(Number(x) + Number(dx) - 36, 36 - Number(y) - Number(dy));
      const turn = (place / 64) * 2 * Math.PI;
      expect(Math.cos(outer - turn)).toBeGreaterThan(0.999);
    }
  });
});

describe("what the law asks of the page", () => {
  test("a footprint is called voluntary while the EU acts are missing, and no class is shown", async () => {
    const html = await write(modelView, "en");
    expect(html).toContain("A voluntary declaration. Article 7(1) of Regulation (EU) 2023/1542");
    expect(html).toContain("were not found in force on 20 Nov 2026");
    expect(html).toContain("the EU has not defined any carbon footprint performance classes yet");
  });

  test("a class that was stated names its rule set and that it is no EU class", async () => {
    const html = await write(withClass(), "en");
    expect(html).toContain("Class B under Example rules, version 3.");
    expect(html).toContain("This is not an EU class");
  });

  test("made-up values and inventories say so, and a demonstration wears the word", async () => {
    const html = await write(modelView, "en");
    expect(html).toContain("Illustrative inventory:");
    expect(html).toContain("made up to show how a passport works");
    expect(html).toContain('<span class="word">Demonstration</span>');
  });

  test("recycled shares stand metal by metal with year, origin and source; none is added to another", async () => {
    const html = await write(modelView, "en");
    expect(html).toMatch(
      /Cobalt \*<\/th><td>2025<\/td><td class="number">6 %<\/td><td class="number">3.5 %<\/td><td class="number">2.5 %/,
    );
    expect(html).toMatch(/Lead<\/th><td colSpan="5" class="muted">not stated in this version/i);
    expect(html).not.toContain("11.2 %");
  });

  test("the minimum shares are dated", async () => {
    const html = await write(modelView, "en");
    expect(html).toMatch(
      /18 Aug 2031<\/th><td class="number">16 %<\/td><td class="number">85 %<\/td><td class="number">6 %<\/td><td class="number">6 %/,
    );
    expect(html).toMatch(
      /18 Aug 2036<\/th><td class="number">26 %<\/td><td class="number">85 %<\/td><td class="number">12 %<\/td><td class="number">15 %/,
    );
  });

  test("the battery status of a single battery is said to be reserved, and not shown", async () => {
    const html = await write(itemView, "en");
    expect(html).toContain("reserved by law");
    for (const status of ["original", "repurposed", "remanufactured"]) expect(html).not.toContain(status);
  });

  test("the plant's sister models are linked, so that per model and plant can be seen", async () => {
    expect(await write(modelView, "en")).toContain(
      '<a href="/01/09520000010027?lang=en">NCM pack 100 kWh, Mianyang, Mianyang</a>',
    );
  });
});

describe("figures", () => {
  test("value, unit, date, method, version and source stand together, rounded half up", async () => {
    const html = await write(modelView, "en");
    expect(html).toContain(
      '<span class="large">0.154</span> <span class="unit">kgCO₂e per kWh delivered</span>',
    );
    expect(html).toContain("Declaration 2, 20 Nov 2026");
    expect(html).toContain("7,392.23");
    expect(html).toMatch(
      /Distribution<\/th><td class="number">244.17<\/td><td class="number">0.005<\/td><td class="number">3.3 %/,
    );
  });

  test("a credit is drawn to the left of zero", async () => {
    const html = await write(
      withStages([
        ["raw_materials", "0.9"],
        ["production", "0.3"],
        ["end_of_life", "-0.2"],
      ]),
      "en",
    );
    // Axis from -0.2 to 1.2: zero lies at 14.29 %, the credit before it.
    expect(html).toContain('<line class="zero" x1="14.29%" x2="14.29%"');
    expect(html).toMatch(/<rect class="end" x="0.00%" width="14.29%"/);
    expect(html).toMatch(/<rect class="raw" x="14.29%" width="64.29%"/);
  });

  test("a stage of a method we do not know keeps its own name", async () => {
    expect(await write(withStages([["second_use", "1"]]), "en")).toContain("second_use");
  });
});

test("a record without a footprint says so instead of showing a gap", async () => {
  const { voluntary: _, ...subject } = modelView.record.credential.credentialSubject;
  const credential = { ...modelView.record.credential, credentialSubject: subject };
  expect(await write({ ...modelView, record: { ...modelView.record, credential } }, "en")).toContain(
    "No carbon footprint is stated in this version.",
  );
});

test("text of a maker cannot become markup", async () => {
  const view = {
    ...modelView,
    documents: [
      {
        ...(modelView.documents[0] ?? { path: "", mediaType: "", sizeBytes: 0, language: "", attribute: "" }),
        title: "<script>alert(1)</script>",
      },
    ],
  };
  expect(await write(view, "en")).not.toContain("<script>");
});

function props(view: PassportView, language: Language) {
  const symbol = qrSymbol(view.productUrl);
  return {
    view,
    words: wordsOf(language),
    path: view.path,
    qr: { path: qrPath(symbol), side: qrSide(symbol) },
    catalogues: { own: bundledCatalogue, ofModel: bundledCatalogue },
  };
}

async function write(view: PassportView, language: Language): Promise<string> {
  return (await staticPage(<PassportPage {...props(view, language)} />)).html;
}

function judged(
  view: PassportView,
  states: Partial<Record<PartVerdict["part"], PartVerdict["state"]>>,
): PassportView {
  return { ...view, record: { ...view.record, verdict: verdictWith(states) } };
}

function withClass(): PassportView {
  return withFootprint(modelView, {
    performanceClass: { class: "B", ruleSet: "Example rules", ruleSetVersion: 3 },
  });
}

function withStages(stages: readonly (readonly [stage: string, share: string])[]): PassportView {
  return withFootprint(modelView, {
    stages: stages.map(([stage, share]) => ({ stage, share, kgCO2e: "1", kgCO2ePerKWh: "1" })),
  });
}

describe("BATT-Art77(2)(a): a record under the catalogue", () => {
  const { credential } = modelView.record;
  const view: PassportView = {
    ...modelView,
    record: { ...modelView.record, credential: { ...credential, credentialSubject: sampleCatalogueModel } },
  };

  test.each(["en", "zh"] as const)("shows every point that everybody may read, in %s", async (language) => {
    const text = await write(view, language);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(50_000);
    expect(text.match(/<caption>/g)?.length).toBe(text.match(/<table>/g)?.length);
    const points = bundledCatalogue.attributes.filter(
      ({ dataSet, id }) => dataSet === "point1" && Object.hasOwn(sampleCatalogueModel.statutory, id),
    );
    expect(points.length).toBeGreaterThan(60);
    const titled = points.filter(({ title }) => text.includes(title[language]));
    const others = points.filter((point) => !titled.includes(point)).map(({ id }) => id);
    // These have a place of their own on the page, under its own words.
    expect(others.filter((id) => !ownWords.test(id))).toEqual([]);
  });

  test("of a restricted point not even the name stands there", async () => {
    const text = await write(view, "en");
    for (const { id, title, dataSet } of bundledCatalogue.attributes) {
      if (dataSet !== "point1") expect([id, text.includes(`>${title.en}<`)]).toEqual([id, false]);
    }
  });
});

describe("BATT-Art77(2)-sub5: a page is written by the catalogue its record was made under", () => {
  const [mass] = bundledCatalogue.attributes.filter(({ id }) => id === "batteryMass");
  if (mass === undefined) throw new Error("The catalogue has no mass.");
  const packing = { ...mass, id: "packingMass", title: { en: "Mass of the packing", zh: "包装质量" } };
  const later = {
    ...bundledCatalogue,
    version: "9.0.0",
    groups: [...bundledCatalogue.groups, { id: "packing", title: { en: "Packing", zh: "包装" } }],
    attributes: [...bundledCatalogue.attributes, { ...packing, group: "packing" }],
  };
  const { credential } = modelView.record;
  const saying = (statutory: Elements, attributes: Elements): PassportView => {
    const { voluntary } = sampleCatalogueModel;
    const credentialSubject = { ...sampleCatalogueModel, statutory, voluntary: { ...voluntary, attributes } };
    return {
      ...modelView,
      record: { ...modelView.record, credential: { ...credential, credentialSubject } },
    };
  };
  const under = async (view: PassportView, catalogue: Catalogue) => {
    const catalogues = { own: catalogue, ofModel: catalogue };
    return (await staticPage(<PassportPage {...props(view, "en")} catalogues={catalogues} />)).html;
  };
  const { statutory } = sampleCatalogueModel;

  test("with what a later version adds, in its group and in its words", async () => {
    const view = saying({ ...statutory, packingMass: "12" }, {});
    const text = await under(view, later);
    expect(text).toContain(">Packing</h2>");
    expect(text).toMatch(/Mass of the packing<\/th><td>12.?kg/u);
    expect(await under(view, bundledCatalogue)).not.toContain("packing");
  });

  test("what is barred and shown all the same stands apart, data points of the footprint too", async () => {
    const shown = { carbonFootprintPerformanceClass: { class: "B", ruleSet: "Rules", version: "1" } };
    const text = await under(saying(statutory, shown), bundledCatalogue);
    const apart = text.slice(text.indexOf('id="data-voluntary"'));
    const title = findAttribute(bundledCatalogue, "carbonFootprintPerformanceClass")?.title.en ?? "nothing";
    expect(apart.slice(0, apart.indexOf("</section>"))).toContain(title);
  });

  test("what a restricted point of a later version says is shown to whoever reads it", async () => {
    const catalogue = {
      ...later,
      attributes: [...later.attributes, { ...packing, id: "packingTest", dataSet: "point3" as const }],
    };
    const restricted = {
      audience: "authority" as const,
      ...{ dataSets: readable.authority, own: { packingTest: "3" }, ofModel: {} },
    };
    const catalogues = { own: catalogue, ofModel: bundledCatalogue };
    const page = <PassportPage {...props(modelView, "en")} {...{ catalogues, restricted }} />;
    expect((await staticPage(page)).html).toContain("Mass of the packing");
  });
});

test.each(["en", "zh"] as const)(
  "BATT-Art78(c): the page names who keeps the data, in %s",
  async (language) => {
    const text = await write(modelView, language);
    expect(text).toMatch(new RegExp(`<dt>[^<]+</dt><dd><span class="id">${origin}</span></dd>`));
  },
);

describe("a battery's page leads to its readings", () => {
  const pageFor = async (view: PassportView, audience: Audience): Promise<string> => {
    const restricted = { audience, dataSets: readable[audience], own: {}, ofModel: {} };
    return (await staticPage(<PassportPage {...props(view, "en")} restricted={restricted} />)).html;
  };
  const of = encodeURIComponent(itemView.productUrl);

  test.each([
    ["legitimateInterest", `/interest/battery?of=${of}&amp;lang=en`],
    ["responsibleOperator", `/console/batteries/readings?of=${of}&amp;lang=en`],
  ] as const)("for a reader who is %s", async (audience, link) => {
    expect(await pageFor(itemView, audience)).toContain(`href="${link}"`);
    expect(await pageFor(modelView, audience)).not.toContain("readings?of=");
  });

  test("and for nobody else", async () => {
    for (const audience of ["authority", "anyone"] as const)
      expect(await pageFor(itemView, audience)).not.toMatch(/interest\/battery|batteries\/readings/);
  });
});

describe("what a record does not hold", () => {
  const { credential } = modelView.record;
  const without = (id: string) => {
    const { voluntary, statutory } = sampleCatalogueModel;
    const { [id]: _, ...others } = statutory;
    return { ...sampleCatalogueModel, statutory: others, voluntary: { ...voluntary, attributes: {} } };
  };
  const lacking = (id: string, validFrom: string): PassportView => ({
    ...modelView,
    record: {
      ...modelView.record,
      credential: {
        ...{ ...credential, validFrom },
        credentialSubject: without(id),
      },
    },
  });
  const waste = findAttribute(bundledCatalogue, "wastePreventionInfo")?.title.en ?? "nothing";
  const rowWith = (text: string, title: string) =>
    [...text.matchAll(/<div>(<h3>.*?<\/p>)<\/div>/gs)]
      .map(([row]) => row)
      .filter((row) => row.includes(title));

  test("stands on the page with its reason: not due before the duty, owed after it", async () => {
    const before = rowWith(await write(lacking("wastePreventionInfo", "2026-11-20T12:00:00Z"), "en"), waste);
    expect(before).toHaveLength(1);
    expect(before[0]).toContain("Owed from");
    const after = rowWith(await write(lacking("wastePreventionInfo", "2027-03-01T12:00:00Z"), "en"), waste);
    expect(after[0]).toContain("Owed, and not stated");
    expect(await write(lacking("wastePreventionInfo", "2027-03-01T12:00:00Z"), "zh")).toContain(
      "应当声明，但未声明",
    );
  });

  test("what must stay empty is said to be so, and is no reproach", async () => {
    const view = lacking("dueDiligenceReport", "2026-11-20T12:00:00Z");
    const title = findAttribute(bundledCatalogue, "dueDiligenceReport")?.title.en ?? "nothing";
    const rows = rowWith(await write(view, "en"), title);
    expect(rows.some((row) => row.includes("Must stay empty"))).toBe(true);
  });
});

/** Points that the page shows under its own words, as it did before there was a catalogue. */
const ownWords =
  /^(uniqueBattery|economicOperator|manufactur|battery(SerialNumber|BatchNumber|Category|Chemistry)|placedOnMarket|warranty|euDeclaration|instructionsForUse|dueDiligenceReport|recycled|carbonFootprint(Manufacturer|Model|Plant|Per|Stage|Study)|absoluteCarbon)/;
