"use client";

import { useState } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface ConformityNumberProps {
  readonly id: string;
  readonly lock: number;
  /** What the declaration states; null when nothing. */
  readonly number: string | null;
  /** What the data of the model state, which counts while the declaration states nothing. */
  readonly ofModel: string | null;
  readonly editable: boolean;
}

/** The number of the EU declaration of conformity, in place: shown, and on a draft changed. */
export function ConformityNumber({ id, lock, number, ofModel, editable }: ConformityNumberProps) {
  const { t: say } = useText();
  const { t } = useTextOf("review");
  const { act, running, failure, setFailure } = useAct();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <span className="row">
        <span>
          {number ?? (ofModel === null ? t("conformityNone") : t("conformityOfModel", { number: ofModel }))}
        </span>
        {editable ? (
          <button
            type="button"
            className="button-quiet on-screen"
            aria-label={`${t("edit")}: ${t("conformity")}`}
            onClick={() => setOpen(true)}
          >
            {t("edit")}
          </button>
        ) : null}
      </span>
    );
  }
  return (
    <FieldsForm
      submit={say("action.save")}
      running={running}
      failure={failure}
      fields={[
        {
          name: "number",
          label: t("conformity"),
          help: t("conformityHelp"),
          initial: number ?? "",
          optional: true,
        },
      ]}
      onSubmit={async (typed) => {
        const saved = await act(() =>
          trpc.footprint.changeConformityNumber.mutate({ id, lock, number: typed("number") }),
        );
        if (saved !== null) setOpen(false);
        return saved !== null;
      }}
      onCancel={() => {
        setFailure(null);
        setOpen(false);
      }}
    />
  );
}
