import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Ratio } from "./measure.ts";
import { compareCosts, milliseconds } from "./measure.ts";

const startScript = fileURLToPath(new URL("../start.mjs", import.meta.url));

/** The scanned page against a bare `node:http` server in a process of its own that sends the same compressed bytes. */
export async function pageRatios(quick: boolean): Promise<readonly Ratio[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "cellproof-bench-"));
  const port = await freePort();
  const registry = spawn(process.execPath, [startScript], {
    // Settings of whoever measures stay out of it.
    env: {
      ...process.env,
      ...{ PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir },
      ...{ DATABASE_URL: "", PUBLIC_URL: "", DEMO: "1", KEY_ENCRYPTION_KEY: "" },
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  let bare: ChildProcess | undefined;
  try {
    const origin = `http://127.0.0.1:${port}`;
    await ready(`${origin}/readyz`, registry);
    const page = `${origin}${await firstProductPath(origin, agent)}`;
    const answer = await fetchPage(page, agent);
    if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}`);
    const barePort = await freePort();
    bare = bareServer(barePort, answer);
    await ready(`http://127.0.0.1:${barePort}/`, bare);

    const warmCount = quick ? 500 : 3000;
    const coldCount = quick ? 40 : 150;
    let unseen = 0;
    const load = (count: number, url: () => string) =>
      milliseconds(() => inParallel(count, 16, () => fetchPage(url(), agent)));
    const peer = (count: number) => load(count, () => `http://127.0.0.1:${barePort}/`);
    return [
      {
        name: "public-page-from-cache-per-bare-server",
        ratio: await compareCosts(
          quick ? 5 : 11,
          () => load(warmCount, () => page),
          () => peer(warmCount),
        ),
        ours: "passport page from the front's cache, 16 connections",
        peer: `bare node:http, the same ${answer.body.length} bytes`,
        limit: 2,
      },
      {
        name: "public-page-cold-per-bare-server",
        // Another query text is another page to the cache: database, signature check and rendering each time.
        ratio: await compareCosts(
          quick ? 3 : 7,
          () => load(coldCount, () => `${page}?bench=${(unseen += 1)}`),
          () => peer(coldCount),
        ),
        ours: "the same page never asked for before: database, verification, rendering, compression",
        peer: "bare node:http, the same bytes",
        limit: 120,
      },
    ];
  } finally {
    agent.destroy();
    bare?.kill();
    registry.kill("SIGTERM");
    if (registry.exitCode === null) await once(registry, "exit");
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

function fetchPage(url: string, agent: http.Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { accept: "text/html", "accept-encoding": "br", "accept-language": "en" };
    http
      .get(url, { agent, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts),
          });
        });
      })
      .on("error", reject);
  });
}

async function inParallel(count: number, width: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** The peer: nothing but headers and bytes. */
function bareServer(port: number, { headers, body }: Answer): ChildProcess {
  const kept = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !["date", "connection", "keep-alive"].includes(name)),
  );
  const program = `
    const http = require("node:http");
    const body = Buffer.from(process.env.BODY, "base64"), headers = JSON.parse(process.env.HEADERS);
    http.createServer((request, response) => { response.writeHead(200, headers); response.end(body); }).listen(${port}, "127.0.0.1");`;
  return spawn(process.execPath, ["-e", program], {
    env: { ...process.env, BODY: body.toString("base64"), HEADERS: JSON.stringify(kept) },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function firstProductPath(origin: string, agent: http.Agent): Promise<string> {
  const sitemap = await fetchPage(`${origin}/sitemap.xml`, agent);
  const found = /<loc>[^<]*?(\/01\/\d{14})<\/loc>/.exec(await text(sitemap));
  if (found?.[1] === undefined) throw new Error("The demonstration's site map names no model page.");
  return found[1];
}

async function text({ headers, body }: Answer): Promise<string> {
  if (headers["content-encoding"] !== "br") return body.toString("utf8");
  const { brotliDecompressSync } = await import("node:zlib");
  return brotliDecompressSync(body).toString("utf8");
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server behind ${url} ended with ${child.exitCode}.`);
    try {
      const { status } = await fetch(url);
      if (status === 200) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("No port.");
  return address.port;
}
