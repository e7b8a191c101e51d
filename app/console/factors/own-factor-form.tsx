"use client";

import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { recordCategories } from "../../../server/domain/carbon-footprint/library/record.ts";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { failureWith, problemAt } from "../../_ui/failure.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { textOfEntry } from "../../_ui/text-of-entry.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";
import { wordIn } from "../../_ui/word-in.ts";
import { factorPath } from "./factor-path.ts";
import { sendEvidence } from "./send-evidence.ts";

const textFields = [
  "nameEn",
  "nameZh",
  "value",
  "unit",
  "geography",
  "year",
  "sourceTitle",
  "sourceWhere",
  "boundary",
  "qualityNote",
] as const;
type TextField = (typeof textFields)[number];
const scores = ["TeR", "GeR", "TiR", "P"] as const;

interface OwnFactorFormProps {
  readonly operators: readonly { readonly value: string; readonly label: string }[];
  /** The version a new one takes the place of. */
  readonly revises?: {
    readonly version: number;
    readonly code: string;
    readonly said: Readonly<Partial<Record<string, string>>>;
  };
}

/** An own factor and the document that shows it, or the next version of one. What was typed stays until it is saved. */
export function OwnFactorForm({ operators, revises }: OwnFactorFormProps) {
  const { t: l, words } = useTextOf("library");
  const { language, problem } = useText();
  const { act, running, failure, setFailure } = useAct();
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({});
  const router = useRouter();
  const form = useId();
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (failure !== null || Object.keys(missing).length > 0)
      element.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [failure, missing]);

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const typed = (name: string) => textOfEntry(data.get(name));
    const file = data.get("file");
    const given = scores.map((name) => typed(name));
    const lacks: Record<string, string> = {};
    if (!(file instanceof File) || file.size === 0) lacks["file"] = l("own.evidenceMissing");
    if (given.some((score) => score !== "") && given.slice(0, 3).includes(""))
      lacks["TeR"] = l("own.qualityMissing");
    setMissing(lacks);
    if (Object.keys(lacks).length > 0 || !(file instanceof File)) return;
    const made = await act(async () => {
      const sent = await sendEvidence({
        ...{ operatorId: typed("operatorId"), title: typed("evidenceTitle") || file.name, language, file },
      });
      if (sent.id === null) return sent.problems;
      // The document keeps the title it had: whoever typed another one is told.
      const isKeptOtherwise = sent.keptAs !== null && sent.keptAs !== typed("evidenceTitle").trim();
      const factor = await trpc.factor.add.mutate({
        ...{
          operatorId: typed("operatorId"),
          code: revises?.code ?? typed("code"),
          revises: revises?.version ?? null,
        },
        ...{ nameEn: typed("nameEn"), nameZh: typed("nameZh"), value: typed("value"), unit: typed("unit") },
        ...{ geography: typed("geography"), year: Number(typed("year")), sourceTitle: typed("sourceTitle") },
        ...{
          sourceWhere: typed("sourceWhere"),
          qualityNote: typed("qualityNote"),
          boundary: typed("boundary"),
        },
        ...{ gwpSet: typed("gwpSet"), category: typed("category"), validUntil: typed("validUntil") },
        quality:
          typed("TeR") === ""
            ? undefined
            : {
                ...{ TeR: typed("TeR"), GeR: typed("GeR"), TiR: typed("TiR") },
                ...(typed("P") === "" ? {} : { P: typed("P") }),
              },
        evidenceDocumentId: sent.id,
      });
      return { ...factor, isKeptOtherwise };
    });
    if (made === null) return;
    if ("id" in made.done)
      router.push(`${factorPath(made.done.id)}${made.done.isKeptOtherwise ? "?evidence=kept" : ""}`);
    else setFailure(failureWith(made.done));
  }

  const errorAt = (name: string): string | undefined => {
    const found = problemAt(failure, name);
    return found === undefined ? missing[name] : problem(found);
  };
  const said = (name: string) => revises?.said[name] ?? "";
  const input = (
    name: TextField | "code" | "evidenceTitle" | (typeof scores)[number],
    label: string,
    help?: string,
  ) => (
    <Field form={form} name={name} label={label} help={help} error={errorAt(name)}>
      {(control) => (
        <input
          {...control}
          type="text"
          autoComplete="off"
          maxLength={500}
          inputMode={
            name === "value" || name === "year" || scores.some((score) => score === name)
              ? "decimal"
              : undefined
          }
          defaultValue={said(name)}
        />
      )}
    </Field>
  );
  const choice = (name: string, label: string, options: readonly (readonly [string, string])[]) => (
    <Field form={form} name={name} label={label} error={errorAt(name)}>
      {(control) => (
        <select {...control} defaultValue={said(name)}>
          {options.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );

  return (
    <form
      method="post"
      ref={element}
      id={form}
      className="form"
      noValidate
      onSubmit={(event) => void save(event)}
    >
      <FailureNotice
        failure={failure}
        form={form}
        fields={{
          ...Object.fromEntries(textFields.map((name) => [name, l(`own.${name}`)])),
          ...{ code: l("own.code"), gwpSet: l("own.gwpSet"), category: l("own.category") },
          ...{ validUntil: l("own.validUntil"), file: l("own.evidence") },
          ...Object.fromEntries(scores.map((name) => [name, l(`own.${name}`)])),
        }}
      />
      <div className="form-grid">
        {choice(
          "operatorId",
          l("own.operator"),
          operators.map(({ value, label }) => [value, label] as const),
        )}
        {revises === undefined ? input("code", l("own.code"), l("own.codeHelp")) : null}
        {input("nameEn", l("own.nameEn"))}
        {input("nameZh", l("own.nameZh"))}
        {input("value", l("own.value"))}
        {input("unit", l("own.unit"), l("own.unitHelp"))}
        {input("geography", l("own.geography"), l("own.geographyHelp"))}
        {input("year", l("own.year"))}
        {choice("category", l("own.category"), [
          ["", l("own.none")],
          ...recordCategories.map((name) => [name, wordIn(words.category, name)] as const),
        ])}
        {choice("gwpSet", l("own.gwpSet"), [
          ["", l("own.none")],
          ...(["AR6", "AR5", "AR4"] as const).map((name) => [name, name] as const),
        ])}
        {input("boundary", l("own.boundary"), l("own.boundaryHelp"))}
        <Field form={form} name="validUntil" label={l("own.validUntil")} error={errorAt("validUntil")}>
          {(control) => <input {...control} type="date" defaultValue={said("validUntil")} />}
        </Field>
        {input("sourceTitle", l("own.sourceTitle"))}
        {input("sourceWhere", l("own.sourceWhere"))}
        {input("qualityNote", l("own.qualityNote"))}
      </div>
      <fieldset>
        <legend>{l("own.quality")}</legend>
        <div className="form-grid">
          {scores.map((name) => (
            <span key={name}>{input(name, l(`own.${name}`))}</span>
          ))}
        </div>
      </fieldset>
      <div className="form-grid">
        <Field
          form={form}
          name="file"
          label={l("own.evidence")}
          help={l("own.evidenceHelp")}
          error={errorAt("file") ?? errorAt("evidenceDocumentId")}
        >
          {(control) => <input {...control} type="file" accept="application/pdf,image/png,image/jpeg" />}
        </Field>
        {input("evidenceTitle", l("own.evidenceTitle"))}
      </div>
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? l("own.running") : revises === undefined ? l("own.submit") : l("own.submitVersion")}
        </button>
      </div>
    </form>
  );
}
