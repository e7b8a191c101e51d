import { generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./app.ts";
import type { OwnOperator } from "./own-operator.ts";
import { ownOperator, release } from "./own-operator.ts";
import { call } from "./procedures.ts";
import { signIn } from "./session.ts";

/** An operator and its keys, from the first to one that the registry does not have: what it does, what strangers then read. */
test.describe.configure({ mode: "serial" });

const gtin = "09521230000086";
let operator: OwnOperator;
let product = "";

test.beforeAll(async ({ request, registry }) => {
  test.setTimeout(120_000);
  operator = await ownOperator(request, registry.tokens["keeper"] ?? "", {
    ...{ slug: "keyed-packs", modelName: "Pack with many keys 100 kWh", gtin },
  });
  product = await release(request, operator, { draft: operator.draft });
});

test.beforeEach(async ({ page }) => signIn(page, { ...operator.signer, next: "/console/keys" }));

const addKey = "Add this key";
const jwksForm = z.object({ keys: z.array(z.object({ kid: z.string(), alg: z.string() })) });

test("a key is added once that is confirmed, the former retired; both stay in what strangers read", async ({
  page,
  request,
}) => {
  await expect(active(page)).toHaveCount(1);
  await expect(active(page).getByRole("button", { name: "Retire" })).toHaveCount(0);
  const first = await nameOf(active(page));
  await page.getByRole("button", { name: addKey }).click();
  await expect(page.getByText("Confirm first.")).toBeVisible();
  await expect(active(page)).toHaveCount(1);
  await page.getByLabel("I understand that the log keeps this for good").check();
  await page.getByRole("button", { name: addKey }).click();
  await expect(page.getByText("The key is added. It signs from now on.")).toBeVisible();
  await expect(active(page)).toHaveCount(2);
  await expect(rowOf(page, first)).toContainText("In reserve");

  await rowOf(page, first).getByRole("button", { name: "Retire" }).click();
  const question = page.getByRole("dialog", { name: "Retire this key for good" });
  await expect(question).toContainText(first);
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(active(page)).toHaveCount(2);
  await rowOf(page, first).getByRole("button", { name: "Retire" }).click();
  await question.getByRole("button", { name: "Retire for good" }).click();
  await expect(rowOf(page, first)).toContainText("retired on");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  const kids = await publishedKids(request);
  expect(kids).toHaveLength(2);
  expect(kids[0]).toContain(first);
});

test("a compromised key leaves the key set; what it signed is settled one by one", async ({
  page,
  request,
}) => {
  const { token } = operator.signer;
  for (const serial of ["RIGHT1", "WRONG1"]) {
    await call(request, token, "passport.issueItem", {
      ...{ modelId: operator.modelId, serial, manufacturedOn: "2026-10" },
    });
  }
  await page.reload();
  const stolen = await nameOf(active(page));
  await active(page).getByRole("button", { name: "Rotate" }).click();
  await page.getByRole("button", { name: "Make the new key and retire this one" }).click();
  await expect(rowOf(page, stolen)).toContainText("retired on");

  await rowOf(page, stolen).getByRole("button", { name: "Declare compromised" }).click();
  const question = page.getByRole("dialog", { name: "Declare this key compromised" });
  await question.getByLabel("Since when, with its offset").fill("yesterday");
  await question.getByRole("button", { name: "Declare compromised for good" }).click();
  await expect(question.getByLabel("Since when, with its offset")).toHaveAttribute("aria-invalid", "true");
  await question.getByLabel("Since when, with its offset").fill("2026-01-01T00:00:00Z");
  await question.getByRole("button", { name: "Declare compromised for good" }).click();
  await expect(rowOf(page, stolen)).toContainText("compromised since");
  await expect(rowOf(page, stolen)).toContainText("2 records in doubt");
  expect((await publishedKids(request)).some((kid) => kid.endsWith(stolen))).toBe(false);

  await rowOf(page, stolen).getByRole("link", { name: "Settle what is in doubt" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What a compromised key has signed");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const right = page.getByRole("row").filter({ hasText: "RIGHT1" });
  await right.getByRole("button", { name: "Sign anew" }).click();
  await page
    .getByRole("dialog", { name: "Sign the same content with the key of today?" })
    .getByRole("button", { name: "Sign anew" })
    .click();
  await expect(right).toContainText("replaced");
  const wrong = page.getByRole("row").filter({ hasText: "WRONG1" });
  await wrong.getByRole("button", { name: "Withdraw" }).click();
  await page
    .getByRole("dialog", { name: "Withdraw for good?" })
    .getByRole("button", { name: "Withdraw" })
    .click();
  await expect(wrong).toContainText("withdrawn");

  await page.goto(`${product}/21/RIGHT1?lang=en`);
  await expect(page.getByText(/^Signed by /).first()).toBeVisible();
  await page.goto(`${product}/21/WRONG1?lang=en`);
  await expect(page.getByRole("note").filter({ hasText: "was withdrawn by the operator" })).toBeVisible();
});

test("what a second stolen key has signed is settled all together", async ({ page, request }) => {
  const { token } = operator.signer;
  const serials = ["ALL1", "ALL2", "ALL3"];
  for (const serial of serials) {
    await call(request, token, "passport.issueItem", {
      ...{ modelId: operator.modelId, serial, manufacturedOn: "2026-10" },
    });
  }
  await page.reload();
  const stolen = await nameOf(active(page));
  await active(page).getByRole("button", { name: "Rotate" }).click();
  await page.getByRole("button", { name: "Make the new key and retire this one" }).click();
  await expect(rowOf(page, stolen)).toContainText("retired on");
  await rowOf(page, stolen).getByRole("button", { name: "Declare compromised" }).click();
  const question = page.getByRole("dialog", { name: "Declare this key compromised" });
  await question.getByLabel("Since when, with its offset").fill("2026-01-01T00:00:00Z");
  await question.getByRole("button", { name: "Declare compromised for good" }).click();
  // The three, and RIGHT1 as it was signed anew with this key.
  await expect(rowOf(page, stolen)).toContainText("4 records in doubt");

  await rowOf(page, stolen).getByRole("link", { name: "Settle what is in doubt" }).click();
  await page.getByRole("button", { name: "Sign all anew" }).click();
  const sure = page.getByRole("dialog", { name: "Sign the same content with the key of today?" });
  await expect(sure).toContainText("4 records are replaced");
  await sure.getByRole("button", { name: "Sign all anew" }).click();
  for (const serial of serials)
    await expect(page.getByRole("row").filter({ hasText: serial })).toContainText("replaced");
  await expect(page.getByRole("button", { name: "Sign all anew" })).toHaveCount(0);
  await page.goto(`${product}/21/ALL2?lang=en`);
  await expect(page.getByText(/^Signed by /).first()).toBeVisible();
});

/** The operator's own key and a stranger's. */
const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });

test("a key of one's own is taken with proof that it is; a wrong signature and a private key are refused in words", async ({
  page,
  request,
}) => {
  await page.getByLabel("How", { exact: true }).selectOption("upload");
  const publicKey = page.getByLabel("Public key");
  await publicKey.fill(own.privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  await page.getByRole("button", { name: "Show what to sign" }).click();
  await expect(publicKey).toHaveAttribute("aria-invalid", "true");
  await publicKey.fill(own.publicKey.export({ type: "spki", format: "pem" }).toString());
  await page.getByRole("button", { name: "Show what to sign" }).click();
  const line = await page.getByLabel("Show that the key is yours").innerText();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByLabel("I understand that the log keeps this for good").check();
  await page.getByLabel("Signature of the line").fill(signed(line, stranger.privateKey));
  await page.getByRole("button", { name: addKey }).click();
  await expect(page.getByLabel("Signature of the line")).toHaveAccessibleDescription(/does not fit/i);
  await expect(page.getByRole("row").filter({ hasText: "The operator itself, outside" })).toHaveCount(0);

  await page.getByLabel("Signature of the line").fill(signed(line, own.privateKey));
  await page.getByRole("button", { name: addKey }).click();
  await expect(page.getByText("The key is added. It signs from now on.")).toBeVisible();
  const brought = page.getByRole("row").filter({ hasText: "The operator itself, outside" });
  await expect(brought).toContainText("Signs from now on");
  await expect(page.getByRole("row").filter({ hasText: "status lists alone" })).toHaveCount(1);
  const name = await nameOf(brought);
  expect((await publishedKids(request)).some((kid) => kid.endsWith(name))).toBe(true);
});

const fileForm = z.object({
  format: z.literal("cellproof-signing/1"),
  inputs: z.array(z.object({ input: z.string() })),
});

test("what waits for that key is taken away, signed outside and brought back; wrong signatures enter nothing", async ({
  page,
  request,
}) => {
  await call(request, operator.signer.token, "signature.prepare", {
    ...{ purpose: "item", modelId: operator.modelId, serial: "OWN1", manufacturedOn: "2026-10" },
  });
  await page.reload();
  await page.getByRole("link", { name: "Sign and bring the signatures" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign with your own key");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the file to sign" }).click(),
  ]);
  const { inputs } = fileForm.parse(JSON.parse(await readFile(await download.path(), "utf8")));
  const bring = async (key: KeyObject) => {
    for (const [at, { input }] of inputs.entries())
      await page.getByLabel(`Signature ${String(at + 1)}`, { exact: true }).fill(signed(input, key));
    await page.getByRole("button", { name: "Check and enter" }).click();
  };
  await bring(stranger.privateKey);
  await expect(page.getByLabel("Signature 1", { exact: true })).toHaveAccessibleDescription(/does not fit/i);
  expect((await request.get(`${product}/21/OWN1`)).status()).toBe(404);

  await bring(own.privateKey);
  await expect(page.getByText("Signed with your key, logged and published.")).toBeVisible();
  await page.getByRole("link", { name: "Public page" }).click();
  await expect(page).toHaveURL(new RegExp(`${product}/21/OWN1`));
  await expect(page.getByText(/^Signed by /).first()).toBeVisible();
});

type Rows = ReturnType<Page["getByRole"]>;

function active(page: Page): Rows {
  return page.getByRole("row").filter({ hasText: "active since" });
}

function rowOf(page: Page, name: string): Rows {
  return page.getByRole("row").filter({ hasText: name });
}

/** The part of a key's name that tells it from others. */
function nameOf(row: Rows): Promise<string> {
  return row.getByRole("rowheader").locator("code").innerText();
}

async function publishedKids(request: Parameters<typeof call>[0]): Promise<readonly string[]> {
  const { slug } = operator;
  const { keys } = jwksForm.parse(await (await request.get(`/op/${slug}/jwks.json`)).json());
  return keys.map(({ kid }) => kid);
}

/** As OpenSSL prints it: DER, in base64. */
function signed(text: string, key: KeyObject): string {
  return sign("sha256", Buffer.from(text), key).toString("base64");
}
