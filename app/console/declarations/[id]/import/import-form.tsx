"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import type { Problem } from "../../../../../server/domain/problem.ts";
import { useText } from "../../../../_ui/console-text.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import type { ImportProgress } from "./send-import.ts";
import { sendImport } from "./send-import.ts";

interface ImportFormProps {
  /** What is being done once the registry has everything. */
  readonly kind: "upload" | "accept";
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A form of the import. Without a script the browser sends it and is led back; with one the answer is awaited here, so
 * that a refusal takes nothing away from what was chosen or pasted, and whoever waits sees how far it is and may stop it.
 */
export function ImportForm({ kind, className = "", children }: ImportFormProps) {
  const { t } = useTextOf("imports");
  const { problem } = useText();
  const router = useRouter();
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [said, setSaid] = useState<readonly string[]>([]);
  const stop = useRef<AbortController | null>(null);

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (progress !== null) return;
    const body = new FormData(event.currentTarget, event.nativeEvent.submitter);
    const controller = new AbortController();
    stop.current = controller;
    setSaid([]);
    setProgress({ step: "sending", sent: 0, total: 0, perSecond: 0 });
    const answer = await sendImport(body, controller.signal, setProgress);
    if ("next" in answer) {
      const next = new URL(answer.next, window.location.href);
      // The screen is drawn once: in place, or where the answer leads.
      if (next.pathname + next.search === window.location.pathname + window.location.search) {
        router.refresh();
        setProgress(null);
      } else window.location.assign(next);
      return;
    }
    setProgress(null);
    if (answer.failed === "stopped") {
      setSaid([t("stopped")]);
      // It may have been done just before: the screen shows which.
      router.refresh();
    } else if (answer.failed === "offline") setSaid([t("offline")]);
    else if (answer.problems.length === 0) setSaid([t("ours")]);
    else setSaid([...new Set(answer.problems.slice(0, 20).map((one) => placed(one) + problem(one)))]);
  }

  return (
    <form
      method="post"
      action="/api/imports"
      encType="multipart/form-data"
      aria-busy={progress !== null}
      onSubmit={(event) => void send(event)}
    >
      {said.length === 0 ? null : (
        <Notice tone="danger" title={t("failed")} live>
          <ul>
            {said.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      <fieldset className={`import-fields ${className}`} disabled={progress !== null}>
        {children}
      </fieldset>
      {progress === null ? null : (
        <div className="import-progress">
          <Bar progress={progress} kind={kind} />
          <button type="button" onClick={() => stop.current?.abort()}>
            {t("stop")}
          </button>
        </div>
      )}
    </form>
  );
}

/** How far it is. A share is shown where it is known: of the bytes that are sent. */
function Bar({
  progress,
  kind,
}: {
  readonly progress: ImportProgress;
  readonly kind: ImportFormProps["kind"];
}) {
  const { t } = useTextOf("imports");
  if (progress.step === "sending") {
    const { sent, total, perSecond } = progress;
    const words = t("step.sending", {
      sent: mebibytes(sent),
      total: mebibytes(total),
      rate: mebibytes(perSecond),
    });
    // A form without a file is sent at once.
    const isShown = total > 1_000_000;
    return (
      <p role="status">
        {isShown ? <progress aria-label={words} value={sent} max={total} /> : <progress aria-label={words} />}{" "}
        {isShown ? words : t("step.waiting")}
      </p>
    );
  }
  const words =
    progress.step === "reading"
      ? t("step.reading")
      : t(`step.${progress.step}.${kind}`, { rows: progress.rows });
  return (
    <p role="status">
      <progress aria-label={words} /> {words}
    </p>
  );
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

/** A row that is named in a problem, such as `row 3 factorUnit`. */
function placed({ path }: Problem): string {
  const row = /^row (\d+)/.exec(path)?.[1];
  return row === undefined ? "" : `${row}: `;
}
