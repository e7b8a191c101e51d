/** Files by the hexadecimal SHA-256 of their bytes. Writing is all or nothing; the same bytes are kept once. */
export interface FileStore {
  put(bytes: Uint8Array): Promise<{ readonly sha256: string }>;
  /** Undefined when there is no such file. */
  get(sha256: string): Promise<Uint8Array | undefined>;
}
