import { mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./app.ts";
import { momentAfterNow } from "./moment.ts";
import { nextVersion, ownOperator, release } from "./own-operator.ts";
import { call } from "./procedures.ts";

/** The page on which anybody checks a record: by file, by paste, by address, by identifier, for a date of one's own. */
test.describe.configure({ mode: "serial" });

const gtin = "09521230000079";
const bundleForm = z.looseObject({ record: z.string(), proofs: z.looseObject({}) });

/** What the stories check, each a file; and a moment before anything of it was withdrawn. */
let files: Readonly<Record<"sound" | "withdrawn" | "replaced" | "changed" | "bare" | "otherPolicy", string>>;
let sound = "";
let item = "";
let withdrawnItem = "";
let before = "";

test.beforeAll(async ({ request, registry }) => {
  test.setTimeout(120_000);
  const operator = await ownOperator(request, registry.tokens["keeper"] ?? "", {
    ...{ slug: "checked-packs", modelName: "Pack to be checked 100 kWh", gtin },
  });
  const passport = await release(request, operator, { draft: operator.draft });
  expect(passport).toBe(`/01/${gtin}`);
  for (const serial of ["GOOD1", "GONE1"]) {
    await call(request, operator.signer.token, "passport.issueItem", {
      ...{ modelId: operator.modelId, serial, manufacturedOn: "2026-10" },
    });
  }
  [item, withdrawnItem] = [`${passport}/21/GOOD1`, `${passport}/21/GONE1`];
  before = await momentAfterNow(registry);
  await call(request, operator.signer.token, "passport.revoke", {
    ...{ productUrl: new URL(withdrawnItem, registry.url).href, version: 1, reason: "wrongProduct" },
  });

  const draft = await nextVersion(request, operator, { id: operator.draft.id, cells: "1100" });
  await release(request, operator, { draft, reason: "More cells." });
  const bundleAt = async (product: string) => (await request.get(`${product}/bundle.json`)).text();
  sound = await bundleAt(item);
  const parsed = bundleForm.parse(JSON.parse(sound));
  const bare = { ...parsed, proofs: { ...parsed.proofs, statusList: undefined } };
  const folder = await mkdtemp(path.join(os.tmpdir(), "cellproof-verify-"));
  const keep = async (name: string, text: string) => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return file;
  };
  files = {
    sound: await keep("sound.json", sound),
    withdrawn: await keep("withdrawn.json", await bundleAt(withdrawnItem)),
    replaced: await keep("replaced.json", await bundleAt(`${passport}/versions/1`)),
    changed: await keep(
      "changed.json",
      JSON.stringify({ ...parsed, record: withOtherSerial(parsed.record) }),
    ),
    bare: await keep(
      "bare.json",
      JSON.stringify({ ...bare, statusList: undefined, tokenStatusList: undefined }),
    ),
    otherPolicy: await keep("policy.txt", `log ${otherLog}\nquorum none\n`),
  };
});

/** Verifier key of a log that is not this registry's. Source: the example of C2SP signed-note. */
const otherLog = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

interface Kind {
  readonly file: keyof typeof files;
  readonly en: string;
  readonly zh: string;
  /** Address of its help page, and the heading there. */
  readonly page: string;
  readonly help: string;
}

/** Every verdict a file can get, with the words it is told in and the page that explains it. */
const kinds: readonly Kind[] = [
  {
    file: "sound",
    en: "is current and part of the public log",
    zh: "并已载入公开日志",
    page: "holds",
    help: "holds",
  },
  {
    file: "withdrawn",
    en: "its issuer has withdrawn it",
    zh: "已将其撤回",
    page: "withdrawn",
    help: "Withdrawn",
  },
  {
    ...{ file: "replaced", en: "a newer version has taken its place", zh: "已被新版本取代" },
    ...{ page: "superseded", help: "Superseded" },
  },
  { file: "changed", en: "Do not rely on this record", zh: "请勿采信", page: "wrong", help: "wrong" },
  {
    ...{ file: "bare", en: "Not everything that was asked could be checked", zh: "未能全部核验" },
    ...{ page: "could-not-check", help: "could not check" },
  },
];

test("a file gets its verdict in both languages, with the page that explains it, and nothing leaves the browser", async ({
  page,
}) => {
  test.setTimeout(120_000);
  for (const { file, en, zh, page: help, help: title } of kinds) {
    for (const [language, words] of [
      ["en", en],
      ["zh", zh],
    ] as const) {
      await page.goto(`/verify?lang=${language}`, { waitUntil: "networkidle" });
      const sent = sentBy(page);
      await page.locator("input[type=file]").first().setInputFiles(files[file]);
      await page.locator("form .button-primary").click();
      const result = page.locator("section[aria-labelledby=result]");
      await expect(result.locator(".verdict-sentence"), file).toContainText(words);
      expect(sent, "what was asked of anybody").toEqual([]);
      await expect(result.locator(`a[href="/help/${help}?lang=${language}"]`)).toBeVisible();
      if (language === "zh") continue;
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await result.getByRole("link", { name: "What this answer means and what to do" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    }
  }
});

test("each reason has its own page: what is wrong with which part, who can mend it, what to do", async ({
  page,
}) => {
  for (const [file, part, code] of [
    ["withdrawn", "Current", "R_STATUS_REVOKED"],
    ["replaced", "Current", "R_STATUS_SUPERSEDED"],
    ["changed", "Signature", "R_SIGNATURE"],
    ["bare", "Current", "C_NO_STATUS_LIST"],
  ] as const) {
    await page.goto("/verify?lang=en");
    await page.getByLabel("Files", { exact: true }).setInputFiles(files[file]);
    await page.getByRole("button", { name: "Check record" }).click();
    const row = page.getByRole("list", { name: "What was checked" }).getByRole("listitem");
    await row.filter({ hasText: part }).getByRole("link", { name: code }).click();
    await expect(page).toHaveURL(`/help/${code}?lang=en`);
    await expect(page.getByRole("heading", { name: "What to do next" })).toBeVisible();
  }
});

test("a pasted bundle is checked as it stood on a date before the withdrawal, and as of now", async ({
  page,
}) => {
  await page.goto("/verify?lang=en", { waitUntil: "networkidle" });
  const sent = sentBy(page);
  await page.getByLabel("Record", { exact: true }).fill(sound);
  await page.getByRole("button", { name: "Check record" }).click();
  const sentence = page.locator(".verdict-sentence");
  await expect(sentence).toContainText("is current and part of the public log");

  await page.getByLabel("Files", { exact: true }).setInputFiles(files.withdrawn);
  await page.getByRole("button", { name: "Check record" }).click();
  await expect(sentence).toContainText("its issuer has withdrawn it");
  await expect(page.getByLabel("Time of checking")).toBeHidden();
  await page.getByText("More: as of another time").click();
  await page.getByLabel("Time of checking").fill(before);
  await page.getByRole("button", { name: "Check record" }).click();
  await expect(sentence).toContainText("is current and part of the public log");
  await page.getByLabel("Time of checking").fill("yesterday");
  await page.getByRole("button", { name: "Check record" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Mend this first" })).toContainText(
    "Give day, time, seconds and offset",
  );
  expect(sent).toEqual([]);
});

test("a record alone, pasted, is told apart from one whose status and log could be checked", async ({
  page,
}) => {
  await page.goto("/verify?lang=en");
  await page.getByLabel("Record", { exact: true }).fill(bundleForm.parse(JSON.parse(sound)).record);
  const [asked] = await Promise.all([
    page.waitForRequest((request) => request.url().endsWith("/jwks.json")),
    page.getByRole("button", { name: "Check record" }).click(),
  ]);
  expect([asked.method(), asked.postData()]).toEqual(["GET", null]);
  await expect(page.locator(".verdict-sentence")).toContainText(
    "Whether the record is current and in the public log could not be checked",
  );
});

test("a policy of one's own counts before the registry's: under another log the proofs prove nothing", async ({
  page,
}) => {
  await page.goto("/verify?lang=en");
  await page.getByLabel("Files", { exact: true }).setInputFiles([files.sound, files.otherPolicy]);
  await page.getByRole("button", { name: "Check record" }).click();
  await expect(page.locator(".verdict-sentence")).not.toContainText("is current");
  await expect(page.getByText("checked under the policy you gave")).toBeVisible();
  const log = page.getByRole("list", { name: "What was checked" }).getByRole("listitem");
  await expect(log.filter({ hasText: "Public log" })).not.toContainText("holds");
});

test("an address of this registry is fetched and expected; an unknown one and a foreign one are told apart", async ({
  page,
  registry,
}) => {
  await page.goto("/verify?lang=en", { waitUntil: "networkidle" });
  const sent = sentBy(page);
  const check = async (address: string) => {
    await page.getByRole("button", { name: "Start again" }).click();
    await page.getByLabel("Record", { exact: true }).fill(address);
    await page.getByRole("button", { name: "Check record" }).click();
  };
  await check(new URL(item, registry.url).href);
  await expect(page.locator(".verdict-sentence")).toContainText("is current and part of the public log");
  await check(new URL(`/01/${gtin}/21/NOBODY`, registry.url).href);
  const mend = page.getByRole("alert").filter({ hasText: "Mend this first" });
  await expect(mend).toContainText("Unknown: this registry has no passport at this address");
  expect(sent.map((line) => line.replace(registry.url, ""))).toEqual([
    `GET ${item}/bundle.json`,
    `GET /01/${gtin}/21/NOBODY/bundle.json`,
  ]);
  await check(`https://other.example/01/${gtin}`);
  await expect(mend).toContainText("no other site is asked");
  expect(sent).toHaveLength(2);
  await check(new URL(`/01/${gtin}/21/NOBODY`, registry.url).href);
  await mend.getByRole("link", { name: "What this means and what to do" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unknown");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  const ask = async (page: Page, [identifier, at]: readonly [string, string]) => {
    await page.getByLabel("Identifier or address").fill(identifier);
    await page.getByLabel("As it stood on (optional)").fill(at);
    await page.getByRole("button", { name: "Check", exact: true }).click();
  };

  test("an identifier is judged by this server, also as it stood on a date, with the pages that explain it", async ({
    page,
    registry,
  }) => {
    await page.goto("/verify?lang=en");
    await expect(page.locator("noscript .notice")).toBeVisible();
    await expect(page.getByRole("button", { name: "Check record" })).toBeHidden();

    await ask(page, [`(01)${gtin}(21)GOOD1`, ""]);
    const sentence = page.locator(".verdict-sentence");
    await expect(sentence).toContainText("is current and part of the public log");
    await expect(page.getByText(/^Judged by this server for/)).toBeVisible();

    await ask(page, [new URL(withdrawnItem, registry.url).href, ""]);
    await expect(sentence).toContainText("its issuer has withdrawn it");
    await expect(page.getByRole("link", { name: "R_STATUS_REVOKED" })).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download the bundle that was judged" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.json$/);

    await ask(page, [new URL(withdrawnItem, registry.url).href, before]);
    await expect(sentence).toContainText("is current and part of the public log");

    await ask(page, [`(01)${gtin}(21)NOBODY`, ""]);
    await page.getByRole("link", { name: "What this means and what to do" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unknown");
  });

  test("what is mistyped is told at once, and nothing is judged; in Chinese as well", async ({ page }) => {
    await page.goto("/verify?lang=en");
    await ask(page, ["09521230000018", ""]);
    await expect(page.getByRole("alert")).toContainText("This is no identifier:");
    await ask(page, [`(01)${gtin}(21)GOOD1`, "yesterday"]);
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.locator(".verdict-sentence")).toHaveCount(0);
    await page.goto(`/verify?lang=zh&q=${encodeURIComponent(`(01)${gtin}(21)GONE1`)}`);
    await expect(page.locator(".verdict-sentence")).toContainText("已将其撤回");
    await page.goto(`/verify?lang=zh&q=${encodeURIComponent(`(01)${gtin}(21)NOBODY`)}`);
    await expect(page.getByRole("alert")).toContainText("未知");
  });
});

/** Every request from now on, with what it carries. */
function sentBy(page: Page): readonly string[] {
  const sent: string[] = [];
  page.on("request", (request) => {
    sent.push(`${request.method()} ${request.url()}${request.postData() ?? ""}`);
  });
  return sent;
}

function withOtherSerial(record: string): string {
  const [header = "", payload = "", signature = ""] = record.split(".");
  const text = Buffer.from(payload, "base64url").toString("utf8");
  const forged = text.replaceAll("GOOD1", "GOOD2");
  expect(forged).not.toBe(text);
  return [header, Buffer.from(forged).toString("base64url"), signature].join(".");
}
