import fs from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { z } from "zod";
import type { Registry } from "./app.ts";
import { testData } from "./test-data.ts";

const cookies = z.array(
  z.object({
    name: z.string(),
    value: z.string(),
    domain: z.string(),
    path: z.string(),
    expires: z.number(),
    httpOnly: z.boolean(),
    secure: z.boolean(),
    sameSite: z.enum(["Strict", "Lax", "None"]),
  }),
);

/**
 * Signs a page in as one of the people of the test data. All stories on one registry share one session of each person,
 * kept beside its data, which saves time.
 */
export async function enter(
  page: Page,
  { dataDir, password }: Registry,
  who: keyof typeof testData.people,
): Promise<void> {
  const kept = path.join(dataDir, `session-${who}.json`);
  if (fs.existsSync(kept)) {
    await page.context().addCookies(cookies.parse(JSON.parse(fs.readFileSync(kept, "utf8"))));
    return;
  }
  await signIn(page, { email: testData.people[who].email, password });
  fs.writeFileSync(kept, JSON.stringify(await page.context().cookies()));
}

interface SignIn {
  readonly email: string;
  readonly password: string;
  /** Where to go on; where the role leads when absent. */
  readonly next?: string;
  /** Address of a registry that is not the one of the run. */
  readonly url?: string;
}

/** A sign-in of its own, by hand. Fails at once, and with its words, when the page refuses it. */
export async function signIn(page: Page, { email, password, next, url = "" }: SignIn): Promise<void> {
  const query = new URLSearchParams({ lang: "en", ...(next === undefined ? {} : { next }) });
  await page.goto(`${url}/sign-in?${query.toString()}`);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const within = { timeout: 30_000 };
  const refusal = page.locator("form [role=alert], form .field-error").first();
  const refused = refusal.waitFor(within).then(
    () => true,
    () => false,
  );
  const left = page.waitForURL((reached) => reached.pathname !== "/sign-in", within);
  left.catch(() => {}); // said below, unless the page itself says why
  if (await Promise.race([refused, left.then(() => false)]))
    throw new Error(`${email} is not signed in: ${await refusal.innerText()}`);
  await left;
}
