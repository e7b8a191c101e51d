import { createHash } from "node:crypto";
import { promisify } from "node:util";
import zlib from "node:zlib";

/** A rendered public answer and its compressed forms. Never changed; a change makes the cache forget it. */
export interface Page {
  /** As the handler set them, without those that depend on the transfer: length, encoding, tag. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Same bytes and type, same tag: the part of the ETag before the encoding. */
  readonly tag: string;
  /** The body in one encoding; compressed at the first request for it. */
  readonly body: (encoding: Encoding) => Promise<Buffer>;
  readonly isCompressible: boolean;
  /** What it may take in memory, with every compressed form made. */
  readonly maxBytes: number;
}

export const encodings = ["br", "gzip", "identity"] as const;
export type Encoding = (typeof encodings)[number];

/** Public answers by path and variant, bounded in bytes; the longest unused go first. */
export interface PublicCache {
  get(path: string, variant: string): Page | undefined;
  begin(path: string, variant: string): Rendering;
  /** Forgets a product path and everything under it. */
  forget(path: string): void;
  forgetAll(): void;
  /** While nobody tells us of changes nothing is served from here and nothing kept. */
  setInformed(informed: boolean): void;
  size(): { readonly pages: number; readonly bytes: number };
}

/** A page being made. */
export interface Rendering {
  /** The path was forgotten since: who asks now wants a newer page. */
  readonly isOutdated: () => boolean;
  /** Stores the page, unless it is outdated already. */
  readonly keep: (page: Page) => void;
  readonly abandon: () => void;
}

export function createPublicCache(limits: {
  readonly maxBytes: number;
  /** Pages say what applies today: none is shown for longer than this. */
  readonly maxAgeMs: number;
  readonly now: () => number;
}): PublicCache {
  interface Entry {
    readonly path: string;
    readonly page: Page;
    readonly keptAt: number;
    readonly bytes: number;
  }
  // A Map keeps the order of insertion: the first entry is the one unused for longest.
  const entries = new Map<string, Entry>();
  const rendering = new Set<{ readonly path: string; outdated: boolean }>();
  let bytes = 0;
  let informed = false;

  const keyOf = (path: string, variant: string): string => `${path}\n${variant}`;
  const remove = (key: string): void => {
    bytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  const add = (key: string, entry: Entry): void => {
    entries.set(key, entry);
    bytes += entry.bytes;
    for (const oldest of entries.keys()) {
      if (bytes <= limits.maxBytes) break;
      remove(oldest);
    }
  };
  const forgetWhere = (matches: (path: string) => boolean): void => {
    for (const [key, entry] of entries) if (matches(entry.path)) remove(key);
    for (const render of rendering) if (matches(render.path)) render.outdated = true;
  };

  return {
    get(path, variant) {
      const key = keyOf(path, variant);
      const entry = entries.get(key);
      if (entry === undefined || !informed) return undefined;
      entries.delete(key);
      if (limits.now() - entry.keptAt >= limits.maxAgeMs) {
        bytes -= entry.bytes;
        return undefined;
      }
      entries.set(key, entry);
      return entry.page;
    },
    begin(path, variant) {
      const key = keyOf(path, variant);
      const render = { path, outdated: !informed };
      rendering.add(render);
      return {
        isOutdated: () => render.outdated,
        keep(page) {
          rendering.delete(render);
          if (render.outdated) return;
          remove(key);
          add(key, { path, page, keptAt: limits.now(), bytes: page.maxBytes });
        },
        abandon: () => void rendering.delete(render),
      };
    },
    forget: (path) => forgetWhere((kept) => kept === path || kept.startsWith(`${path}/`)),
    forgetAll: () => forgetWhere(() => true),
    setInformed(value) {
      informed = value;
      forgetWhere(() => true);
    },
    size: () => ({ pages: entries.size, bytes }),
  };
}

const compress: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer>>> = {
  // A page of ours is within one percent as small at 5 as at 9, for a tenth of the time or less: who scans first waits for it.
  br: (body) =>
    promisify(zlib.brotliCompress)(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => promisify(zlib.gzip)(body, { level: 9 }),
  identity: (body) => Promise.resolve(body),
};

/** Keys, headers and objects of one page. */
const bookkeepingBytes = 1024;

export function makePage(headers: Page["headers"], body: Buffer): Page {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const tag = createHash("sha256").update(`${type}\n`).update(body).digest("base64url").slice(0, 22);
  const bodies = new Map<Encoding, Promise<Buffer>>();
  const isCompressible =
    body.length >= 256 && /^(text\/|image\/svg|application\/(.*\+)?(json|xml|jwt)\b)/.test(type);
  return {
    headers,
    tag,
    isCompressible,
    maxBytes: body.length * (isCompressible ? encodings.length : 1) + bookkeepingBytes,
    body(encoding) {
      const made = bodies.get(encoding) ?? compress[encoding](body);
      bodies.set(encoding, made);
      return made;
    },
  };
}
