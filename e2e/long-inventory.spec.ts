import { expect, test } from "./app.ts";
import { enter } from "./session.ts";
import { testData } from "./test-data.ts";

/** An inventory of more lines than stand on a screen: its pages, what is looked for in it, and an edit across both. */
test("a long inventory is paged and searched, its result counts every line, and nothing typed is lost", async ({
  page,
  registry,
}) => {
  test.setTimeout(180_000);
  await enter(page, registry, "exporter");
  await page.goto("/console/declarations?state=draft&lang=en");
  const draft = page.getByRole("row").filter({ hasText: testData.drafted.name });
  await draft.getByRole("rowheader").getByRole("link").click();
  await expect(page.getByTestId("result")).toBeVisible();
  const home = new URL(page.url()).pathname;
  const before = await page.getByTestId("result").innerText();
  const undo = page.getByRole("button", { name: /^Undo:/ });

  await page.goto(`${home}/import?lang=en`);
  await page.getByLabel("Workbook (.xlsx) or text file (.csv)").setInputFiles({
    ...{ name: "long.csv", mimeType: "text/csv" },
    buffer: Buffer.from(
      [
        "Code,Kind,Stage,Component,Name,Mass (kg),Emission factor,Factor unit,Source",
        ...Array.from(
          { length: 240 },
          (_, at) => `long-${at},material,raw_materials,Part ${at % 4},Screw ${at},1,4.8,kgCO2e/kg,Bill`,
        ),
      ].join("\n"),
    ),
  });
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.getByRole("button", { name: "Take 240 rows over" }).click();
  await page.getByRole("link", { name: "Back to the inventory" }).click();

  const rows = page.locator("#inventory tbody tr[id^=line-]");
  const wouldBe = page.getByTestId("would-be");
  await expect(rows).toHaveCount(100);
  const pages = page.getByRole("navigation", { name: "Pages of the inventory", exact: true });

  await test.step("what is typed stays while another page is looked at and something is looked for", async () => {
    const amount = page.locator(".edit-row").getByLabel("Amount", { exact: true });
    await page.locator("[data-edit=long-3]").press("Enter");
    await amount.fill("101");
    // 100 kg more at 4.8 kgCO2e/kg over 48 000 kWh, with the lines of the other pages.
    await expect(wouldBe).toContainText("(+0.01000)");
    await pages.getByRole("link", { name: "Next" }).click();
    await expect(page).toHaveURL(/page=2/);
    await expect(page.locator("#line-long-120")).toBeVisible();
    await expect(page.locator("#line-long-3")).toContainText("stands on another page");
    await expect(amount).toHaveValue("101");
    await page.getByLabel("Search in the lines").fill("screw 23");
    await page.getByRole("search").getByLabel("Component").selectOption("Part 1");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    // 233 and 237 are of this part, and the line that is being edited stands beside them.
    await expect(page.getByText(/^2 lines found of 24\d$/)).toBeVisible();
    await expect(rows).toHaveCount(3);
    await expect(amount).toHaveValue("101");
    await page.locator(".edit-row").getByRole("button", { name: "Save" }).click();
    await expect(rows).toHaveCount(2);
    await expect(page.locator("#inventory tfoot")).toContainText(/Sum of the lines found\s*9.60/);
    await expect(page.locator("#inventory tfoot")).toContainText(/Sum of all 24\d lines/);
  });

  await test.step("whoever reviews it reads the changed lines page by page", async () => {
    await page.goto(`${home}/review?lang=en`);
    const changed = page.locator("#lines tbody tr");
    await expect(changed).toHaveCount(200);
    await page.locator("#lines").getByRole("link", { name: "Next" }).first().click();
    await expect(page).toHaveURL(/review\?page=2/);
    await expect(changed.filter({ hasText: "Screw 239" })).toHaveCount(1);
    await expect(changed.filter({ hasText: "Screw 7" })).toHaveCount(0);
    await page.goto(home);
  });

  await test.step("Ctrl+Z takes it back from any page; the address of a line leads to the page it is on", async () => {
    await expect(undo).toHaveText("Undo: line long-3 changed");
    await page.locator("h1").click();
    await page.keyboard.press("Control+z");
    await expect(undo).toHaveText("Undo: import of 240 lines");
    await page.goto(`${home}?line=long-239`);
    await expect(page.locator("#line-long-239")).toBeVisible();
    await expect(page.locator("#line-long-3")).toHaveCount(0);
  });

  await test.step("a copy is opened at once, on whatever page it will stand; it says where it went", async () => {
    await page.locator("[data-edit=long-239]").press("Enter");
    await page.locator(".edit-row").getByRole("button", { name: "Duplicate" }).click();
    await expect(page.locator("#line-long-239-2")).toBeVisible();
    await page.locator(".edit-row").getByRole("button", { name: "Cancel" }).click();
    // Once the screen shows what the registry holds by now.
    await expect(undo).toHaveText("Undo: line long-239-2 added");
    await undo.click();
    await expect(undo).toHaveText("Undo: import of 240 lines");
    await undo.click();
    await expect(page.getByTestId("result")).toHaveText(before);
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("pages and search of an inventory are addresses", async ({ page, registry, browser }) => {
    const withScripts = await browser.newContext({ baseURL: registry.url });
    const entering = await withScripts.newPage();
    await enter(entering, registry, "exporter");
    await page.context().addCookies(await withScripts.cookies());
    await withScripts.close();
    await page.goto("/console/declarations?state=draft&lang=en");
    const draft = page.getByRole("row").filter({ hasText: testData.drafted.name });
    await draft.getByRole("rowheader").getByRole("link").click();
    const home = new URL(page.url()).pathname;
    await page.goto(`${home}?search=${encodeURIComponent(testData.cathode)}`);
    await expect(page.locator("#inventory tbody tr[id^=line-]")).toHaveCount(1);
  });
});
