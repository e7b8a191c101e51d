/**
 * Leaf hash of a log entry: `sha256` of a zero byte and the entry. Answers what the hash function answers, at once or as
 * a promise.
 *
 * Source: RFC 6962 section 2.1.
 */
export function leafHash<Hash>(entry: Uint8Array, sha256: (bytes: Uint8Array) => Hash): Hash {
  const bytes = new Uint8Array(entry.length + 1);
  bytes.set(entry, 1);
  return sha256(bytes);
}
