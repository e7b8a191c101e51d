import { expect } from "./app.ts";
import type { Registry } from "./app.ts";

/** The first whole second of the registry's clock after now: what is done until then is done, what comes later is later. */
export async function momentAfterNow({ url }: Registry): Promise<string> {
  const clock = async () => {
    const { headers } = await fetch(url, { method: "HEAD" });
    return Date.parse(headers.get("date") ?? "");
  };
  const now = await clock();
  await expect.poll(clock).toBeGreaterThan(now + 1000);
  return new Date(now + 1000).toISOString();
}
