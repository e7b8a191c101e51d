/**
 * Identifier of a passport as the standard document and its API name it.
 *
 * @param passportId UUID.
 *
 * Source: EN 18223, `digitalProductPassportId`; RFC 9562, section 4.
 */
export function dppIdOf(passportId: string): string {
  return `urn:uuid:${passportId}`;
}

/** The UUID in such an identifier, lower case; null for any other text: no passport has it. */
export function passportIdOf(dppId: string): string | null {
  const uuid = /^urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(dppId)?.[1];
  return uuid?.toLowerCase() ?? null;
}
