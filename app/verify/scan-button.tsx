"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";

interface ScanButtonProps {
  readonly words: {
    readonly scan: string;
    readonly stop: string;
    readonly looking: string;
    readonly failed: string;
  };
  readonly onCode: (text: string) => void;
}

/** What the browser itself offers to read codes with, where it does. */
interface CodeReader {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

/**
 * Reads a QR code with the camera, by the reader the browser brings along. Where it brings none, nothing is shown: the
 * camera of the phone itself opens the page behind the code, which has the same bundle.
 */
export function ScanButton({ words, onCode }: ScanButtonProps) {
  const [state, setState] = useState<"idle" | "looking" | "failed">("idle");
  const video = useRef<HTMLVideoElement>(null);
  const canScan = useSyncExternalStore(neverChanges, canScanHere, () => false);

  useEffect(() => {
    const screen = video.current;
    const reader = codeReader();
    if (state !== "looking" || screen === null || reader === null) return undefined;
    let stream: MediaStream | null = null;
    const over = new AbortController();
    const look = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      screen.srcObject = stream;
      await screen.play();
      while (!over.signal.aborted) {
        const [code] = await reader.detect(screen);
        if (code !== undefined) {
          onCode(code.rawValue);
          setState("idle");
          return;
        }
        await new Promise((next) => requestAnimationFrame(next));
      }
    };
    look().catch(() => {
      if (!over.signal.aborted) setState("failed");
    });
    return () => {
      over.abort();
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [state, onCode]);

  if (!canScan) return null;
  return (
    <div className="stack">
      <div className="actions">
        <button
          type="button"
          className="button-quiet"
          onClick={() => {
            setState(state === "looking" ? "idle" : "looking");
          }}
        >
          {state === "looking" ? words.stop : words.scan}
        </button>
      </div>
      {state === "looking" ? (
        <>
          <p className="small">{words.looking}</p>
          <video ref={video} className="verify-camera" muted playsInline />
        </>
      ) : null}
      {state === "failed" ? <p role="alert">{words.failed}</p> : null}
    </div>
  );
}

/** What a browser can do does not change while a page is open. */
const neverChanges = () => () => {};

function canScanHere(): boolean {
  return codeReader() !== null && "mediaDevices" in navigator;
}

function codeReader(): CodeReader | null {
  const found: unknown = Reflect.get(globalThis, "BarcodeDetector");
  if (typeof found !== "function") return null;
  const made: unknown = Reflect.construct(found, [{ formats: ["qr_code"] }]);
  return isCodeReader(made) ? made : null;
}

function isCodeReader(value: unknown): value is CodeReader {
  return typeof value === "object" && value !== null && "detect" in value;
}
