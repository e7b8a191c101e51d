import type { ReactNode } from "react";
import type { DeclarationState } from "../../server/services/footprint/view.ts";

/** A declaration's state: one of five words with its own drawn mark, the same on every screen. */
export function StateMark({ state, word }: { readonly state: DeclarationState; readonly word: string }) {
  return (
    <span className={`state state-${state}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {marks[state]}
      </svg>
      {word}
    </span>
  );
}

const ring = <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />;

/** Empty, half filled, full, crossed by a line, crossed out: told apart without colour. */
const marks: Readonly<Record<DeclarationState, ReactNode>> = {
  draft: (
    <circle
      cx="6"
      cy="6"
      r="4.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.4 1.6"
    />
  ),
  in_review: (
    <>
      {ring}
      <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
    </>
  ),
  released: <circle cx="6" cy="6" r="5.25" fill="currentColor" />,
  superseded: (
    <>
      {ring}
      <path d="M1 6h10" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  withdrawn: <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="2" />,
};
