import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import type { CodeReader } from "./code-reader.ts";

/** Longer edge, in pixels, of the picture that is searched: larger ones take longer and are read no better. */
const maxEdge = 1280;

/** A reader for browsers without one of their own; its program is served by this registry, never by a stranger. */
export async function readCodeIn(): Promise<CodeReader> {
  const program = new URL("zxing-wasm/reader/zxing_reader.wasm", import.meta.url).href;
  await prepareZXingModule({ overrides: { locateFile: () => program }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  if (drawing === null) throw new Error("This browser draws no pictures.");
  return async (screen) => {
    const { videoWidth, videoHeight } = screen;
    const scale = Math.min(1, maxEdge / Math.max(videoWidth, videoHeight, 1));
    [canvas.width, canvas.height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
    if (canvas.width === 0 || canvas.height === 0) return null;
    drawing.drawImage(screen, 0, 0, canvas.width, canvas.height);
    const picture = drawing.getImageData(0, 0, canvas.width, canvas.height);
    const [found] = await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
    return found?.isValid === true ? found.text : null;
  };
}
