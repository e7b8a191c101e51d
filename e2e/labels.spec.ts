import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { z } from "zod";
import { readCodes } from "../server/platform/code-reader.ts";
import { readZip } from "../server/platform/zip-reader.ts";
import { expect, test } from "./app.ts";
import { ownMaker } from "./own-operator.ts";
import { ask, call } from "./procedures.ts";
import { signIn } from "./session.ts";

/*
 * Labels as somebody prints them: single ones, sheets and an archive for a batch, each file opened with a reader that is
 * not ours, each code decoded, each size measured in the file.
 */
test.describe.configure({ mode: "serial", timeout: 120_000 });
test.use({ actionTimeout: 30_000 });

type Maker = Awaited<ReturnType<typeof ownMaker>>;

const run = promisify(execFile);
const product = "/id/label-maker/FULL";
const serials = ["A-1", "A-2", "A-3", "A-4", "A-5"];
/** Width and height of a label in millimetres, as typed. */
const [width, height] = [148, 90];
const a4 = [210, 297];

/** What Annex VI and Art. 13 ask for. The largest side is 160 mm by 120 mm; 3 % of it is a square of 24 mm. */
const stated = {
  ...{ extinguishingAgent: "Water, in large amounts", separateCollectionSymbol: "on-battery" },
  criticalRawMaterials: [{ name: "Lithium" }],
  batteryDimensions: { lengthMm: "160", widthMm: "120", heightMm: "40" },
  // More than 0.004 % of lead, and no symbol stated for it.
  hazardousSubstanceConcentration: [
    { name: "Lead", casNumber: "7439-92-1", concentration: { lower: "0.001", upper: "0.005" } },
  ],
};

let maker: Maker;
let stranger: Maker;
let full = "";
let bare = "";

test.beforeAll(async ({ request, registry }) => {
  test.setTimeout(180_000);
  const { keeper = "" } = registry.tokens;
  maker = await ownMaker(request, keeper, "label-maker");
  stranger = await ownMaker(request, keeper, "label-stranger");
  full = await releasedModel(request, maker, { modelCode: "FULL", values: stated });
  bare = await releasedModel(request, maker, { modelCode: "BARE", values: {} });
  await releasedModel(request, maker, {
    modelCode: "SMALL",
    values: {
      ...stated,
      // 1.5 % of the surface of this cell is a square of 3.58 mm: less than 4.7 mm.
      batteryDimensions: { lengthMm: "8", widthMm: "8", heightMm: "30", shape: "cylinder" },
      hazardousSubstanceConcentration: [
        { name: "Cadmium", casNumber: "7440-43-9", concentration: { lower: "0", upper: "0.002" } },
      ],
    },
  });
  const by = (name: string, input: object) => call(request, maker.signer.token, name, input);
  await by("batch.create", { modelId: full, number: "L7", manufacturedOn: "2026-10" });
  for (const [index, serial] of serials.entries()) {
    const batch = index < 3 ? { batchNumber: "L7" } : {};
    await by("passport.issueItem", { modelId: full, serial, manufacturedOn: "2026-10", ...batch });
  }
});

test("the label of one battery comes as SVG, PNG and PDF of the wanted millimetres, each read as its identifier", async ({
  request,
  registry,
  browser,
}) => {
  const at = (form: string) => `${product}/A-1/label.${form}?lang=en&width-mm=${width}&height-mm=${height}`;
  const file = async (form: string) => {
    const answer = await request.get(at(form));
    expect(answer.status(), form).toBe(200);
    return new Uint8Array(await answer.body());
  };
  const identifier = `${registry.url}${product}/A-1`;
  const svg = await drawn(browser, new TextDecoder().decode(await file("svg")));
  expect(svg.sizeMm).toEqual([width, height]);
  expect(await readCodes(svg.picture)).toEqual([identifier]);
  const png = await file("png");
  expect(pngSizeMm(png)).toEqual([width, height]);
  expect(await readCodes(png)).toEqual([identifier]);
  const pages = await pagesOf(await file("pdf"));
  expect(pages.map(({ sizeMm }) => sizeMm)).toEqual([[width, height]]);
  expect(await readCodes(pages[0]?.picture ?? new Uint8Array())).toEqual([identifier]);
});

test("the symbol for separate collection has the size of its rule, and a metal by its content stands below it", async ({
  request,
  browser,
}) => {
  const squares = async (address: string) => {
    const answer = await request.get(address);
    expect(answer.status(), await answer.text()).toBe(200);
    return drawn(browser, await answer.text());
  };
  const label = `width-mm=${width}&height-mm=${height}&lang=en`;
  const large = await squares(`${product}/A-1/label.svg?${label}`);
  const symbol = large.boxes.find((box) => isSquare(box, 24));
  expect(symbol, JSON.stringify(large.boxes)).toBeDefined();
  const metal = large.boxes.find(({ y }) => symbol !== undefined && y > symbol.y + symbol.height);
  expect(large.words.split("\n")).toContain("Pb");
  expect(large.words.split("\n")).not.toContain("Cd");
  const covered = large.boxes
    .filter(({ x }) => symbol !== undefined && x >= symbol.x)
    .some((box) => Math.abs(box.width * box.height - (24 * 24) / 4) < 1);
  expect([metal !== undefined, covered], "Pb covers a quarter of the symbol").toEqual([true, true]);

  const tiny = `/id/label-maker/SMALL/label.svg?${label}`;
  const onBattery = await squares(tiny);
  expect(onBattery.boxes.filter((box) => isSquare(box, 10) || isSquare(box, 3.58))).toEqual([]);
  const onPackaging = await squares(`${tiny}&target=packaging`);
  expect(onPackaging.boxes.filter((box) => isSquare(box, 10))).toHaveLength(1);
  // Exactly at the limit is not above it.
  for (const { words } of [onBattery, onPackaging]) expect(words.split("\n")).not.toContain("Cd");
});

test("a batch comes as an archive in each form, one file a serial number, and every code is its own", async ({
  page,
  registry,
  browser,
}) => {
  await order(page, full);
  await page.getByLabel("Batch", { exact: true }).fill("L7");
  for (const form of ["svg", "png", "pdf"] as const) {
    await page.getByLabel("File", { exact: true }).selectOption(form);
    const files = await readZip(await download(page), { files: 10, bytes: 50_000_000 });
    const names = serials.slice(0, 3);
    expect([...files.keys()].toSorted()).toEqual(names.map((serial) => `${serial}.${form}`));
    for (const serial of names) {
      const bytes = new Uint8Array(files.get(`${serial}.${form}`) ?? []);
      const shown =
        form === "png"
          ? { picture: bytes, sizeMm: pngSizeMm(bytes) }
          : form === "svg"
            ? await drawn(browser, new TextDecoder().decode(bytes))
            : (await pagesOf(bytes))[0];
      expect(shown?.sizeMm).toEqual([width, height]);
      const said = await readCodes(shown?.picture ?? new Uint8Array());
      expect(said).toEqual([`${registry.url}${product}/${serial}`]);
    }
  }
});

test("sheets are pages of A4 on which every label is whole and says its own identifier, in the order of the serials", async ({
  page,
  registry,
}) => {
  await order(page, full);
  await expect(page.getByLabel("File", { exact: true })).toHaveValue("sheet");
  const pages = await pagesOf(await download(page));
  expect(pages.map(({ sizeMm }) => sizeMm)).toEqual([a4, a4, a4]);
  const said: string[][] = [];
  for (const { picture } of pages) said.push([...(await readCodes(picture))].toSorted());
  const urls = serials.map((serial) => `${registry.url}${product}/${serial}`);
  expect(said).toEqual([urls.slice(0, 2), urls.slice(2, 4), urls.slice(4)]);
});

test("what a label lacks is told by name before one is made, in both languages; only what is stated is printed on request", async ({
  page,
}) => {
  await order(page, bare, "the model itself");
  await page.getByRole("button", { name: "Preview" }).click();
  const told = page.getByRole("status");
  await expect(told).toContainText("What keeps labels from being made");
  for (const item of [
    "Date of manufacture",
    "Hazardous substances",
    "Extinguish with",
    "Critical raw materials",
  ])
    await expect(told).toContainText(`lacks an item of Annex VI Part A: ${item}.`);
  await expect(told).toContainText(
    "The size of the symbol for separate collection follows from the dimensions",
  );
  await expect(page.getByRole("heading", { name: "The first label" })).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  // Who downloads without looking is told the same and loses nothing of what was filled in.
  const downloads: string[] = [];
  page.on("download", (one) => downloads.push(one.suggestedFilename()));
  await page.getByRole("button", { name: "Download" }).click();
  await expect(page).toHaveURL(/\/console\/labels\?/);
  await expect(told).toContainText("lacks an item of Annex VI Part A: Extinguish with.");
  await expect(page.getByLabel("Width (mm)")).toHaveValue(String(width));
  expect(downloads).toEqual([]);
  await page.goto(`${page.url()}&lang=zh`);
  await expect(told).toContainText("标签缺少附件六 A 部分的一项：可用灭火剂。");
  await page.goto(page.url().replace("&lang=zh", "&lang=en"));
  await page.getByLabel("Items that are missing").selectOption("Print what is stated");
  await page.getByLabel("File", { exact: true }).selectOption("png");
  const files = await readZip(await download(page), { files: 10, bytes: 50_000_000 });
  expect([...files.keys()]).toEqual(["BARE.png"]);
});

test("a wrong range of serials, one that is not there and a label too small are told beside their fields", async ({
  page,
}) => {
  await order(page, full);
  const press = async (name: "Preview" | "Download") => {
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("status")).toContainText("What keeps labels from being made");
  };
  const [from, to] = [page.getByLabel("Serial from"), page.getByLabel("Serial to")];
  await from.fill("A-4");
  await to.fill("A-2");
  for (const button of ["Preview", "Download"] as const) {
    await press(button);
    await expect(to).toHaveAttribute("aria-invalid", "true");
    await expect(to).toHaveAccessibleDescription(/“A-2” comes before “A-4”/);
    await expect(from).not.toHaveAttribute("aria-invalid");
    await expect(from).toHaveValue("A-4");
  }
  await from.fill("A-6");
  await to.fill("");
  await press("Preview");
  await expect(from).toHaveAccessibleDescription(/No battery with a published passport is left by this/);
  await from.fill("");
  const listed = page.getByLabel("Serial numbers, one in each line");
  await listed.fill("A-1\nA-77\nA-2");
  await press("Preview");
  await expect(listed).toHaveAccessibleDescription(/A-77/);
  await listed.fill("A-1");
  await page.getByLabel("Width (mm)").fill("20");
  await press("Download");
  await expect(page.getByLabel("Width (mm)")).toHaveAccessibleDescription(/The code needs [\d.]+ mm/);
  await page.getByLabel("Width (mm)").fill(String(width));
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("heading", { name: "The first label" })).toBeVisible();
  await expect(page.getByRole("status")).toContainText("One label, A-1.");
});

test("somebody of another operator gets nothing, and neither does a stranger", async ({ page, request }) => {
  await signIn(page, { ...stranger.signer, next: "/console/labels" });
  await expect(page.getByText("Nothing to print yet")).toBeVisible();
  const response = await page.goto(`/console/labels?lang=en&model=${full}&form=png`);
  expect(response?.status()).toBe(403);
  await expect(page.locator("body")).not.toContainText("A-1");
  for (const [headers, status] of [
    [{ authorization: `Bearer ${stranger.signer.token}` }, 403],
    [{}, 401],
  ] as const) {
    const answer = await request.get(`/api/labels?model=${full}&form=png`, { headers });
    expect(answer.status()).toBe(status);
    expect(answer.headers()["content-type"]).toContain("application/json");
  }
});

/** The form of the console for one model, with labels of this size. */
async function order(page: Page, modelId: string, of = "its single batteries"): Promise<void> {
  await signIn(page, { ...maker.signer, next: "/console/labels?lang=en" });
  await page.getByLabel("Model", { exact: true }).selectOption(modelId);
  await page.getByLabel("Label of").selectOption(of);
  await page.getByText("Size", { exact: true }).click();
  await page.getByLabel("Width (mm)").fill(String(width));
  await page.getByLabel("Height (mm)").fill(String(height));
  if (of === "its single batteries") return;
  await expect(page.getByLabel("Items that are missing")).toHaveValue("yes");
}

async function download(page: Page): Promise<Uint8Array> {
  const loading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  return new Uint8Array(await readFile(await (await loading).path()));
}

interface Shown {
  readonly picture: Uint8Array<ArrayBuffer>;
  readonly sizeMm: readonly number[];
}

/** An SVG as a browser draws it at 300 dots an inch, its boxes measured by the browser in millimetres. */
async function drawn(browser: Browser, svg: string) {
  const page = await browser.newPage({ deviceScaleFactor: 300 / 96, viewport: { width: 900, height: 900 } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  const shown = page.locator("svg");
  const { width: wide = 0, height: high = 0 } = (await shown.boundingBox()) ?? {};
  const boxes = await shown.locator("path").evaluateAll((paths) =>
    paths.flatMap((one) => {
      if (!(one instanceof SVGGraphicsElement)) return [];
      const { x, y, width: across, height: down } = one.getBBox();
      return [{ x, y, width: across, height: down }];
    }),
  );
  const words = (await shown.locator("title").textContent()) ?? "";
  const picture = new Uint8Array(await shown.screenshot());
  await page.close();
  return { picture, words, boxes, sizeMm: [wide, high].map((length) => whole((length * 25.4) / 96)) };
}

/** The pages of a PDF as another program draws them at 300 dots an inch. */
async function pagesOf(pdf: Uint8Array): Promise<readonly Shown[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "cellproof-labels-"));
  const file = path.join(folder, "labels.pdf");
  await writeFile(file, pdf);
  const { stdout } = await run("pdfinfo", ["-l", "99", file]);
  const sizes = [...stdout.matchAll(/size:\s+([\d.]+) x ([\d.]+) pts/g)].map(([, ...sides]) =>
    sides.map((points) => whole((Number(points) * 25.4) / 72)),
  );
  await run("pdftoppm", ["-r", "300", "-gray", "-png", file, path.join(folder, "page")]);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".png")).toSorted();
  const pages: Shown[] = [];
  for (const [index, name] of names.entries())
    pages.push({
      picture: new Uint8Array(await readFile(path.join(folder, name))),
      sizeMm: sizes[index] ?? [],
    });
  await rm(folder, { recursive: true });
  return pages;
}

/** Pixels by the dots a metre that the picture states. Source: PNG, sections 11.2.1 (IHDR) and 11.3.4.3 (pHYs). */
function pngSizeMm(png: Uint8Array): readonly number[] {
  const bytes = Buffer.from(png);
  const at = bytes.indexOf("pHYs") + 4;
  return [16, 20].map((side, index) =>
    whole((bytes.readUInt32BE(side) * 1000) / bytes.readUInt32BE(at + 4 * index)),
  );
}

/** A dot more or less is rounding of the file; a millimetre is not. */
function whole(millimetres: number): number {
  return Math.round(millimetres * 5) / 5;
}

function isSquare(
  { width: wide, height: high }: { readonly width: number; readonly height: number },
  sideMm: number,
): boolean {
  return Math.abs(wide - sideMm) < 0.02 && Math.abs(high - sideMm) < 0.02;
}

interface Stated {
  readonly modelCode: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A model with these data points, looked at by a second person and signed. */
async function releasedModel(
  request: APIRequestContext,
  { id: operatorId, plantId, signer, reviewer }: Maker,
  { modelCode, values }: Stated,
): Promise<string> {
  const { id } = await call(request, signer.token, "model.create", {
    ...{ operatorId, facilityId: plantId, modelCode, name: `Pack ${modelCode}`, typeDesignation: modelCode },
    ...{ category: "EV", chemistry: "LFP", massKg: "600" },
    ...{ ratedCapacityAh: "280", nominalVoltageV: "357.2", ratedEnergyKwh: "100" },
  });
  if (Object.keys(values).length > 0) {
    const { lock } = await ask(request, signer.token, {
      ...{ name: "model.attributes", input: { id }, form: z.object({ lock: z.number() }) },
    });
    const notApplicable = { hazardousSubstances: "None beside the metals of the marks." };
    await call(request, signer.token, "model.state", { id, lock, values, notApplicable });
  }
  await call(request, signer.token, "model.submit", { id });
  const { contentDigest } = await ask(request, reviewer.token, {
    ...{ name: "model.submission", input: { id }, form: z.object({ contentDigest: z.string() }) },
  });
  await call(request, reviewer.token, "model.review", { id, verdict: "approved", contentDigest });
  await call(request, signer.token, "model.release", { id });
  return id;
}
