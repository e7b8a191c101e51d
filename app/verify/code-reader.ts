/** Reads the QR code in the picture that a video shows now; null where there is none. */
export type CodeReader = (screen: HTMLVideoElement) => Promise<string | null>;

/**
 * The reader the browser brings along, where it has one for QR codes. Else our own, which is fetched from this registry only
 * now: nobody who does not open the camera pays for it. Rejects when it cannot be had, for example without a network.
 */
export async function openCodeReader(): Promise<CodeReader> {
  const detector = await ownDetector();
  if (detector === null) {
    const { readCodeIn } = await import("./read-code.ts");
    return readCodeIn();
  }
  return async (screen) => (await detector.detect(screen))[0]?.rawValue ?? null;
}

/** What browsers call `BarcodeDetector`. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

async function ownDetector(): Promise<Detector | null> {
  const kind: unknown = Reflect.get(globalThis, "BarcodeDetector");
  if (!isDetectorKind(kind)) return null;
  // Some browsers have it on every system and read nothing on those where the system brings no reader.
  const formats: readonly string[] = await kind.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code") ? new kind({ formats: ["qr_code"] }) : null;
}

interface DetectorKind {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

function isDetectorKind(value: unknown): value is DetectorKind {
  return typeof value === "function" && "getSupportedFormats" in value;
}
