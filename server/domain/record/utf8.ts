/** The text of well-formed UTF-8, a mark at its beginning included; null for anything else. Source: RFC 3629. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Made once: making one costs as much as decoding a record. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
