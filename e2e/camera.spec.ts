import { mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { expect, test as base } from "./app.ts";
import { testData } from "./test-data.ts";

/**
 * The camera on /verify, with Chromium's camera that plays a film: a code is read by the program this registry serves where
 * the browser brings no reader along, as on this system; and every way in which there is no camera is told in words.
 */
interface Camera {
  /** A page in a browser of its own, whose camera is what the flag says. */
  readonly openWith: (device: string, permissions?: readonly string[]) => Promise<Page>;
}

const test = base.extend<Camera>({
  openWith: async ({ playwright, launchOptions, registry }, use) => {
    const ends: (() => Promise<void>)[] = [];
    await use(async (device, permissions = ["camera"]) => {
      const args = [...(launchOptions.args ?? []), ...device.split(" ")];
      const browser = await playwright.chromium.launch({ ...launchOptions, args });
      ends.push(() => browser.close());
      const context = await browser.newContext({
        ...{ baseURL: registry.url, locale: "en-GB", permissions: [...permissions] },
      });
      return context.newPage();
    });
    for (const end of ends) await end();
  },
});

const fakeDevice = "--use-fake-device-for-media-stream";
const product = testData.item.path;
const openCamera = { name: "Scan a code with the camera" };

test("a code before the camera is read, and its passport checked; the reader is fetched only then", async ({
  page,
  openWith,
  registry,
}) => {
  const film = await filmOf(page, `${product}/qr.png`);
  const phone = await openWith(`${fakeDevice} --use-file-for-fake-video-capture=${film}`);
  const programs = wasmAskedIn(phone.context());
  await phone.goto("/verify?lang=en", { waitUntil: "networkidle" });
  expect(programs).toEqual([]);
  await phone.getByRole("button", openCamera).click();
  const record = phone.getByLabel("Record", { exact: true });
  await expect(record).toHaveValue(new URL(product, registry.url).href);
  await expect(phone.getByText("The code is read and stands in the field")).toBeVisible();
  await expect(phone.getByLabel("What the camera sees")).toHaveCount(0);
  expect(programs).toEqual([expect.stringMatching(/^GET http:\/\/localhost:\d+\/_next\/static\/.*\.wasm$/)]);

  await phone.getByRole("button", { name: "Check record" }).click();
  await expect(phone.locator(".verdict-sentence")).toContainText("is current and part of the public log");
});

test("a reader that the browser brings along is used instead, and nothing is fetched", async ({
  openWith,
}) => {
  const phone = await openWith(fakeDevice);
  await phone.addInitScript(() => {
    class Detector {
      static getSupportedFormats = async () => ["qr_code"];
      detect = async () => [{ rawValue: "/01/09521230000017" }];
    }
    Reflect.set(globalThis, "BarcodeDetector", Detector);
  });
  const programs = wasmAskedIn(phone.context());
  await phone.goto("/verify?lang=en");
  await phone.getByRole("button", openCamera).click();
  await expect(phone.getByLabel("Record", { exact: true })).toHaveValue("/01/09521230000017");
  expect(programs).toEqual([]);
});

test("a camera that sees no code goes on looking until it is stopped", async ({ openWith }) => {
  const phone = await openWith(fakeDevice);
  await phone.goto("/verify?lang=en");
  await phone.getByRole("button", openCamera).click();
  await expect(phone.getByText("Hold the code in front of the camera.")).toBeVisible();
  await expect(phone.getByLabel("What the camera sees")).toBeVisible();
  await phone.getByRole("button", { name: "Stop the camera" }).click();
  await expect(phone.getByLabel("What the camera sees")).toHaveCount(0);
  await expect(phone.getByRole("button", openCamera)).toBeVisible();
  await expect(phone.getByLabel("Record", { exact: true })).toHaveValue("");
});

for (const { what, device, permissions, says } of [
  {
    ...{ what: "a refused permission", device: fakeDevice, permissions: [] },
    says: "This page may not use the camera",
  },
  {
    ...{ what: "no camera at all", device: `${fakeDevice}=device-count=0`, permissions: ["camera"] },
    says: "No camera was found",
  },
]) {
  test(`${what} is told in words, with the other ways to check`, async ({ openWith }) => {
    const phone = await openWith(device, permissions);
    await phone.goto("/verify?lang=en");
    await phone.getByRole("button", openCamera).click();
    const told = phone.getByRole("alert").filter({ hasText: says });
    await expect(told).toContainText("type the address that is printed below the code");
    await expect(told).toContainText("choose a file");
    await expect(phone.getByRole("button", openCamera)).toBeVisible();
    await phone.goto("/verify?lang=zh");
    await phone.getByRole("button", { name: "用摄像头扫码" }).click();
    await expect(phone.getByRole("alert").filter({ hasText: "您也可以" })).toContainText("选择文件");
  });
}

test("without a network the reader cannot be fetched, and that is what is said", async ({ openWith }) => {
  const phone = await openWith(fakeDevice);
  await phone.goto("/verify?lang=en", { waitUntil: "networkidle" });
  await phone.context().setOffline(true);
  await phone.getByRole("button", openCamera).click();
  await expect(phone.getByRole("alert").filter({ hasText: "could not be fetched" })).toContainText(
    "choose a file",
  );
});

function wasmAskedIn(context: BrowserContext): readonly string[] {
  const asked: string[] = [];
  context.on("request", (request) => {
    if (request.url().includes(".wasm")) asked.push(`${request.method()} ${request.url()}`);
  });
  return asked;
}

const width = 640;
const height = 480;

/** A film of one picture, the code on white, as raw video (YUV4MPEG2) that Chromium plays as its camera. */
async function filmOf(page: Page, code: string): Promise<string> {
  const png = await (await page.request.get(code)).body();
  await page.goto("about:blank");
  const greys = await page.evaluate(
    async ([picture, wide, high]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: wide, height: high });
      const drawing = canvas.getContext("2d");
      if (drawing === null) throw new Error("no canvas");
      drawing.fillStyle = "white";
      drawing.fillRect(0, 0, wide, high);
      const side = high * 0.8;
      drawing.drawImage(image, (wide - side) / 2, (high - side) / 2, side, side);
      const { data } = drawing.getImageData(0, 0, wide, high);
      return Array.from({ length: wide * high }, (_, at) => data[at * 4] ?? 0);
    },
    [png.toString("base64"), width, height] as const,
  );
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), Buffer.from(greys), colours]);
  const file = path.join(await mkdtemp(path.join(os.tmpdir(), "cellproof-camera-")), "code.y4m");
  const head = Buffer.from(`YUV4MPEG2 W${String(width)} H${String(height)} F10:1 Ip A1:1 C420mpeg2\n`);
  await writeFile(file, Buffer.concat([head, frame, frame]));
  return file;
}
