import { expect, test } from "./app.ts";
import { testData } from "./test-data.ts";

const limitBytes = 50_000;
const pages = [
  testData.model.path,
  testData.item.path,
  `${testData.model.path}/versions`,
  `${testData.model.path}/study`,
  `${testData.model.path}/label`,
];

for (const path of pages) {
  for (const language of ["en", "zh"]) {
    test(`BATT-Art78(d): ${path} in ${language}: one request, at most 50 kB uncompressed, no script, nobody else's host`, async ({
      page,
      baseURL,
    }) => {
      const requested: string[] = [];
      page.on("request", (request) => requested.push(request.url()));
      const response = await page.goto(`${path}?lang=${language}`, { waitUntil: "networkidle" });
      expect((await response?.body())?.length ?? Infinity).toBeLessThanOrEqual(limitBytes);
      expect(requested).toEqual([`${baseURL ?? ""}${path}?lang=${language}`]);
      expect(await page.locator("script, iframe, form, [style]").count()).toBe(0);
      expect(await page.context().cookies()).toEqual([]);
      const policy = response?.headers()["content-security-policy"] ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain("script-src");
    });
  }
}

test("the page looks as meant under its own policy: the style sheet is applied", async ({ page }) => {
  const refused: string[] = [];
  page.on("console", (message) => refused.push(message.text()));
  await page.goto(`${testData.model.path}?lang=en`);
  await expect(page.locator(".large")).toHaveCSS("font-weight", "600");
  expect(refused.filter((text) => text.includes("Content Security Policy"))).toEqual([]);
});
