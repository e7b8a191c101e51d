import type { helpText as en } from "../en/help.ts";
import type { SameKeys } from "../shape.ts";

export const helpText: SameKeys<typeof en> = {
  title: "help",
};
