import type { Meaning } from "../platform/metrics.ts";
import type { PublicCache } from "./public-cache.ts";

/** Everything this process measures, and its words on `/metrics`. */
export function frontMeanings(cache: PublicCache): Readonly<Record<string, Meaning>> {
  return {
    cellproof_http_requests_total: { type: "counter", help: "Answers by kind of address and status." },
    cellproof_http_request_seconds: {
      type: "histogram",
      help: "Time from request to whole answer, by kind of address.",
    },
    cellproof_public_cache_total: {
      type: "counter",
      help: "Product URLs answered from memory (hit), by a rendering under way (shared), by a new one (miss).",
    },
    cellproof_public_cache_pages: {
      type: "gauge",
      help: "Public answers in memory.",
      read: () => cache.size().pages,
    },
    cellproof_public_cache_bytes: {
      type: "gauge",
      help: "Bytes they may take.",
      read: () => cache.size().bytes,
    },
    process_resident_memory_bytes: {
      type: "gauge",
      help: "Memory of this process.",
      read: () => process.memoryUsage().rss,
    },
    process_uptime_seconds: {
      type: "gauge",
      help: "Seconds since this process began.",
      read: () => Math.round(process.uptime()),
    },
  };
}
