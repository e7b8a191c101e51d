import type { consoleText as en } from "../en/console.ts";
import type { SameKeys } from "../shape.ts";

export const consoleText: SameKeys<typeof en> = {
  title: "console",
};
