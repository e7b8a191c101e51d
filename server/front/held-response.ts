import http from "node:http";
import type { OutgoingHttpHeader, OutgoingHttpHeaders } from "node:http";

/** What the handler answered, in whole. */
export interface HeldAnswer {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

interface Hold {
  readonly wants: (response: HeldResponse) => boolean;
  readonly chunks: Buffer[];
  bytes: number;
  readonly settle: (answer: HeldAnswer | undefined) => void;
}

/** Longer answers are passed on as they come and not kept. */
const maxHeldBytes = 4 * 1024 * 1024;

/**
 * A response that can be held back until it is whole, and that gets the house's headers in the moment its own are
 * sent, unless the handler has set them.
 */
export class HeldResponse extends http.ServerResponse {
  /** Set before the handler runs. */
  defaults: readonly (readonly [name: string, value: string])[] = [];
  private held: Hold | undefined;

  /**
   * Keeps what the handler writes, if `wants` says so once status and headers stand; resolves with the whole answer,
   * with nothing sent. Resolves to undefined when the answer is not wanted or too long, and then it goes out as it comes.
   */
  hold(wants: (response: HeldResponse) => boolean): Promise<HeldAnswer | undefined> {
    return new Promise((settle) => {
      this.held = { wants, chunks: [], bytes: 0, settle };
      this.once("close", () => settle(undefined));
    });
  }

  override writeHead(
    status: number,
    reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
    given?: OutgoingHttpHeaders | OutgoingHttpHeader[],
  ): this {
    this.statusCode = status;
    if (typeof reason === "string") this.statusMessage = reason;
    for (const [name, value] of pairs(typeof reason === "string" ? given : reason))
      this.setHeader(name, value);
    if (this.held !== undefined) return this;
    for (const [name, value] of this.defaults) if (!this.hasHeader(name)) this.setHeader(name, value);
    return super.writeHead(status);
  }

  override flushHeaders(): void {
    if (this.held === undefined) super.flushHeaders();
  }

  override write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    if (this.keep(chunk, encoding)) {
      call(callback ?? encoding);
      return true;
    }
    return super.write(toBuffer(chunk, encoding), () => call(callback ?? encoding));
  }

  override end(chunk?: unknown, encoding?: unknown, callback?: unknown): this {
    const last = typeof chunk === "function" ? undefined : chunk;
    if (this.keep(last ?? "", encoding)) {
      const answer = this.release();
      call([chunk, encoding, callback].find((argument) => typeof argument === "function"));
      answer();
      return this;
    }
    const done = [chunk, encoding, callback].find((argument) => typeof argument === "function");
    if (last === undefined || last === null) return super.end(() => call(done));
    return super.end(toBuffer(last, encoding), () => call(done));
  }

  /** True when the chunk was kept; false when it must be sent, with everything kept so far sent before it. */
  private keep(chunk: unknown, encoding: unknown): boolean {
    const hold = this.held;
    if (hold === undefined) return false;
    const bytes = toBuffer(chunk, encoding);
    if (hold.wants(this) && hold.bytes + bytes.length <= maxHeldBytes) {
      // Whoever writes may use its bytes again.
      hold.chunks.push(Buffer.from(bytes));
      hold.bytes += bytes.length;
      return true;
    }
    this.held = undefined;
    hold.settle(undefined);
    for (const kept of hold.chunks) super.write(kept);
    return false;
  }

  private release(): () => void {
    const hold = this.held;
    this.held = undefined;
    const headers = this.getHeaderNames().map((name) => [name, String(this.getHeader(name))] as const);
    for (const [name] of headers) this.removeHeader(name);
    return () => hold?.settle({ headers, body: Buffer.concat(hold.chunks) });
  }
}

function pairs(
  headers: OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined,
): (readonly [string, OutgoingHttpHeader])[] {
  if (headers === undefined) return [];
  if (!Array.isArray(headers))
    return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return headers.flatMap((name, index) => {
    const value = headers[index + 1];
    return index % 2 === 0 && value !== undefined ? [[String(name), value] as const] : [];
  });
}

function toBuffer(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === "string") return Buffer.from(chunk, isEncoding(encoding) ? encoding : "utf8");
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new TypeError("A body is text or bytes.");
}

function isEncoding(value: unknown): value is BufferEncoding {
  return typeof value === "string" && Buffer.isEncoding(value);
}

function call(callback: unknown): void {
  if (typeof callback === "function") process.nextTick(callback);
}
