import http from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { decodeUtf8 } from "../domain/record/utf8.ts";
import { parseCheckpoint } from "../domain/transparency/checkpoint.ts";
import { formatVkey, parseVkey } from "../domain/transparency/note.ts";
import type { Vkey } from "../domain/transparency/note.ts";
import type { Witness } from "./cosign.ts";
import { cosign, maxRequestBytes } from "./cosign.ts";
import type { CliIo } from "./io.ts";
import { messageOf } from "./io.ts";
import { openWitnessKey, WitnessStates } from "./witness-state.ts";

const usage = `cellproof witness --state DIR --log VKEY... [--name NAME] --listen HOST:PORT
cellproof witness --state DIR --log VKEY... [--name NAME] --checkpoint FILE [--proof FILE]

Signs states of transparency logs, each only when it continues the last one it has signed. Key and memory stand in DIR;
the key is made at the first run, which needs --name, and its verifier key is printed and kept in DIR/vkey.
Whoever trusts this witness pins that key. Keep DIR: a copy of it brought back later would forget what was signed.

  --listen       answers POST /add-checkpoint (C2SP tlog-witness); port 0 takes a free one. Prints one line of JSON:
                 verifier key, address, process
  --checkpoint   signs one file and prints the signature line: a checkpoint, or a whole add-checkpoint request. A
                 checkpoint that is newer than the last one signed needs its consistency proof, one base64 hash a line
  --until-input-ends   stops when standard input ends: for a program that starts a witness of its own

Exit: 0 signed, or stopped when asked to; 1 the log is unsound; 2 nothing signed for another reason.
`;

const stopped = { done: 0, unsound: 1, refused: 2 } as const;

/**
 * Runs a witness until it is told to stop, or signs one file.
 *
 * Answers the exit code: 0 signed or stopped, 1 the log is unsound, 2 nothing was signed for another reason.
 */
export async function runWitness(args: readonly string[], io: CliIo): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    io.err(`cellproof witness: ${options}\n\n${usage}`);
    return stopped.refused;
  }
  if (options === null) {
    io.out(usage);
    return stopped.done;
  }
  try {
    const witness: Witness = {
      key: openWitnessKey(options.state, options.name),
      logs: options.logs,
      states: new WitnessStates(options.state),
      now: () => new Date(),
    };
    return options.listen === undefined
      ? await signOne(witness, options.checkpoint, options.proof, io)
      : await serve(witness, options.listen, options.untilInputEnds, io);
  } catch (error) {
    io.err(`cellproof witness: ${messageOf(error)}\n`);
    return stopped.refused;
  }
}

/** A witness that answers over HTTP. */
export interface RunningWitness {
  /** Without a slash at the end. */
  readonly url: string;
  /** Whether a log showed itself unsound. */
  sawUnsound(): boolean;
  close(): Promise<void>;
}

/** Listens for `add-checkpoint`. Rejects when the address cannot be had. */
export async function listen(
  witness: Witness,
  { host, port }: { readonly host: string; readonly port: number },
  report: (line: string) => void,
): Promise<RunningWitness> {
  let sawUnsound = false;
  const server = http.createServer((request, response) => {
    const answer = (status: number, contentType: string, body: string) => {
      response.writeHead(status, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
      response.end(body);
    };
    const path = request.url?.split("?")[0];
    if (path === "/" && request.method === "GET")
      return answer(200, "text/plain; charset=utf-8", `${formatVkey(witness.key.vkey)}\n`);
    if (path !== "/add-checkpoint") return answer(404, "text/plain; charset=utf-8", "Not found.\n");
    if (request.method !== "POST") {
      response.setHeader("allow", "POST");
      return answer(405, "text/plain; charset=utf-8", "Send a checkpoint with POST.\n");
    }
    void bodyOf(request)
      .then((body) => (body === null ? null : cosign(body, witness)))
      .then((answered) => {
        if (answered === null) {
          response.setHeader("connection", "close");
          answer(413, "text/plain; charset=utf-8", "The request is too large.\n");
          return;
        }
        if (answered.unsound !== undefined) {
          sawUnsound = true;
          report(`UNSOUND ${answered.unsound}`);
        }
        answer(answered.status, answered.contentType, answered.body);
      })
      .catch((error: unknown) => {
        report(`Nothing was signed: ${messageOf(error)}`);
        if (response.headersSent) response.destroy();
        else answer(500, "text/plain; charset=utf-8", "The witness cannot sign now.\n");
      });
  });
  server.requestTimeout = 30_000;
  server.maxConnections = 256;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    url: addressOf(server.address()),
    sawUnsound: () => sawUnsound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 5000).unref();
      }),
  };
}

async function serve(
  witness: Witness,
  address: { readonly host: string; readonly port: number },
  untilInputEnds: boolean,
  io: CliIo,
): Promise<number> {
  const running = await listen(witness, address, (line) => io.err(`${line}\n`));
  const told = new Promise<void>((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
    if (untilInputEnds) {
      process.stdin.once("end", () => resolve());
      process.stdin.once("error", () => resolve());
      process.stdin.resume();
    }
  });
  io.out(`${JSON.stringify({ vkey: formatVkey(witness.key.vkey), url: running.url, pid: process.pid })}\n`);
  await told;
  await running.close();
  return running.sawUnsound() ? stopped.unsound : stopped.done;
}

async function signOne(
  witness: Witness,
  checkpointFile: string,
  proofFile: string | undefined,
  io: CliIo,
): Promise<number> {
  const given = await io.readInput(checkpointFile);
  const text = decodeUtf8(given);
  const isRequest = text?.startsWith("old ") === true;
  const checkpoint = parseCheckpoint(given);
  if (!isRequest && !checkpoint.ok)
    throw new Error(`${checkpointFile} is not a checkpoint (${checkpoint.problems[0]?.code ?? ""}).`);
  const seen = checkpoint.ok ? witness.states.newest(checkpoint.value.origin) : null;
  const size = checkpoint.ok ? checkpoint.value.size : 0;
  if (!isRequest && seen !== null && size < seen.size)
    throw new Error(`This witness has signed a newer state of the log already, of ${seen.size} entries.`);
  if (!isRequest && seen !== null && size > seen.size && proofFile === undefined)
    throw new Error(
      `This witness last signed the log at ${seen.size} entries: give the consistency proof from there to ${size} with --proof.`,
    );
  const proof =
    proofFile === undefined ? "" : new TextDecoder().decode(await io.readInput(proofFile)).trimEnd();
  const request = isRequest
    ? given
    : new TextEncoder().encode(`old ${seen?.size ?? 0}\n${proof === "" ? "" : `${proof}\n`}\n${text ?? ""}`);
  const { status, body, unsound, code } = await cosign(request, witness);
  if (status === 200) {
    io.out(body);
    io.err(`Signed as ${formatVkey(witness.key.vkey)}\n`);
    return stopped.done;
  }
  if (unsound !== undefined) {
    io.err(`UNSOUND ${unsound}\n`);
    return stopped.unsound;
  }
  if (code === "E_LOG_CONSISTENCY") {
    io.err(`UNSOUND, or the proof was spoiled: ${body}`);
    return stopped.unsound;
  }
  io.err(
    status === 409
      ? `Not signed: this witness last signed the log at ${body.trim()} entries; the request starts from another size.\n`
      : `Not signed: ${body}`,
  );
  return stopped.refused;
}

interface Options {
  readonly state: string;
  readonly logs: readonly Vkey[];
  readonly name: string | undefined;
  readonly listen: { readonly host: string; readonly port: number } | undefined;
  readonly checkpoint: string;
  readonly proof: string | undefined;
  readonly untilInputEnds: boolean;
}

/** The options; a sentence about what is wrong with them; null when help is asked for. */
function readOptions(args: readonly string[]): Options | string | null {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      // `--log A B` names two logs, as does `--log A --log B`.
      allowPositionals: true,
      options: {
        state: text,
        log: { type: "string", multiple: true },
        name: text,
        listen: text,
        checkpoint: text,
        proof: text,
        "until-input-ends": flag,
        help: { ...flag, short: "h" },
      },
    });
  } catch (error) {
    return messageOf(error);
  }
  const { values, positionals } = parsed;
  if (values.help) return null;
  if (values.state === undefined) return "name the folder of the witness with --state DIR.";
  const logs = [...(values.log ?? []), ...(values.log === undefined ? [] : positionals)];
  if (logs.length === 0) return "name the key of at least one log with --log VKEY.";
  const vkeys: Vkey[] = [];
  for (const log of logs) {
    const vkey = parseVkey(log);
    if (!vkey.ok || vkey.value.type !== 1) return `${log} is not the verifier key of a log.`;
    vkeys.push(vkey.value);
  }
  if ((values.listen === undefined) === (values.checkpoint === undefined))
    return "say either --listen HOST:PORT or --checkpoint FILE.";
  const listen = values.listen === undefined ? undefined : readAddress(values.listen);
  if (listen === null) return `--listen needs an address such as 127.0.0.1:7380, not ${values.listen ?? ""}.`;
  const { name } = values;
  if (name !== undefined && (name === "" || /[\s+]/.test(name)))
    return "--name needs a name without spaces and plus signs, such as witness.example/w1.";
  return {
    state: values.state,
    logs: vkeys,
    name,
    listen,
    checkpoint: values.checkpoint ?? "-",
    proof: values.proof,
    untilInputEnds: values["until-input-ends"],
  };
}

function readAddress(text: string): { readonly host: string; readonly port: number } | null {
  const [, bracketed, plain, portText = ""] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):([0-9]{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(portText);
  return host === undefined || portText === "" || port > 65_535 ? null : { host, port };
}

function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("The witness has no address.");
  return `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`;
}

/** The body of a request; null when it is larger than any honest one. */
async function bodyOf(request: http.IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > maxRequestBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
