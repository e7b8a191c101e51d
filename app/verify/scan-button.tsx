"use client";

import { useEffect, useRef, useState } from "react";
import type { VerifyWords } from "./verify-form.tsx";
import { openCodeReader } from "./code-reader.ts";

interface ScanButtonProps {
  readonly words: VerifyWords["camera"];
  readonly onCode: (text: string) => void;
}

type State = "idle" | "opening" | "looking" | "read" | Trouble;
type Trouble = "denied" | "none" | "busy" | "noReader" | "failed";

/** Milliseconds between two looks at the picture: quick for a person, and the phone stays cool. */
const pauseMs = 100;

/** Reads a QR code with the camera; says in words why it cannot, and what to do instead. */
export function ScanButton({ words, onCode }: ScanButtonProps) {
  const [state, setState] = useState<State>("idle");
  const video = useRef<HTMLVideoElement>(null);
  const isOn = state === "opening" || state === "looking";

  useEffect(() => {
    const screen = video.current;
    if (!isOn || screen === null) return undefined;
    const over = new AbortController();
    let stream: MediaStream | null = null;
    const close = () => {
      over.abort();
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const look = async () => {
      stream = await openCamera();
      if (over.signal.aborted) return close();
      screen.srcObject = stream;
      await screen.play();
      const read = await openCodeReader().catch((cause: unknown) => {
        throw new CameraTrouble("noReader", cause);
      });
      setState((before) => (before === "opening" ? "looking" : before));
      while (!over.signal.aborted) {
        const text = await read(screen);
        if (text !== null && !over.signal.aborted) {
          onCode(text);
          setState("read");
          return undefined;
        }
        await new Promise((next) => setTimeout(next, pauseMs));
      }
      return undefined;
    };
    look().catch((cause: unknown) => {
      if (!over.signal.aborted) setState(cause instanceof CameraTrouble ? cause.trouble : "failed");
    });
    return close;
  }, [isOn, onCode]);

  return (
    <div className="stack">
      <div className="actions">
        <button
          type="button"
          className="button-quiet"
          onClick={() => {
            setState(isOn ? "idle" : "opening");
          }}
        >
          {isOn ? words.stop : words.scan}
        </button>
      </div>
      {isOn ? (
        <>
          <p className="small" role="status">
            {state === "opening" ? words.opening : words.looking}
          </p>
          <video ref={video} className="verify-camera" muted playsInline aria-label={words.picture} />
        </>
      ) : null}
      {state === "read" ? (
        <p className="small" role="status">
          {words.read}
        </p>
      ) : null}
      {state === "idle" || state === "read" || isOn ? null : (
        <p className="notice notice-warn" role="alert">
          {words.trouble[state]} {words.instead}
        </p>
      )}
    </div>
  );
}

/** Why the camera cannot be used, by what there are words for. */
class CameraTrouble extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble, cause: unknown) {
    super(`The camera cannot be used: ${trouble}.`, { cause });
    this.trouble = trouble;
  }
}

/** The camera on the back where there are two. Asks the person; throws `CameraTrouble`. */
async function openCamera(): Promise<MediaStream> {
  // On a page without encryption browsers have no such thing at all.
  if (!("mediaDevices" in navigator)) throw new CameraTrouble("none", null);
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : "";
    throw new CameraTrouble(troubles[name] ?? "failed", cause);
  }
}

/** Names of what `getUserMedia` throws. Source: W3C, Media Capture and Streams, section 10.2. */
const troubles: Readonly<Record<string, Trouble>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};
