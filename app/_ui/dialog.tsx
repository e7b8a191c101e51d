"use client";

import { useId, useRef } from "react";
import type { ReactNode } from "react";

interface DialogProps {
  /** What opens it. */
  readonly opener: string;
  readonly openerClass: string;
  /** False: the dialog stays what it is, but nothing offers to open it. */
  readonly offered: boolean;
  readonly title: string;
  readonly children: ReactNode;
}

/** A question that has to be answered first: the browser's own modal dialog, closed by Escape, focus back on its opener. */
export function Dialog({ opener, openerClass, offered, title, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  return (
    <>
      {offered ? (
        <button type="button" className={openerClass} onClick={() => dialog.current?.showModal()}>
          {opener}
        </button>
      ) : null}
      <dialog ref={dialog} aria-labelledby={heading}>
        <div className="stack">
          <h2 id={heading}>{title}</h2>
          {children}
        </div>
      </dialog>
    </>
  );
}

/** Closes the dialog it stands in. */
export function CloseDialog({
  label,
  disabled = false,
}: {
  readonly label: string;
  readonly disabled?: boolean;
}) {
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={(event) => event.currentTarget.closest("dialog")?.close()}
    >
      {label}
    </button>
  );
}
