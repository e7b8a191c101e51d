/** Signs with an operator's key. One interface, so that an external signing service or an HSM can stand behind it. */
export interface Signer {
  /** ES256 over `bytes`: 64 bytes, r then s. Throws when the key is unknown, retired, or not in this signer's reach. */
  sign(kid: string, bytes: Uint8Array): Promise<Uint8Array>;
}
