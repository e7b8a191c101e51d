import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "./app.ts";
import { enter } from "./session.ts";
import { testData } from "./test-data.ts";

/** An authority at its bench: a list, a sample, a reader's report, a case, a question and its answer, the export. */
test("an authority checks a list, samples, asks, hears a reader, and takes a case away to check it offline", async ({
  page,
  browser,
  registry,
}, info) => {
  const { sibling } = testData;
  await enter(page, registry, "stranger");
  await page.goto("/authority/check?lang=en");
  await page.getByLabel("Identifiers").fill(`${sibling.path}\n${testData.undeclared.gtin}\nno such thing`);
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.getByRole("row", { name: new RegExp(sibling.path) })).toContainText("valid");
  await expect(page.getByRole("row", { name: /undeclared|09521230000031/ })).toContainText(
    "not yet registered",
  );
  await expect(page.getByRole("row", { name: /no such thing/ })).toContainText("could not check");

  await page.goto("/authority/sample?lang=en");
  await page.getByLabel("Seed").fill("17");
  await page.getByLabel("Size").fill("2");
  await page.getByRole("button", { name: "Draw" }).click();
  const drawn = page.getByRole("table").getByRole("rowheader");
  await expect(drawn).toHaveCount(2);
  const first = await drawn.allTextContents();
  await page.reload();
  await expect(drawn).toHaveText(first);

  const outside = await browser.newContext({ javaScriptEnabled: false });
  const reader = await outside.newPage();
  await reader.goto(`${sibling.path}?lang=en`);
  await reader.getByRole("link", { name: "Report a wrong or copied label" }).click();
  await reader.getByLabel("What is wrong?").selectOption({ label: "The same code is on several batteries" });
  await reader.getByLabel("What did you see, and where?").fill("Two packs at one yard, one code.");
  await reader.getByRole("button", { name: "Send report" }).click();
  await expect(reader.getByRole("heading", { name: "Thank you" })).toBeVisible();
  await outside.close();

  await page.goto("/authority/cases?lang=en");
  await page.getByLabel("Title").fill("Two packs, one code");
  await page.getByRole("button", { name: "Open a case" }).click();
  await expect(page.getByText("Done.")).toBeVisible();
  await page.goto("/authority/reports?lang=en");
  const report = page.getByRole("article").filter({ hasText: "Two packs at one yard, one code." });
  await report.getByLabel("Reason").fill("To be looked into.");
  await report.getByLabel("Take into case").selectOption({ index: 1 });
  await report.getByRole("button", { name: "Decide" }).click();
  await expect(report.getByText("in a case")).toBeVisible();

  await page.goto(`/authority/passport?lang=en&product=${encodeURIComponent(sibling.path)}`);
  // Art. 77(2)(b): the study behind the version, with every line.
  const study = page.getByRole("link", { name: /^The full study behind declaration \d+$/ }).first();
  const answer = await page.request.get((await study.getAttribute("href")) ?? "");
  expect(answer.status()).toBe(200);
  await page.getByLabel("Question").fill("How many of these packs were labelled?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText("No answer yet")).toBeVisible();

  const inside = await browser.newContext();
  const maker = await inside.newPage();
  await enter(maker, registry, "exporter");
  await maker.goto("/console?lang=en");
  await maker.getByRole("link", { name: "Open questions" }).click();
  const question = maker.getByRole("article").filter({ hasText: "How many of these packs" });
  await question.getByLabel("Answer").fill("One, on 3 November.");
  await question.getByRole("button", { name: "Send answer" }).click();
  await expect(question.getByText("One, on 3 November.")).toBeVisible();
  expect((await maker.request.get(sibling.path)).ok()).toBe(true);
  expect(await (await maker.request.get(`${sibling.path}?lang=en`)).text()).not.toContain("3 November.");
  await inside.close();

  await page.reload();
  await expect(page.getByText("One, on 3 November.")).toBeVisible();
  await page.goto("/authority/cases?lang=en");
  await page
    .getByRole("row", { name: /Two packs, one code/ })
    .getByRole("link")
    .click();
  await expect(page.getByText("report taken in")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export case (ZIP)" }).click();
  const zip = info.outputPath("case.zip");
  await (await download).saveAs(zip);
  const folder = info.outputPath("case");
  execFileSync("python3", ["-m", "zipfile", "-e", zip, folder]);
  expect(fs.readdirSync(path.join(folder, "bundles")).length).toBeGreaterThan(0);
  const verdicts: unknown = JSON.parse(
    execFileSync(
      "node",
      [
        "server/cli/cellproof.mjs",
        "verify",
        path.join(folder, "bundles"),
        "--policy",
        path.join(folder, "policy.txt"),
        "--json",
      ],
      { encoding: "utf8" },
    ),
  );
  expect(JSON.stringify(verdicts)).toContain('"overall":"holds"');
});
