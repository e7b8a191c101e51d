import { readFile } from "node:fs/promises";
import path from "node:path";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

let ready: Promise<void> | undefined;

/**
 * What the QR codes in a picture say, read by a decoder that knows nothing of how they were made.
 *
 * @param picture a PNG file.
 */
export async function readCodes(picture: Uint8Array<ArrayBuffer>): Promise<readonly string[]> {
  ready ??= prepare();
  await ready;
  const found = await readBarcodes(picture, { formats: ["QRCode"] });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}

/** The program of the decoder lies in its package: nothing is fetched. */
async function prepare(): Promise<void> {
  const file = path.resolve("node_modules", "zxing-wasm", "dist", "reader", "zxing_reader.wasm");
  const wasm = await readFile(file);
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
}
