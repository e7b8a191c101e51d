"use client";

import Link from "next/link";
import { useEffect, useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { emptyLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { problemAt } from "../../../_ui/failure.ts";
import { Field } from "../../../_ui/field.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { textOfEntry } from "../../../_ui/text-of-entry.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import type { FactorChoice } from "./factor-picker.tsx";
import { LineFields, useFieldLabels } from "./line-fields.tsx";
import { lineAddress } from "./line-rows.ts";
import { freeCode, useDropOnLeave, useLiveInventory } from "./live-inventory.tsx";
import { typedChanges, typedLine } from "./typed-line.ts";

const kinds = ["material", "activity", "electricity", "transport"] as const;

/** Where a line of a kind stands in most inventories. */
const usualStage: Readonly<Record<InventoryLine["kind"], string>> = {
  material: "raw_materials",
  activity: "production",
  electricity: "production",
  transport: "distribution",
};

interface AddLineProps {
  readonly id: string;
  readonly lock: number;
  readonly factors: readonly FactorChoice[];
  readonly components: readonly string[];
}

/** Adds a line to a draft: first its kind, then the fields that kind has, and at once what the result would be with it. */
export function AddLine({ id, lock, factors, components }: AddLineProps) {
  const { t, words, problem } = useText();
  const { act, running, failure, setFailure } = useAct();
  const { t: i } = useTextOf("inventory");
  const { header, whole, tryAddition } = useLiveInventory();
  const [kind, setKind] = useState<InventoryLine["kind"]>("material");
  const [added, setAdded] = useState({ count: 0, code: "" });
  const form = useId();
  const element = useRef<HTMLFormElement>(null);
  const blank = blankLine(kind);
  const labels = useFieldLabels(blank);
  useDropOnLeave();
  useEffect(() => {
    if (failure !== null) element.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [failure]);

  /** What was typed, with a code to make after the name and one name for both languages where only one was given. */
  function typed() {
    const data = new FormData(element.current ?? undefined);
    const {
      nameEn = "",
      nameZh = "",
      sourceEn = "",
      sourceZh = "",
      ...changes
    } = typedChanges(data, blank, factors);
    const wanted = textOfEntry(data.get("code")).trim();
    return {
      ...changes,
      ...{ nameEn: nameEn || nameZh, nameZh: nameZh || nameEn },
      ...{ sourceEn: sourceEn || sourceZh, sourceZh: sourceZh || sourceEn },
      stage: changes.stage ?? blank.stage,
      code: wanted,
      ownCode: codeAfter(nameEn, kind),
      ...defaultsOf(data),
    };
  }

  function recalculate(): void {
    const { code, ownCode, ...changes } = typed();
    if (changes.amount === undefined) return;
    tryAddition(typedLine({ ...blank, code: code || ownCode }, changes, factors));
  }

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const { code: wanted, ownCode, ...said } = typed();
    const done = await act(async () => {
      const code = wanted || freeCode(ownCode, await whole());
      await trpc.footprint.addLine.mutate({ id, lock, line: { ...said, kind, code } });
      return code;
    });
    if (done === null) return;
    setAdded(({ count }) => ({ count: count + 1, code: done.done }));
  }

  const codeProblem = problemAt(failure, "code");
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
              onChange={() => {
                setKind(one);
                setFailure(null);
              }}
            />
            {words.kind[one]}
          </label>
        ))}
      </fieldset>
      <form
        method="post"
        ref={element}
        className="form"
        noValidate
        onSubmit={(event) => void save(event)}
        onChange={() => queueMicrotask(recalculate)}
      >
        <FailureNotice failure={failure} form={form} fields={{ code: t("declaration.code"), ...labels }} />
        {/* Another kind, and the next line, begin with empty fields. */}
        <div className="stack" key={`${kind} ${added.count}`}>
          <LineFields
            {...{ form, factors, failure, components }}
            line={blank}
            supplier={null}
            isNew
            onShape={recalculate}
            method={header.method}
          />
          <div className="form-grid">
            <Field
              form={form}
              name="code"
              label={t("declaration.code")}
              help={i("codeHelp")}
              error={codeProblem === undefined ? undefined : problem(codeProblem)}
            >
              {(control) => <input {...control} type="text" autoComplete="off" spellCheck={false} />}
            </Field>
          </div>
        </div>
        <div className="actions">
          <button type="submit" className="button-primary" disabled={running}>
            {running ? t("action.running") : t("declaration.addLine")}
          </button>
          <span role="status" className="small">
            {added.code === "" ? null : (
              <>
                {i("rows.added", { code: added.code })} {/* With a script only the rows change. */}
                <Link href={lineAddress(`/console/declarations/${id}`, added.code)}>{i("rows.toAdded")}</Link>
              </>
            )}
          </span>
        </div>
      </form>
    </div>
  );
}

function blankLine(kind: InventoryLine["kind"]): InventoryLine {
  return {
    ...emptyLine,
    ...{ code: "", position: 0, kind, stage: usualStage[kind] },
    ...{ nameEn: "", nameZh: "", sourceEn: "", sourceZh: "" },
  };
}

/** What the lists of the form show already says something as well, though nobody touched them. */
function defaultsOf(data: FormData) {
  const chosen = (name: string) => {
    const value = textOfEntry(data.get(name));
    return value === "" ? {} : { [name]: value };
  };
  return { ...chosen("transportMode"), ...chosen("electricityModel"), ...chosen("dataKind") };
}

/** A code such as `cathode-foil` out of an English name. */
function codeAfter(name: string, kind: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain === "" ? kind : plain;
}
