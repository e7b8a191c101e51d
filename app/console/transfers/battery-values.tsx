"use client";

import { useState } from "react";
import { useTextOf } from "../../_ui/more-text.tsx";
import type { Failure } from "../../_ui/failure.ts";
import { signs } from "../../_ui/signs.ts";
import { useText } from "../../_ui/console-text.tsx";
import type { AskedField } from "./asked-fields.ts";
import { MeasuredFields } from "./measured-fields.tsx";

interface BatteryValuesProps {
  readonly productUrl: string;
  readonly name: string;
  readonly asked: readonly AskedField[];
  /** Of the whole acceptance. */
  readonly failure: Failure | null;
  /** Open from the beginning: where it is the only one. */
  readonly isOnly: boolean;
}

/** The values of one battery among up to hundreds: its name, and the fields once somebody opens it. What was typed stays. */
export function BatteryValues({ productUrl, name, asked, failure, isOnly }: BatteryValuesProps) {
  const { language } = useText();
  const { t } = useTextOf("life");
  const [wasOpened, setOpened] = useState(isOnly);
  const own = failure?.problems.filter(({ path }) => path.includes(`[${productUrl}]`)) ?? [];
  return (
    <details open={isOnly} onToggle={() => setOpened(true)}>
      <summary>
        {name} <span className="identifier small">{productUrl}</span>
        {own.length === 0 ? null : (
          <strong className="field-error">
            {signs(language).colon}
            {t("transfers.batteryProblems")}
          </strong>
        )}
      </summary>
      {wasOpened ? (
        <MeasuredFields
          form={productUrl}
          legend={name}
          asked={asked}
          failure={failure === null ? null : { ...failure, problems: own }}
        />
      ) : null}
    </details>
  );
}
