import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./app.ts";
import { enter } from "./session.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const ofDeclaration = ["", "/analysis", "/scenarios", "/check", "/review", "/documents", "/import"];
const others = [
  "/console/compare",
  "/console/scenarios",
  "/console/factors",
  "/console/factors/reference",
  "/console/factors/new",
  "/console/suppliers",
  "/console/suppliers/import",
  "/console/check",
];

for (const [language, colorScheme] of [
  ["en", "light"],
  ["zh", "dark"],
] as const) {
  test.describe(`the workbench in ${language}, ${colorScheme}`, () => {
    test.use({ colorScheme });

    test("breaks no rule of WCAG 2.2 AA that a machine can check, and never scrolls sideways", async ({
      page,
      registry,
    }) => {
      test.setTimeout(240_000);
      await enter(page, registry, "exporter");
      await page.goto("/console/declarations?state=draft&lang=en");
      const draft = await page.getByRole("rowheader").getByRole("link").first().getAttribute("href");
      for (const path of [...ofDeclaration.map((tab) => `${draft ?? ""}${tab}`), ...others]) {
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.goto(`${path}?lang=${language}`);
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
        expect
          .soft(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
            path,
          )
          .toEqual([]);
        await page.setViewportSize({ width: 390, height: 844 });
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect.soft(sideways, path).toBeLessThanOrEqual(0);
      }
    });
  });
}
