import { Buffer } from "node:buffer";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import { usualFormat } from "../../domain/label/label-format.ts";
import { readCodes } from "../../platform/code-reader.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { fixture, modelOf } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { readAttributes } from "../attribute/read.ts";
import { stateAttributes } from "../attribute/state.ts";
import { createModel } from "../model/create.ts";
import { readSubmission } from "../model/read-submission.ts";
import { releaseModel } from "../model/release.ts";
import { reviewModel, submitModel } from "../model/submission.ts";
import { issueItem } from "../passport/issue-item.ts";
import type { LabelRequest, LabelSelection } from "./labels-of.ts";
import { labelsOf } from "./labels-of.ts";
import type { LabelForm } from "./export.ts";
import { labelArchive } from "./make-labels.ts";
import { previewLabels } from "./preview.ts";
import { readLabel } from "./read-label.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let modelId = "";
let modelUrl = "";
const itemUrls: string[] = [];

const labelData = {
  euDeclarationOfConformityId: "DoC-7",
  extinguishingAgent: "Water, in large amounts",
  criticalRawMaterials: [{ name: "Cobalt" }, { name: "Lithium" }],
  cadmiumLeadSymbols: ["Pb"],
  separateCollectionSymbol: "on-battery",
  batteryDimensions: { lengthMm: "160", widthMm: "120", heightMm: "40" },
};

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  const model = await createModel(operator.author, modelOf(operator));
  [modelId, modelUrl] = [model.id, model.productUrl];
  const { lock } = await readAttributes(operator.author, { id: modelId });
  await stateAttributes(operator.author, {
    ...{ id: modelId, lock, values: labelData },
    notApplicable: { hazardousSubstances: "None beside those of the marks." },
  });
  await release(modelId);
  for (const serial of ["A9", "A10", "B/1"]) {
    const { productUrl } = await issueItem(operator.signer, { modelId, serial, manufacturedOn: "2026-10" });
    itemUrls.push(productUrl);
  }
});
afterAll(() => database.end());

async function release(id: string) {
  await submitModel(operator.author, { id });
  const { contentDigest } = await readSubmission(operator.reviewer, { id });
  await reviewModel(operator.reviewer, { id, verdict: "approved", contentDigest });
  await releaseModel(operator.signer, { id });
}

const asking = (selection: LabelSelection, changes: Partial<LabelRequest> = {}): LabelRequest => ({
  ...{ selection, language: "en", format: { ...usualFormat, heightMm: 90 }, complete: true },
  ...changes,
});
const itemsOf = (more: object = {}): LabelSelection => ({ modelId, of: "items", ...more });

describe("BATT-Art13(1): the labels of batteries", () => {
  test("say every item of Annex VI Part A from the signed records, and the marks of Art. 13(4) and (5)", async () => {
    const { labels } = await labelsOf(operator.author, asking(itemsOf()));
    expect(labels.map(({ name }) => name)).toEqual(["A9", "A10", "B/1"]);
    const [first] = labels;
    expect(first?.content).toMatchObject({
      ...{ identifier: itemUrls[0], heading: "Pack 100 · Battery passport", heavyMetals: ["Pb"] },
      form: { kind: "cuboid", lengthMm: 160, widthMm: 120, heightMm: 40 },
      none: ["hazardousSubstances"],
    });
    const said = new Map(first?.content.facts.map(({ item, value }) => [item, value]));
    expect(Object.fromEntries(said)).toEqual({
      manufacturer: "Operator voltara, 1 Test Road, 056000 Handan, China, office@voltara.example",
      category: "Electric vehicle battery",
      identification: "PACK-100, A9",
      manufacturingPlace: "Handan, China",
      manufacturingDate: "2026-10",
      weight: "600 kg",
      capacity: "280 Ah",
      chemistry: "LFP",
      extinguishingAgent: "Water, in large amounts",
      criticalRawMaterials: "Cobalt, Lithium",
    });
  });

  test("BATT-Art13(5): bear the symbol of a metal whose stated content asks for it, stated or not", async () => {
    const metals = async (modelCode: string, upper: string) => {
      const { id } = await createModel(operator.author, modelOf(operator, { modelCode }));
      const { lock } = await readAttributes(operator.author, { id });
      const amount = { name: "Cadmium", casNumber: "7440-43-9", concentration: { lower: "0", upper } };
      const values = { ...labelData, hazardousSubstanceConcentration: [amount] };
      await stateAttributes(operator.author, { id, lock, values });
      await release(id);
      const { labels } = await labelsOf(operator.author, asking({ modelId: id, of: "model" }));
      return labels[0]?.content.heavyMetals;
    };
    expect(await metals("CD-1", "0.002")).toEqual(["Pb"]);
    expect(await metals("CD-2", "0.0021")).toEqual(["Cd", "Pb"]);
  });

  test("come as an archive with a file for each serial number, each read as its own identifier", async () => {
    const order = await labelsOf(operator.author, asking(itemsOf({ fromSerial: "A9", toSerial: "A10" })));
    const parts: Uint8Array[] = [];
    for await (const part of await labelArchive(order, "png")) parts.push(part);
    const found = new Map<string, readonly string[]>();
    const archive = await fromBufferPromise(Buffer.concat(parts));
    for await (const entry of archive.eachEntry()) {
      const bytes = await buffer(await archive.openReadStreamPromise(entry));
      found.set(entry.fileName, await readCodes(new Uint8Array(bytes)));
    }
    expect([...found]).toEqual([
      ["A9.png", [itemUrls[0]]],
      ["A10.png", [itemUrls[1]]],
    ]);
  });

  test("are chosen by the batteries themselves, in Chinese where asked", async () => {
    const [, , third = ""] = itemUrls;
    const { labels } = await labelsOf(operator.author, asking({ productUrls: [third] }, { language: "zh" }));
    expect(labels).toHaveLength(1);
    expect(labels[0]?.content).toMatchObject({ heading: "Pack 100 · 电池护照", language: "zh-Hans" });
    expect(labels[0]?.content.facts[1]).toEqual({
      ...{ item: "category", title: "类别", value: "电动汽车电池" },
    });
  });

  test("BATT-Art13(4), (6): what is missing is named, and nothing is made of what is not released", async () => {
    const bare = await createModel(operator.author, modelOf(operator, { modelCode: "BARE" }));
    const ofBare = { modelId: bare.id, of: "model" } as const;
    const unreleased = await refusalFrom(labelsOf(operator.author, asking(ofBare)));
    expect(unreleased.problems).toMatchObject([{ code: "E_LABEL_COUNT" }]);
    const named = labelsOf(operator.author, asking({ productUrls: [bare.productUrl] }));
    expect((await refusalFrom(named)).code).toBe("PASSPORT_NOT_FOUND");
    await release(bare.id);
    const order = await labelsOf(operator.author, asking(ofBare));
    const { problems } = await refusalFrom(labelArchive(order, "svg"));
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "E_LABEL_ITEM labels[0].facts.manufacturingDate",
      "E_LABEL_ITEM labels[0].facts.hazardousSubstances",
      "E_LABEL_ITEM labels[0].facts.extinguishingAgent",
      "E_LABEL_ITEM labels[0].facts.criticalRawMaterials",
      "E_LABEL_DIMENSIONS labels[0].form",
    ]);
    await expect(labelArchive({ ...order, complete: false }, "svg")).resolves.toBeDefined();
  });

  test("are printed by nobody but who acts for their operator", async () => {
    const other = await registry.operator("other");
    const codeOf = async (deed: Promise<unknown>) => (await refusalFrom(deed)).code;
    expect(await codeOf(labelsOf(other.author, asking(itemsOf())))).toBe("NOT_ALLOWED");
    expect(await codeOf(labelsOf(registry.as(anyone), asking(itemsOf())))).toBe("NOT_SIGNED_IN");
  });

  test("what was chosen wrongly is told at the field it was typed into", async () => {
    const told = async (chosen: object) =>
      (await refusalFrom(labelsOf(operator.author, asking(itemsOf(chosen))))).problems;
    expect(await told({ fromSerial: "A10", toSerial: "A9" })).toEqual([
      { code: "E_LABEL_RANGE", path: "selection.toSerial", params: { from: "A10", to: "A9" } },
    ]);
    expect(await told({ batch: "none" })).toEqual([{ code: "E_LABEL_NONE", path: "selection.batch" }]);
    expect(await told({ toSerial: "A8" })).toEqual([{ code: "E_LABEL_NONE", path: "selection.toSerial" }]);
    expect(await told({ serials: ["A9", "A11", "A12"] })).toEqual([
      { code: "E_LABEL_SERIAL", path: "selection.serials", params: { value: "A11, A12", count: "2" } },
    ]);
  });

  test("a preview for sheets says what sheets cannot hold, where single files could", async () => {
    const wide = { ...usualFormat, widthMm: 200, heightMm: 120 };
    const problems = async (form: LabelForm) => {
      const preview = await previewLabels(operator.author, { ...asking(itemsOf(), { format: wide }), form });
      return preview.problems.map(({ problem: { code } }) => code);
    };
    expect(await problems("sheet")).toEqual(["E_LABEL_SHEET"]);
    expect(await problems("pdf")).toEqual([]);
  });
});

describe("BATT-Art13(6): the public label of one product", () => {
  const single = { language: "en", form: "png", format: usualFormat, mayGrow: true } as const;

  test("is read as its identifier, and grows where its facts need more room", async () => {
    const [productUrl = ""] = itemUrls;
    const png = await readLabel(registry.as(anyone), { ...single, productUrl });
    expect(await readCodes(png)).toEqual([productUrl]);
    const small = { ...usualFormat, widthMm: 60, heightMm: 40 };
    const grown = await readLabel(registry.as(anyone), { ...single, format: small, form: "svg", productUrl });
    const height = /height="(\d+)mm"/.exec(new TextDecoder().decode(grown))?.[1];
    expect(Number(height)).toBeGreaterThan(40);
    const fixed = readLabel(registry.as(anyone), { ...single, format: small, mayGrow: false, productUrl });
    expect((await refusalFrom(fixed)).problems[0]?.code).toMatch(/^E_LABEL_.*ROOM$/);
  });

  test("of a model is there as soon as it is released, as the same file each time", async () => {
    const pdf = () => readLabel(registry.as(anyone), { ...single, form: "pdf", productUrl: modelUrl });
    const [one, other] = [await pdf(), await pdf()];
    expect(Buffer.from(one).subarray(0, 5).toString("latin1")).toBe("%PDF-");
    expect(Buffer.compare(Buffer.from(one), Buffer.from(other))).toBe(0);
  });
});
