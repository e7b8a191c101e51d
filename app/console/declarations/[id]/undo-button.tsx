"use client";

import { useEffect, useEffectEvent } from "react";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface UndoButtonProps {
  readonly id: string;
  readonly lock: number;
  readonly undo: { readonly action: string; readonly lines: number; readonly line: string | null };
}

/** Takes the newest change of a draft back; again, the one before it. Ctrl+Z does the same outside of fields. */
export function UndoButton({ id, lock, undo }: UndoButtonProps) {
  const { t } = useTextOf("imports");
  const { act, running, failure } = useAct();
  const name = kinds.find((kind) => undo.action === `declaration.${kind}`) ?? "other";
  const what = t(`undo.${name}`, { line: undo.line ?? "", count: undo.lines });
  const undoNow = useEffectEvent(() => void act(() => trpc.footprint.undo.mutate({ id, lock })));
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
      if (!isUndo || event.defaultPrevented || isField(event.target)) return;
      event.preventDefault();
      undoNow();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <>
      <FailureNotice failure={failure} form="undo" fields={{}} />
      <button
        type="button"
        disabled={running}
        aria-busy={running}
        aria-keyshortcuts="Control+Z"
        title={t("undo.help")}
        onClick={() => void act(() => trpc.footprint.undo.mutate({ id, lock }))}
      >
        {t("undo.button", { what })}
      </button>
    </>
  );
}

/** Where Ctrl+Z takes back what was typed, and what was typed is not the inventory yet. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, dialog") !== null)
  );
}

const kinds = ["addLine", "changeLine", "removeLine", "changeEnergy", "changeHeader", "import"] as const;
