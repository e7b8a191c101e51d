/** Name of the form of an operator's archive, with its version. */
export const archiveFormat = "cellproof-tenant-1.0";

/** What an archive says of itself: the last of its files. */
export interface ArchiveManifest {
  readonly format: typeof archiveFormat;
  /** PUBLIC_URL of the registry it was taken from: identifiers in it are made of it. */
  readonly publicUrl: string;
  readonly operator: { readonly id: string; readonly slug: string; readonly name: string };
  /** RFC 3339 UTC. */
  readonly exportedAt: string;
  /** Verification key of the log that its bundles are proved in. */
  readonly logKey: string;
  /** What is not in it, in words. */
  readonly leftOut: readonly string[];
  readonly files: readonly ArchivedFile[];
}

export interface ArchivedFile {
  readonly name: string;
  readonly bytes: number;
  /** Hexadecimal SHA-256. */
  readonly sha256: string;
}

/** The file of the manifest. */
export const manifestName = "manifest.json";
/** Entries of the log that rows refer to, in the order of the log: `{"hash", "entry"}`, hexadecimal and base64. */
export const entriesName = "log/entries.jsonl";
/** Bundles of every version as the registry of the archive proves them: `{"passport", "version", "body"}`. */
export const bundlesName = "evidence/bundles.jsonl";
/** The passports as anybody reads them, in the compressed form of EN 18223. */
export const documentsName = "content/passports.jsonl";

/** The file a part of a table stands in. */
export function tableFile(part: "content" | "state", table: string, count: number): string {
  return `${part}/${table}-${String(count).padStart(4, "0")}.jsonl`;
}

/** The table whose rows a file holds; null for other files. */
export function tableIn(name: string): string | null {
  return /^(?:content|state)\/([a-z_]+)-\d{4,}\.jsonl$/.exec(name)?.[1] ?? null;
}

/** Lines of a file of rows; throws TypeError for what is no UTF-8. */
export function linesOf(bytes: Uint8Array): readonly string[] {
  return new TextDecoder("utf-8", { fatal: true })
    .decode(bytes)
    .split("\n")
    .filter((line) => line !== "");
}
