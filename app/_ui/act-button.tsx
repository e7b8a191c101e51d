"use client";

import { useId } from "react";
import { FailureNotice } from "./failure-notice.tsx";
import { useAct } from "./use-act.ts";

/** One deed that needs no question, such as a step on a row of a list. What is refused is said beneath it. */
export function ActButton({
  label,
  deed,
}: {
  readonly label: string;
  readonly deed: () => Promise<unknown>;
}) {
  const { act, running, failure } = useAct();
  const form = useId();
  return (
    <>
      <button type="button" className="button-quiet" disabled={running} onClick={() => void act(deed)}>
        {label}
      </button>
      <FailureNotice failure={failure} form={form} fields={{}} />
    </>
  );
}
