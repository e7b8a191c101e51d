import { exampleAt, exampleBundle, examplePolicy } from "../test/example-evidence.ts";
import { bundledPage, inBrowser, styleSheet } from "./browser.ts";
import type { Ratio } from "./measure.ts";
import { median } from "./measure.ts";

/** A person with a phone in a customs shed waits no longer than this. */
const budgetMs = 200;
const slowdown = 4;
const address = "https://bench.example/verify";

/**
 * From the click on "Check" on `/verify` to the frame that shows the verdict, for one record with all that belongs to it
 * (signature, both lists unpacked, three proofs with cosignatures), on a processor that Chromium slows down four times.
 * Each time a page that was just opened, as somebody finds it who pastes a record: it has rehearsed on another record, as
 * every page of `/verify` does while nobody waits.
 *
 * As with the keystroke, the peer is what was promised and not a program.
 */
export async function verifyPageRatios(quick: boolean): Promise<readonly Ratio[]> {
  const [script, bundle] = await Promise.all([bundledPage("verify-page.tsx"), exampleBundle()]);
  const times = await inBrowser(async (browser) => {
    const found: number[] = [];
    for (let round = 0; round < (quick ? 5 : 15); round += 1) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      // An address of its own with TLS: without it a browser gives no page the means to check a signature.
      await page.route(address, (route) =>
        route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Bench</title>" }),
      );
      await page.goto(address);
      await page.addStyleTag({ path: styleSheet });
      await page.addScriptTag({ content: script });
      await page.locator("textarea[name=record]").fill(bundle);
      await page
        .locator("details", { has: page.locator("textarea[name=policy]") })
        .locator("summary")
        .first()
        .click();
      await page.locator("textarea[name=policy]").fill(examplePolicy);
      await page.locator("input[name=at]").fill(exampleAt);
      await page.waitForFunction("performance.getEntriesByName('verify-rehearsed').length > 0");
      const session = await context.newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
      found.push(Number(await page.evaluate("checkOnce()")));
      await context.close();
    }
    return found;
  });
  return [
    {
      name: `verify-page-slowed-${String(slowdown)}-times-per-${String(budgetMs)}-ms`,
      ratio: median(times) / budgetMs,
      ours: "click to the frame with the verdict on a whole bundle on /verify, in Chromium slowed four times",
      peer: "200 ms, as was promised",
      limit: 1,
    },
  ];
}
