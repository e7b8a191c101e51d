import type { StartedRegistry } from "./start-registry.ts";
import { startRegistry } from "./start-registry.ts";
import { expect, test } from "@playwright/test";
import { signIn } from "./session.ts";

/** The demonstration's own story: what a newcomer sees who typed one command. Goes when the demonstration goes. */
let registry: StartedRegistry;

test.beforeAll(async () => {
  registry = await startRegistry("demonstration");
});
test.afterAll(() => registry.stop());

test("an exporter sees a published footprint rebuilt from an illustrative inventory, line by line", async ({
  page,
}) => {
  const { url, password } = registry.access;
  await signIn(page, { email: "exporter@demo.example", password, next: "/console/declarations", url });
  const row = page.getByRole("row").filter({ hasText: "Nantong" }).filter({ hasText: "Released" });
  await expect(row).toContainText("0.154");
  await row.getByRole("rowheader").getByRole("link").click();
  await expect(page.getByTestId("result")).toContainText("0.154");
  await expect(page.getByText("7,392.00").first()).toBeVisible();
  await expect(page.getByText("Illustrative").first()).toBeVisible();
});

test("a row that does not compute keeps its published figure with the code beside it", async ({ page }) => {
  const { url, password } = registry.access;
  await signIn(page, { email: "exporter@demo.example", password, next: "/console/declarations", url });
  await page
    .getByRole("row")
    .filter({ hasText: /lithium carbonate/i })
    .getByRole("rowheader")
    .getByRole("link")
    .click();
  const row = page.getByRole("row").filter({ hasText: "2,852.61" }).first();
  await expect(row).toContainText("E_UNIT_DIMENSION");
});

test("every demonstration page says that it is one", async ({ page }) => {
  const sitemap = await (await page.request.get(`${registry.access.url}/sitemap.xml`)).text();
  const pages = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, place = ""]) => place);
  const passports = pages.filter((place) => /\/01\/\d{14}/.test(place));
  // Models, batteries and information pages; the recycled battery is on no map.
  expect(passports.length).toBe(26);
  for (const place of passports) {
    await page.goto(`${place}?lang=en`);
    await expect(page.getByText("Demonstration", { exact: true }).first()).toBeVisible();
    await expect(page.getByText(/^Signed by .+\(demonstration\)/).first()).toBeVisible();
  }
});

test("the start page leads to something of every kind, to a second life and to a tombstone", async ({
  page,
}) => {
  await page.goto(`${registry.access.url}/?lang=en`);
  const table = page.getByRole("region", { name: "Passports of this demonstration" });
  for (const kind of ["light means of transport", "Stationary", "Portable", "Starting, lighting"])
    await expect(table.getByText(kind).first()).toBeVisible();
  await expect(table.getByText("information page, no passport")).toHaveCount(2);
  const second = table.locator("span").filter({ hasText: "made of others" });
  await second.getByRole("link").click();
  await expect(page.getByRole("link", { name: /NT24A000731/ })).toBeVisible();
  await page.goBack();
  const tombstone = await table
    .locator("span")
    .filter({ hasText: /^CZ25E000417 recycled$/ })
    .getByRole("link")
    .getAttribute("href");
  const answer = await page.goto(`${registry.access.url}${tombstone ?? ""}`);
  expect(answer?.status()).toBe(410);
  await expect(page.getByText(/recycled/i).first()).toBeVisible();
});

test("the tokens it prints open what their audience may read, and nothing is cached", async ({ request }) => {
  const { url, tokens } = registry.access;
  expect(Object.keys(tokens).toSorted()).toEqual([
    "admin",
    "authority",
    "exporter",
    "interest",
    "notifiedBody",
  ]);
  const item = `${url}/01/09520000010010/21/NT26A000001`;
  const read = async (token: string) => {
    const answer = await request.get(item, {
      headers: { accept: "application/json", authorization: `Bearer ${token}` },
    });
    expect(answer.headers()["cache-control"]).toContain("no-store");
    return answer.text();
  };
  expect(await read(tokens["interest"] ?? "")).toContain("batteryStatus");
  expect(await read(tokens["exporter"] ?? "")).toContain("batteryStatus");
  expect(await read(tokens["authority"] ?? "")).not.toContain("batteryStatus");
  const anyone = await request.get(item, { headers: { accept: "application/json" } });
  expect(await anyone.text()).not.toContain("batteryStatus");
});
