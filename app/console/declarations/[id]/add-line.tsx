"use client";

import { useState } from "react";
import { findMethod } from "../../../../server/domain/carbon-footprint/method.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import type { FieldSpec } from "../../../_ui/fields-form.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { wordIn } from "../../../_ui/word-in.ts";

type Kind = "material" | "activity" | "electricity" | "transport";
type Name =
  | "code"
  | "stage"
  | "nameEn"
  | "nameZh"
  | "amount"
  | "amountUnit"
  | "distance"
  | "distanceUnit"
  | "transportMode"
  | "electricityModel"
  | "factorValue"
  | "factorUnit"
  | "dataKind"
  | "sourceEn"
  | "sourceZh";

/** Adds a line to a draft: first its kind, then the fields that kind has. */
export function AddLine({
  id,
  lock,
  method,
}: {
  readonly id: string;
  readonly lock: number;
  readonly method: string;
}) {
  const { t, words } = useText();
  const { act, running, failure } = useAct();
  const [kind, setKind] = useState<Kind>("material");
  const stages = findMethod(method)?.stages ?? [];
  const kinds: readonly Kind[] = ["material", "activity", "electricity", "transport"];

  const fields: readonly FieldSpec<Name>[] = [
    { name: "nameEn", label: t("declaration.nameEn") },
    { name: "nameZh", label: t("declaration.nameZh") },
    { name: "code", label: t("declaration.code"), help: t("declaration.codeHelp") },
    {
      name: "stage",
      label: t("declaration.stage"),
      kind: "select",
      options: stages.map((stage) => ({ value: stage, label: wordIn(words.stage, stage) })),
    },
    { name: "amount", label: t("declaration.amount"), kind: "decimal" },
    { name: "amountUnit", label: t("declaration.amountUnit"), help: t("declaration.amountUnitHelp") },
    ...(kind === "transport" ? transportFields() : []),
    ...(kind === "electricity"
      ? [
          {
            name: "electricityModel" as const,
            label: t("declaration.electricityModel"),
            kind: "select" as const,
            options: listed(words.electricityModel),
          },
        ]
      : []),
    {
      name: "factorValue",
      label: t("declaration.factorValue"),
      kind: "decimal",
      optional: kind === "transport",
    },
    {
      name: "factorUnit",
      label: t("declaration.factorUnit"),
      help: t("declaration.factorUnitHelp"),
      optional: kind === "transport",
    },
    { name: "dataKind", label: t("declaration.dataKind"), kind: "select", options: listed(words.dataKind) },
    { name: "sourceEn", label: t("declaration.sourceEn") },
    { name: "sourceZh", label: t("declaration.sourceZh") },
  ];

  function transportFields(): readonly FieldSpec<Name>[] {
    return [
      {
        name: "transportMode",
        label: t("declaration.transportMode"),
        kind: "select",
        options: listed(words.mode),
      },
      { name: "distance", label: t("declaration.distance"), kind: "decimal" },
      { name: "distanceUnit", label: t("declaration.distanceUnit"), initial: "km" },
    ];
  }

  return (
    <div className="stack">
      <p className="muted">{t("declaration.addLineLead")}</p>
      <fieldset className="row">
        <legend>{t("declaration.kind")}</legend>
        {kinds.map((one) => (
          <label key={one} className="check-line">
            <input
              type="radio"
              name="kind"
              value={one}
              checked={kind === one}
              onChange={() => setKind(one)}
            />
            {words.kind[one]}
          </label>
        ))}
      </fieldset>
      <FieldsForm
        submit={t("declaration.addLine")}
        running={running}
        failure={failure}
        emptyAfter
        fields={fields}
        onSubmit={async (typed) => {
          const added = await act(() =>
            trpc.footprint.addLine.mutate({
              id,
              lock,
              line: {
                kind,
                code: typed("code"),
                stage: typed("stage"),
                nameEn: typed("nameEn"),
                nameZh: typed("nameZh"),
                amount: typed("amount"),
                amountUnit: typed("amountUnit"),
                factorValue: typed("factorValue") || undefined,
                factorUnit: typed("factorUnit") || undefined,
                dataKind: typed("dataKind"),
                sourceEn: typed("sourceEn"),
                sourceZh: typed("sourceZh"),
                ...(kind === "transport"
                  ? {
                      transportMode: typed("transportMode"),
                      distance: typed("distance"),
                      distanceUnit: typed("distanceUnit"),
                    }
                  : {}),
                ...(kind === "electricity" ? { electricityModel: typed("electricityModel") } : {}),
              },
            }),
          );
          return added !== null;
        }}
      />
    </div>
  );
}

function listed(
  words: Readonly<Record<string, string>>,
): readonly { readonly value: string; readonly label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
