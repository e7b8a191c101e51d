"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import type { Problem } from "../../../../server/domain/problem.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { problemsIn } from "../../../_ui/problems-in.ts";

/**
 * A form of the import. Without a script the browser sends it and is led back; with one the answer is awaited here, so that
 * a refusal takes nothing away from what was chosen.
 */
export function FileForm({
  action,
  className = "",
  children,
}: {
  readonly action: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { t } = useTextOf("imports");
  const { problem } = useText();
  const router = useRouter();
  const [isRunning, setRunning] = useState(false);
  const [said, setSaid] = useState<readonly string[]>([]);

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (isRunning) return;
    const body = new FormData(event.currentTarget, event.nativeEvent.submitter);
    setSaid([]);
    setRunning(true);
    const response = await fetch(action, {
      method: "POST",
      body,
      headers: { accept: "application/json" },
    }).catch(() => null);
    const answer: unknown = (await response?.json().catch(() => null)) ?? null;
    const next = nextIn(answer);
    if (response?.ok === true && next !== null) {
      router.push(next);
      router.refresh();
    } else if (response === null) setSaid([t("offline")]);
    else {
      const problems: readonly Problem[] = problemsIn(answer);
      setSaid(
        problems.length === 0 ? [t("ours")] : [...new Set(problems.slice(0, 20).map((one) => problem(one)))],
      );
    }
    setRunning(false);
  }

  return (
    <form
      method="post"
      action={action}
      encType="multipart/form-data"
      aria-busy={isRunning}
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
      <fieldset className={`import-fields ${className}`} disabled={isRunning}>
        {children}
      </fieldset>
      {isRunning ? (
        <p role="status">
          <progress aria-label={t("step.reading")} /> {t("step.reading")}
        </p>
      ) : null}
    </form>
  );
}

function nextIn(answer: unknown): string | null {
  return typeof answer === "object" && answer !== null && "next" in answer && typeof answer.next === "string"
    ? answer.next
    : null;
}
