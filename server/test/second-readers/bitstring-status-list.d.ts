declare module "@digitalbazaar/vc-bitstring-status-list" {
  /** Reads an encoded list of the W3C Bitstring Status List. */
  export function decodeList(list: {
    readonly encodedList: string;
  }): Promise<{ readonly length: number; getStatus(index: number): boolean }>;
}
