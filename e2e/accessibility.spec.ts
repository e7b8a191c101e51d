import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./app.ts";
import { testData, unknownProduct } from "./test-data.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const pages = [
  testData.model.path,
  testData.item.path,
  `${testData.model.path}/versions`,
  `${testData.model.path}/study`,
  `${testData.model.path}/label`,
  unknownProduct,
  "/",
  "/verify",
];

for (const path of pages) {
  for (const language of ["en", "zh"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      test.describe(`${path} in ${language}, ${colorScheme}`, () => {
        test.use({ colorScheme });

        test("breaks no rule of WCAG 2.2 AA that a machine can check", async ({ page }) => {
          await page.goto(`${path}?lang=${language}`);
          // Evidence that is folded away is checked as well.
          await page.locator("details").evaluateAll((all) => {
            for (const folded of all) folded.setAttribute("open", "");
          });
          const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
          ).toEqual([]);
        });
      });
    }
  }
}

for (const path of [testData.model.path, testData.item.path, "/"]) {
  test(`${path} needs no sideways scrolling at 400 % zoom`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 256 });
    await page.goto(`${path}?lang=en`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test("the keyboard reaches the content first and each piece of evidence after it", async ({ page }) => {
  await page.goto(`${testData.model.path}?lang=en`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator("summary").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The text was signed with the operator’s key")).toBeVisible();
});
