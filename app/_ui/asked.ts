import { forbidden, notFound, redirect } from "next/navigation";
import { refusalOf } from "../../server/trpc.ts";
import { pagePath } from "./page-path.ts";

/**
 * The registry's answer for a screen. What it refuses becomes the page a browser expects: 404 for what does not exist,
 * the sign-in page for nobody, 403 for the wrong role. Everything else is our fault and goes on to the error page.
 */
export async function asked<T>(question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    if (refusal.code === "NOT_SIGNED_IN") redirect(signInFor(await pagePath()));
    if (refusal.code === "NOT_ALLOWED") forbidden();
    if (refusal.status === 404 || refusal.code === "INVALID_INPUT") notFound();
    throw error;
  }
}

/** Address of the sign-in page that leads back to `path`. */
export function signInFor(path: string): string {
  return `/sign-in?next=${encodeURIComponent(path)}`;
}
