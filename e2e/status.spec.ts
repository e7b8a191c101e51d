import { AxeBuilder } from "@axe-core/playwright";
import { z } from "zod";
import { expect, test } from "./app.ts";
import type { Registry } from "./app.ts";
import { enter } from "./session.ts";
import { testData } from "./test-data.ts";

/** A battery of the story's own is withdrawn: what its operator does, and what strangers, people and programs, then see. */
test.describe.configure({ mode: "serial" });

const serial = "STATUS0001";
const path = `${testData.model.path}/21/${serial}`;
const record = z.object({
  credentialStatus: z.object({ statusListCredential: z.string(), statusListIndex: z.string() }),
});
/** A moment before the withdrawal. */
let before: string;

test.beforeAll(async ({ request, registry }) => {
  const headers = { authorization: `Bearer ${registry.tokens["exporter"] ?? ""}` };
  const passports = await request.get("/api/trpc/passport.list", { headers });
  const listed = z
    .object({
      result: z.object({ data: z.array(z.object({ productUrl: z.string(), modelId: z.string() })) }),
    })
    .parse(await passports.json());
  const model = listed.result.data.find((row) => row.productUrl.endsWith(testData.model.path));
  const issued = await request.post("/api/trpc/passport.issueItem", {
    headers,
    data: { modelId: model?.modelId, serial, manufacturedOn: "2026-10" },
  });
  expect(issued.status()).toBe(200);
});

test("a version is withdrawn from the console, for a reason, after being asked once more", async ({
  page,
  registry,
}) => {
  await enter(page, registry, "exporter");
  await page.goto(`/console/passports?lang=en&search=${serial}`);
  await page.getByRole("link", { name: "Status", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(serial);
  await expect(page.getByRole("row").filter({ hasText: "Version 1" })).toContainText("valid");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByLabel("Reason", { exact: true })).toHaveAccessibleDescription(/This field is empty/);
  await page.getByLabel("Reason", { exact: true }).selectOption("wrongProduct");
  await page.getByLabel(/^Note/).fill("Serial read from the wrong line.");
  await page.getByRole("button", { name: "Go on" }).click();
  const question = page.getByRole("dialog", { name: "Withdraw version 1 for good?" });
  await expect(question).toContainText("it was issued for another product than the one it names");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Version 1" })).toContainText("valid");

  before = await momentOf(registry);
  await page.getByRole("button", { name: "Go on" }).click();
  await question.getByRole("button", { name: "Withdraw for good" }).click();
  await expect(
    page.getByText(/Version 1 is withdrawn\. It stands in the public log at index \d+/),
  ).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Version 1" })).toContainText("withdrawn on");
  await expect(page.getByText("Note: Serial read from the wrong line.")).toBeVisible();
  await expect(page.getByText("Every version is withdrawn already.")).toBeVisible();
});

test("the page says it first, with why and what to do, in both languages, and nothing of the note", async ({
  page,
}) => {
  await page.goto(`${path}?lang=en`);
  const notice = page.getByRole("note").filter({ hasText: "was withdrawn by the operator" });
  await expect(notice).toContainText("it was issued for another product than the one it names");
  await expect(notice).toContainText("Do not rely on its values.");
  await expect(page.locator("body")).not.toContainText("wrong line");
  await page.goto(`${path}?lang=zh`);
  await expect(page.getByRole("note").filter({ hasText: "已由经营者于" })).toContainText("并非其所写的产品");
  await page.goto(`${path}/versions?lang=en`);
  await expect(page.getByRole("row").filter({ hasText: "Version 1" })).toContainText("withdrawn on");
});

test("programs read it in the document and on both lists, and the lists of before say that it was valid", async ({
  request,
}) => {
  const document = await request.get(path, { headers: { accept: "application/json" } });
  expect(await document.json()).toMatchObject({
    dppStatus: "invalid",
    recordStatus: { status: "revoked", reason: "wrongProduct" },
  });
  const signed = await (await request.get(path, { headers: { accept: "application/vc+jwt" } })).text();
  const { credentialStatus } = record.parse(payloadOf(signed));
  const list = new URL(credentialStatus.statusListCredential).pathname;
  const index = Number(credentialStatus.statusListIndex);

  const bits = await request.get(list);
  expect([
    bits.status(),
    bits.headers()["content-type"],
    bits.headers()["access-control-allow-origin"],
  ]).toEqual([200, "application/vc+jwt", "*"]);
  expect(bits.headers()["cache-control"]).toMatch(/^public, max-age=\d+$/);
  const tokens = await request.get(`${list}/tsl`);
  expect(tokens.headers()["content-type"]).toBe("application/statuslist+jwt");
  expect([await bitAt(await bits.text(), index), await valueAt(await tokens.text(), index)]).toEqual([1, 1]);

  const then = `?timestamp=${encodeURIComponent(before)}`;
  const [oldBits, oldTokens] = [await request.get(list + then), await request.get(`${list}/tsl${then}`)];
  expect([await bitAt(await oldBits.text(), index), await valueAt(await oldTokens.text(), index)]).toEqual([
    0, 0,
  ]);

  const head = await request.head(list);
  expect([head.status(), (await head.body()).length]).toEqual([200, 0]);
  expect((await request.get(`${list}?timestamp=yesterday`)).status()).toBe(400);
  expect((await request.get(`${list}?timestamp=2001-01-01T00:00:00Z`)).status()).toBe(404);
  expect((await request.get("/op/nobody/status/1/tsl")).status()).toBe(404);
});

test("an official who acts for no authority is told who makes that possible, and signs nothing", async ({
  page,
  registry,
}) => {
  await enter(page, registry, "stranger");
  await page.goto("/authority/suspensions?lang=en");
  await expect(page.getByRole("heading", { level: 1, name: "Stops of sale" })).toBeVisible();
  await expect(page.getByText("You act for no authority yet.")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

function payloadOf(jws: string): unknown {
  const payload: unknown = JSON.parse(Buffer.from(jws.split(".")[1] ?? "", "base64url").toString("utf8"));
  return payload;
}

/** Unpacked by the runtime, not by us. */
async function unpacked(text: string, format: "gzip" | "deflate"): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(Buffer.from(text, "base64url"))])
    .stream()
    .pipeThrough(new DecompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function bitAt(jws: string, index: number): Promise<number> {
  const list = z.object({ credentialSubject: z.object({ encodedList: z.string() }) }).parse(payloadOf(jws));
  const bytes = await unpacked(list.credentialSubject.encodedList.slice(1), "gzip");
  return ((bytes[index >> 3] ?? 0) >> (7 - (index & 7))) & 1;
}

async function valueAt(jws: string, index: number): Promise<number> {
  const list = z.object({ status_list: z.object({ lst: z.string() }) }).parse(payloadOf(jws));
  const bytes = await unpacked(list.status_list.lst, "deflate");
  return ((bytes[index >> 2] ?? 0) >> ((index & 3) * 2)) & 3;
}

/** The registry's own clock, a second ago: lists carry whole seconds. */
async function momentOf({ url }: Registry): Promise<string> {
  const { headers } = await fetch(url, { method: "HEAD" });
  return new Date(Date.parse(headers.get("date") ?? "") - 1000).toISOString();
}
