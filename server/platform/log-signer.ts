import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { HaltCode, HaltReason } from "../domain/transparency/halt-reason.ts";
import { haltSentence, isHaltCode } from "../domain/transparency/halt-reason.ts";
import { seal, unseal } from "./key-store.ts";
import type { Logger } from "./logger.ts";
import { createLogger } from "./logger.ts";

/** A key of the log as it may lie in the database. */
export interface NewLogKey {
  /** Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** PKCS #8, encrypted with AES-256-GCM and bound to the log's origin. */
  readonly encryptedPrivateKey: Uint8Array;
}

/** Why nothing is signed any more. */
export interface Halt {
  /** Null for a halt that a version before codes has kept. */
  readonly code: HaltCode | null;
  readonly params: HaltReason["params"];
  /** In English, for the program's output. */
  readonly reason: string;
  /** RFC 3339 UTC. */
  readonly at: string;
}

/** Why nothing was signed last time although the log is not halted. */
export interface Delay {
  /** Null for what is not ours to word: an error of the database or of a key. */
  readonly code: HaltCode | null;
  readonly reason: string;
}

/**
 * Signs states of the transparency log, and remembers outside the database what was signed last: whoever changes the
 * database cannot change that memory with it. Once halted, nothing is signed until a person has acted.
 */
export interface LogSigner {
  /** A new Ed25519 key of the log called `origin`. */
  createKey(origin: string): NewLogKey;
  /** Ed25519 over `bytes`, 64 bytes. Throws when halted, or when the key does not open. */
  sign(origin: string, encryptedPrivateKey: Uint8Array, bytes: Uint8Array): Uint8Array;
  /** The note signed last, as kept outside the database; null when there is none. */
  lastNote(): string | null;
  /** Keeps a note outside the database, on the disk before this returns. */
  keepNote(note: string): void;
  /** Whether a database with checkpoints may be believed although nothing is remembered outside it. */
  readonly mayBelieveDatabase: boolean;
  /** Null while signing goes on. */
  halted(): Halt | null;
  halt(reason: HaltReason, at: Date): void;
  /** A person looked, and what was wrong is put right. */
  resume(): void;
  /** Why nothing was signed last time although the log is not halted; null when it was. */
  delayed(): Delay | null;
  setDelayed(delay: Delay | null): void;
  readonly logger: Logger;
}

/** Where a log signer remembers: a folder, or memory in tests. */
interface LogMemory {
  read(name: MemoryName): string | null;
  write(name: MemoryName, text: string): void;
  remove(name: MemoryName): void;
}

type MemoryName = "checkpoint" | "halted";

/** A signer that remembers in `folder`, which no backup of the database may contain. */
export function createLogSigner(options: {
  /** 32 bytes. */
  readonly keyEncryptionKey: Uint8Array;
  readonly folder: string;
  readonly mayBelieveDatabase: boolean;
  readonly logger: Logger;
}): LogSigner {
  return signerWith(diskMemory(options.folder), options);
}

/** A signer for tests: what it remembers ends with it. */
export function memoryLogSigner(
  keyEncryptionKey: Uint8Array,
  { mayBelieveDatabase = true }: { readonly mayBelieveDatabase?: boolean } = {},
): LogSigner {
  const kept = new Map<MemoryName, string>();
  const memory: LogMemory = {
    read: (name) => kept.get(name) ?? null,
    write: (name, text) => void kept.set(name, text),
    remove: (name) => void kept.delete(name),
  };
  return signerWith(memory, { keyEncryptionKey, mayBelieveDatabase, logger: createLogger(() => {}) });
}

function signerWith(
  memory: LogMemory,
  {
    keyEncryptionKey,
    mayBelieveDatabase,
    logger,
  }: {
    readonly keyEncryptionKey: Uint8Array;
    readonly mayBelieveDatabase: boolean;
    readonly logger: Logger;
  },
): LogSigner {
  if (keyEncryptionKey.length !== 32)
    throw new Error("KEY_ENCRYPTION_KEY must be 32 bytes, written as base64.");
  const secret = Buffer.from(keyEncryptionKey);
  const opened = new Map<string, KeyObject>();
  let delay: Delay | null = null;
  const open = (origin: string, encrypted: Uint8Array): KeyObject => {
    const plain = unseal(secret, nameOf(origin), Buffer.from(encrypted));
    try {
      return createPrivateKey({ key: plain, format: "der", type: "pkcs8" });
    } finally {
      plain.fill(0);
    }
  };
  const halted = (): Halt | null => {
    const text = memory.read("halted");
    return text === null ? null : readHalt(text);
  };
  return {
    createKey(origin) {
      const pair = generateKeyPairSync("ed25519");
      const { x } = pair.publicKey.export({ format: "jwk" });
      if (x === undefined) throw new Error("An Ed25519 key has one coordinate.");
      const plain = pair.privateKey.export({ format: "der", type: "pkcs8" });
      const encryptedPrivateKey = seal(secret, nameOf(origin), plain);
      plain.fill(0);
      return { publicKey: new Uint8Array(Buffer.from(x, "base64url")), encryptedPrivateKey };
    },
    sign(origin, encryptedPrivateKey, bytes) {
      const halt = halted();
      if (halt !== null) throw new Error(`The log is halted: ${halt.reason}`);
      const name = Buffer.from(encryptedPrivateKey).toString("base64");
      const key = opened.get(name) ?? open(origin, encryptedPrivateKey);
      opened.set(name, key);
      return new Uint8Array(sign(null, bytes, key));
    },
    lastNote: () => memory.read("checkpoint"),
    keepNote: (note) => memory.write("checkpoint", note),
    mayBelieveDatabase,
    halted,
    halt({ code, params }, at) {
      if (halted() !== null) return;
      const reason = haltSentence({ code, params });
      memory.write("halted", JSON.stringify({ code, params, reason, at: at.toISOString() } satisfies Halt));
      logger.error("the transparency log is halted: nothing is signed until its keeper acts", { reason });
    },
    resume: () => memory.remove("halted"),
    delayed: () => delay,
    setDelayed(next) {
      if (next !== null && next.reason !== delay?.reason)
        logger.error("the transparency log is not signed, and will be tried again", { reason: next.reason });
      delay = next;
    },
    logger,
  };
}

function readHalt(text: string): Halt {
  const kept: unknown = JSON.parse(text);
  const known = typeof kept === "object" && kept !== null ? kept : {};
  return {
    code: "code" in known && typeof known.code === "string" && isHaltCode(known.code) ? known.code : null,
    params: "params" in known ? textsOf(known.params) : {},
    reason: "reason" in known ? String(known.reason) : text,
    at: "at" in known ? String(known.at) : "",
  };
}

function textsOf(value: unknown): HaltReason["params"] {
  const members = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(members.map(([name, text]) => [name, String(text)]));
}

/** Files of one folder, each replaced whole: a program killed while it writes leaves the old one or the new one. */
function diskMemory(folder: string): LogMemory {
  const file = (name: MemoryName): string => path.join(folder, name);
  return {
    read(name) {
      try {
        return fs.readFileSync(file(name), "utf8");
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    write(name, text) {
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      const part = `${file(name)}.${randomBytes(6).toString("hex")}.part`;
      fs.writeFileSync(part, text, { mode: 0o600, flag: "wx", flush: true });
      fs.renameSync(part, file(name));
      syncFolder(folder);
    },
    remove(name) {
      fs.rmSync(file(name), { force: true });
      if (fs.existsSync(folder)) syncFolder(folder);
    },
  };
}

/** A renamed file is only sure to be there once its folder is on the disk. Windows knows no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** What the stored key is bound to: no key of an operator can be put in its place. */
function nameOf(origin: string): string {
  return `log ${origin}`;
}
