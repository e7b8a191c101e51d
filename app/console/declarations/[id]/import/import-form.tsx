"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import type { Problem } from "../../../../../server/domain/problem.ts";
import { useText } from "../../../../_ui/console-text.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";

interface ImportFormProps {
  /** What is being done while the registry works, in words. */
  readonly busy: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A form of the import. Without a script the browser sends it and is led back; with one the answer is awaited here, so
 * that a refusal takes nothing away from what was chosen or pasted.
 */
export function ImportForm({ busy, className = "", children }: ImportFormProps) {
  const { t } = useTextOf("imports");
  const { problem } = useText();
  const router = useRouter();
  const [running, setRunning] = useState(false);
  const [said, setSaid] = useState<readonly string[]>([]);

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (running) return;
    const body = new FormData(event.currentTarget, event.nativeEvent.submitter);
    setRunning(true);
    const answer = await ask(body);
    if ("next" in answer) {
      setSaid([]);
      router.push(answer.next);
      router.refresh();
      setRunning(false);
      return;
    }
    setRunning(false);
    if (answer.offline) setSaid([t("offline")]);
    else if (answer.problems.length === 0) setSaid([t("ours")]);
    else setSaid([...new Set(answer.problems.slice(0, 20).map((one) => placed(one) + problem(one)))]);
  }

  return (
    <form
      method="post"
      action="/api/imports"
      encType="multipart/form-data"
      aria-busy={running}
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
      <fieldset className={`import-fields ${className}`} disabled={running}>
        {children}
      </fieldset>
      {running ? (
        <p role="status">
          <progress aria-label={busy} /> {busy}
        </p>
      ) : null}
    </form>
  );
}

type Answer =
  | { readonly next: string }
  | { readonly offline: boolean; readonly problems: readonly Problem[] };

async function ask(body: FormData): Promise<Answer> {
  const headers = { accept: "application/json" };
  const response = await fetch("/api/imports", { method: "POST", body, headers }).catch(() => null);
  if (response === null) return { offline: true, problems: [] };
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer !== "object" || answer === null) return { offline: false, problems: [] };
  if ("next" in answer && typeof answer.next === "string") return { next: answer.next };
  const listed: readonly unknown[] =
    "problems" in answer && Array.isArray(answer.problems) ? answer.problems : [];
  const problems = listed.filter(isProblem);
  const isCoded = "code" in answer && typeof answer.code === "string" && answer.code !== "INTERNAL";
  if (problems.length > 0 || !isCoded) return { offline: false, problems };
  return { offline: false, problems: [{ code: String(answer.code), path: "" }] };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "path" in value;
}

/** A row that is named in a problem, such as `row 3 factorUnit`. */
function placed({ path }: Problem): string {
  const row = /^row (\d+)/.exec(path)?.[1];
  return row === undefined ? "" : `${row}: `;
}
