declare module "@digitalbazaar/credentials-context" {
  /** W3C's contexts of verifiable credentials, by address. */
  export const contexts: ReadonlyMap<string, object>;
}
