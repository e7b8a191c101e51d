import type { LogContext } from "./publish.ts";
export function askWitnesses(_ctx: LogContext): void {}
