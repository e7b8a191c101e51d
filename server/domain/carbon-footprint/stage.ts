import type { Method } from "./request.ts";

/**
 * Life-cycle stages of each calculation method, in the order they are reported. The use stage belongs to none.
 *
 * Source: MEE draft (March 2025) eq. (1) for `mee-partial`; ISO 14067:2018 cradle-to-gate as two stages, the first one
 * with inbound transport.
 */
export const stages = {
  "mee-partial": ["raw_materials_and_parts", "production", "distribution"],
  "iso14067-ctg": ["raw_materials", "production"],
} as const satisfies Partial<Readonly<Record<Method, readonly string[]>>>;
