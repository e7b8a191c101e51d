"use client";

import { useEffect, useId, useRef } from "react";
import type { SubmitEvent } from "react";
import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import type { FactorChoice } from "./factor-picker.tsx";
import { LineFields, useFieldLabels } from "./line-fields.tsx";
import type { SupplierShown } from "./line-fields.tsx";
import { freeCode, useDropOnLeave, useLiveInventory } from "./live-inventory.tsx";
import { additionOf, typedChanges, typedLine } from "./typed-line.ts";

interface LineFormProps {
  /** The declaration. */
  readonly id: string;
  readonly lock: number;
  readonly line: InventoryLine;
  readonly name: string;
  readonly factors: readonly FactorChoice[];
  readonly components: readonly string[];
  readonly supplier: SupplierShown | null;
  /** Closes the form and puts the focus back where it came from. */
  readonly onLeave: () => void;
  /** Opens the line that was made after this one. */
  readonly onDuplicated: (line: InventoryLine) => void;
}

/**
 * Changes one line where it stands. Enter saves, Escape leaves everything as it was. While somebody types, the strip above
 * says what the result would be. Only what was really changed is sent; what is refused is marked at its field, and what was
 * typed stays.
 */
export function LineForm(props: LineFormProps) {
  const { id, lock, line, name, factors, components, supplier, onLeave, onDuplicated } = props;
  const { t } = useText();
  const { t: i } = useTextOf("inventory");
  const { act, running, failure } = useAct();
  const { header, whole, tryLine, drop } = useLiveInventory();
  const labels = useFieldLabels(line);
  const form = useId();
  const element = useRef<HTMLFormElement>(null);
  useDropOnLeave();
  useEffect(() => element.current?.querySelector<HTMLInputElement>('[name="amount"]')?.select(), []);
  // Once a refusal has marked its fields, the first of them takes the focus.
  useEffect(() => {
    if (failure !== null) element.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [failure]);

  function changesNow() {
    return element.current === null ? {} : typedChanges(new FormData(element.current), line, factors);
  }

  function recalculate(): void {
    const changes = changesNow();
    if (Object.keys(changes).length === 0) drop();
    else tryLine(typedLine(line, changes, factors));
  }

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const changes = changesNow();
    if (Object.keys(changes).length === 0) return onLeave();
    const saved = await act(() => trpc.footprint.changeLine.mutate({ id, code: line.code, lock, changes }));
    if (saved !== null) onLeave();
  }

  async function remove(): Promise<void> {
    const gone = await act(() => trpc.footprint.removeLine.mutate({ id, code: line.code, lock }));
    if (gone !== null) onLeave();
  }

  async function duplicate(): Promise<void> {
    const { stage, nameEn, nameZh } = line;
    const added = await act(async () => {
      const code = freeCode(line.code, await whole());
      const addition = { ...additionOf(line), code, stage, nameEn, nameZh };
      await trpc.footprint.addLine.mutate({ id, lock, line: addition });
      return { ...line, code };
    });
    if (added !== null) onDuplicated(added.done);
  }

  return (
    <form
      method="post"
      ref={element}
      id={form}
      className="form"
      noValidate
      aria-label={t("declaration.editLine", { name })}
      onSubmit={(event) => void save(event)}
      // After the controls that change the form itself have done so.
      onChange={() => queueMicrotask(recalculate)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented && !(event.target instanceof HTMLDialogElement))
          onLeave();
      }}
    >
      <FailureNotice failure={failure} form={form} fields={labels} />
      <LineFields
        {...{ form, line, factors, failure, components, supplier }}
        method={header.method}
        isNew={false}
        onShape={recalculate}
      />
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? t("action.running") : t("action.save")}
        </button>
        <button type="button" onClick={onLeave}>
          {t("action.cancel")}
        </button>
        <button type="button" disabled={running} onClick={() => void duplicate()}>
          {i("duplicate")}
        </button>
        <Dialog
          opener={t("declaration.removeLine")}
          openerClass="button-quiet"
          offered
          title={t("declaration.removeLine")}
        >
          <p>{t("declaration.removeConfirm", { name })}</p>
          <div className="actions">
            <button type="button" className="button-danger" disabled={running} onClick={() => void remove()}>
              {t("action.remove")}
            </button>
            <CloseDialog label={t("action.cancel")} />
          </div>
        </Dialog>
      </div>
    </form>
  );
}
