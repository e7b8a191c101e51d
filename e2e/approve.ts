import type { Browser, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { signIn } from "./session.ts";

interface Reviewer {
  readonly email: string;
  readonly password: string;
}

/** Submits the draft on the page; the same page then shows it in review. */
export async function submitForReview(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Submit for review" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Submit for review" }).click();
  await expect(page.getByRole("button", { name: "Withdraw the submission" })).toBeVisible();
}

/** A second person signs in, finds on their overview what waits for them, looks at it and approves it. */
export async function approveAs(
  browser: Browser,
  baseURL: string,
  reviewer: Reviewer,
  subject: string,
): Promise<void> {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  await signIn(page, { email: reviewer.email, password: reviewer.password, next: "/console" });
  await page.getByRole("link", { name: new RegExp(`^Review declaration \\d+ of ${subject}`) }).click();
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(page.getByText("A signer may release it now.").first()).toBeVisible();
  await context.close();
}
