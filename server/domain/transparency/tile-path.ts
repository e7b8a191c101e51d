import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { tileHashes } from "./tree.ts";

/** A tile of hashes by its level, or a bundle of 256 entries. */
export interface TileName {
  /** 0 to 63, or `entries`. */
  readonly level: number | "entries";
  readonly n: number;
  /** Hashes or entries in it, 1 to 256. */
  readonly width: number;
}

/**
 * Path of a tile below the address of the log, without a leading slash.
 *
 * Source: C2SP tlog-tiles.
 *
 * @example Tile 1234067 of level 0 with 3 hashes is `tile/0/x001/x234/067.p/3`; a full one ends with `067`.
 */
export function tilePath(level: TileName["level"], n: number, width: number = tileHashes): string {
  const digits = String(n);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const groups = padded.match(/\d{3}/g) ?? [];
  const place = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join("/");
  return `tile/${level}/${place}${width === tileHashes ? "" : `.p/${width}`}`;
}

/**
 * Reads the path of a tile; only the one spelling that `tilePath` writes is accepted. Problem: `E_LOG_TILE_PATH`.
 *
 * Source: C2SP tlog-tiles.
 */
export function parseTilePath(path: string): Parsed<TileName> {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return reject("E_LOG_TILE_PATH");
  const [, levelText = "", place = "", widthText] = match;
  const level = levelText === "entries" ? levelText : Number(levelText);
  const n = Number(place.replaceAll(/[x/]/g, ""));
  const width = widthText === undefined ? tileHashes : Number(widthText);
  const isTile =
    (level === "entries" || level <= 63) && Number.isSafeInteger(n) && width >= 1 && width <= tileHashes;
  // A width of 256 is spelled without `.p`, and neither groups nor numbers have needless zeros.
  return isTile && tilePath(level, n, width) === path
    ? accept({ level, n, width })
    : reject("E_LOG_TILE_PATH");
}
