"use client";

import { useEffect, useRef } from "react";
import type { ControlProps } from "../../../../_ui/field.tsx";
import { Field } from "../../../../_ui/field.tsx";
import { takePasted } from "../pasted-rows.ts";

/** Where rows are pasted; what was pasted on the inventory itself stands in it already. */
export function PastedField({
  id,
  before,
  label,
  help,
}: {
  readonly id: string;
  /** What a refused form without a script had in it. */
  readonly before: string;
  readonly label: string;
  readonly help: string;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const pasted = takePasted(id);
    if (field.current === null || pasted === "") return;
    field.current.value = pasted;
    field.current.focus();
  }, [id]);
  return (
    <Field form="upload" name="pasted" label={label} help={help}>
      {(control: ControlProps) => (
        <textarea
          {...control}
          ref={field}
          rows={5}
          className="pasted"
          spellCheck={false}
          defaultValue={before}
        />
      )}
    </Field>
  );
}
