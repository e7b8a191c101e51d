import path from "node:path";
import { decodeBase64, encodeBase64 } from "../domain/record/base64.ts";
import type { CompactRange } from "../domain/transparency/compact-range.ts";
import { emptyRange } from "../domain/transparency/compact-range.ts";
import type { Followed } from "../domain/transparency/follow.ts";
import { followNothing } from "../domain/transparency/follow.ts";
import { readIfThere, replaceDurably } from "./durable-file.ts";

/** Something a monitor has to tell. */
export interface Finding {
  /** `unsound`: no honest log does this. `alert`: whoever watches has to look. `news`: what happened. */
  readonly level: "unsound" | "alert" | "news";
  readonly kind: string;
  /** Place in the log, when it is about one entry. */
  readonly index?: number;
  readonly params: Readonly<Record<string, string>>;
}

/** What a monitor knows of a log when it stops. */
export interface MonitorState {
  /** The policy as it was given: later runs need not repeat it. */
  readonly policy: string;
  readonly range: CompactRange;
  /** The last checkpoint that was followed to its end; empty before the first. */
  readonly checkpoint: string;
  readonly followed: Followed;
  /** Whom and what it watched while it read. */
  readonly watched: readonly string[];
  /** Digests of the artefacts of watched passports: `subject version` to digests. */
  readonly artifacts: ReadonlyMap<string, readonly string[]>;
  /** What the log has signed and cannot take back. */
  readonly unsound: readonly Finding[];
}

export function newMonitorState(policy: string): MonitorState {
  return {
    policy,
    range: emptyRange,
    checkpoint: "",
    followed: followNothing(),
    watched: [],
    artifacts: new Map(),
    unsound: [],
  };
}

/** The state kept in this folder; null when there is none. Throws in words when it is damaged. */
export function readMonitorState(folder: string): MonitorState | null {
  const file = fileIn(folder);
  const text = readIfThere(file);
  if (text === null) return null;
  try {
    const kept: KeptState = JSON.parse(text);
    const hashes = kept.hashes.map((hash) => {
      const bytes = decodeBase64(hash);
      if (!bytes.ok) throw new Error("not base64");
      return bytes.value;
    });
    return {
      policy: kept.policy,
      range: { size: kept.size, hashes },
      checkpoint: kept.checkpoint,
      followed: {
        passports: new Map(kept.passports.map(([subject, version, leaf]) => [subject, { version, leaf }])),
        lists: new Map(kept.lists),
        keys: new Map(kept.keys),
      },
      watched: kept.watched,
      artifacts: new Map(kept.artifacts),
      unsound: kept.unsound,
    };
  } catch (error) {
    throw new Error(`${file} is damaged. Keep it as evidence, and start again in another folder.`, {
      cause: error,
    });
  }
}

/** Keeps the state, on the disk when this returns. */
export function writeMonitorState(folder: string, state: MonitorState): void {
  const { followed } = state;
  const kept: KeptState = {
    policy: state.policy,
    size: state.range.size,
    hashes: state.range.hashes.map((hash) => encodeBase64(hash)),
    checkpoint: state.checkpoint,
    passports: [...followed.passports].map(([subject, { version, leaf }]) => [subject, version, leaf]),
    lists: [...followed.lists],
    keys: [...followed.keys],
    watched: state.watched,
    artifacts: [...state.artifacts],
    unsound: state.unsound,
  };
  replaceDurably(fileIn(folder), `${JSON.stringify(kept)}\n`);
}

/** Keeps two states of the log that contradict each other, for others to see. Answers the file. */
export function writeEvidence(folder: string, name: string, notes: readonly string[]): string {
  const file = path.join(folder, "evidence", `${name}.txt`);
  replaceDurably(file, notes.join("\n----\n\n"));
  return file;
}

/** The state as JSON: maps as lists of their entries. */
interface KeptState {
  readonly policy: string;
  readonly size: number;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
  readonly passports: readonly (readonly [subject: string, version: number, leaf: string])[];
  readonly lists: readonly (readonly [string, number])[];
  readonly keys: readonly (readonly [
    string,
    { readonly state: "add" | "retire" | "compromise"; readonly thumbprint: string },
  ])[];
  readonly watched: readonly string[];
  readonly artifacts: readonly (readonly [string, readonly string[]])[];
  readonly unsound: readonly Finding[];
}

function fileIn(folder: string): string {
  return path.join(folder, "monitor.json");
}
