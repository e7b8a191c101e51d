import fs from "node:fs";
import { expect, test } from "./app.ts";
import { enter } from "./session.ts";
import { testData } from "./test-data.ts";

/** A sheet to file: the registry signs what it found itself, and what a browser found nobody signs. */
test("a stranger without scripts gets a signed sheet, and the file is checked later; changed, it is wrong", async ({
  browser,
  page,
  registry,
}, info) => {
  const { sibling } = testData;
  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: registry.url });
  const stranger = await plain.newPage();
  await stranger.goto(`/verify?lang=en&q=${encodeURIComponent(sibling.path)}`);
  await stranger.getByRole("button", { name: "Signed result sheet" }).click();
  await expect(stranger).toHaveURL(/\/sheets\/[0-9a-f-]{36}\?lang=en$/);
  const found = stranger.getByRole("region", { name: "What was found" });
  await expect(found).toContainText(sibling.path);
  await expect(found.getByRole("row", { name: /^Public log/ })).toContainText("holds");
  await expect(stranger.getByText("This result sheet is as it was signed.")).toBeVisible();
  await expect(stranger.getByAltText("Code that leads to the signed file")).toBeVisible();
  const file = await plain.request.get(
    (await stranger.getByRole("link", { name: "Download the signed file" }).getAttribute("href")) ?? "",
  );
  expect(file.headers()["content-type"]).toBe("application/result-sheet+jwt");
  const token = await file.text();
  await stranger.getByRole("link", { name: "简体中文" }).click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("核验结果单");
  await plain.close();

  const kept = info.outputPath("sheet.jwt");
  fs.writeFileSync(kept, token);
  const checkFile = async (path: string) => {
    await page.goto("/verify?lang=en");
    await page.getByLabel("Files", { exact: true }).setInputFiles(path);
    await page.getByRole("button", { name: "Check record" }).click();
  };
  await checkFile(kept);
  await expect(page.getByText("This result sheet is as it was signed.")).toBeVisible();
  await expect(page.getByText("the registry, from what it publishes itself")).toBeVisible();
  const changed = info.outputPath("changed.jwt");
  fs.writeFileSync(changed, `${token.slice(0, -8)}AAAAAAAA`);
  await checkFile(changed);
  await expect(page.getByText("Do not rely on this result sheet.")).toBeVisible();
});

test("an authority files a whole list, which nobody else can read here", async ({
  page,
  browser,
  registry,
}) => {
  const { sibling } = testData;
  await enter(page, registry, "stranger");
  await page.goto("/authority/check?lang=en");
  await page.getByLabel("Identifiers").fill(`${sibling.path}\nno such thing`);
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.getByRole("button", { name: "Signed result sheet of all rows" }).click();
  await expect(page).toHaveURL(/\/sheets\//);
  await expect(page.getByRole("row", { name: new RegExp(sibling.path) })).toContainText("valid");
  await expect(page.getByRole("row", { name: /no such thing/ })).toContainText("no identifier");
  const outside = await browser.newContext({ baseURL: registry.url });
  const [address = ""] = page.url().split("?");
  expect((await outside.request.get(`${address}/sheet.jwt`)).status()).toBe(401);
  await outside.close();
});

test("a check made in the browser is kept as a sheet that says that nobody signed it", async ({
  page,
  request,
}, info) => {
  const bundle = info.outputPath("bundle.json");
  fs.writeFileSync(bundle, await (await request.get(`${testData.sibling.path}/bundle.json`)).text());
  await page.goto("/verify?lang=en");
  await page.getByLabel("Files", { exact: true }).setInputFiles(bundle);
  await page.getByRole("button", { name: "Check record" }).click();
  await page.getByRole("button", { name: "Write a result sheet" }).click();
  await expect(page.getByText("NOT SIGNED: anybody could have changed this sheet")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Save as a file (not signed)" }).click(),
  ]);
  const saved = info.outputPath("own.json");
  await download.saveAs(saved);
  await page.goto("/verify?lang=en");
  await page.getByLabel("Files", { exact: true }).setInputFiles(saved);
  await page.getByRole("button", { name: "Check record" }).click();
  await expect(page.getByText("Nobody has signed this result sheet")).toBeVisible();
});
