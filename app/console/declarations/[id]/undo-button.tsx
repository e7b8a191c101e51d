"use client";

import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface UndoButtonProps {
  readonly id: string;
  readonly lock: number;
  readonly undo: { readonly action: string; readonly lines: number; readonly line: string | null };
}

/** Takes the newest change of a draft back; again, the one before it. */
export function UndoButton({ id, lock, undo }: UndoButtonProps) {
  const { t } = useTextOf("imports");
  const { act, running, failure } = useAct();
  const name = kinds.find((kind) => undo.action === `declaration.${kind}`) ?? "other";
  const what = t(`undo.${name}`, { line: undo.line ?? "", count: undo.lines });
  return (
    <>
      <FailureNotice failure={failure} form="undo" fields={{}} />
      <button
        type="button"
        disabled={running}
        aria-busy={running}
        title={t("undo.help")}
        onClick={() => void act(() => trpc.footprint.undo.mutate({ id, lock }))}
      >
        {t("undo.button", { what })}
      </button>
    </>
  );
}

const kinds = ["addLine", "changeLine", "removeLine", "changeEnergy", "changeHeader", "import"] as const;
