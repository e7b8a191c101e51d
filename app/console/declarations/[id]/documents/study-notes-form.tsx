"use client";

import { Fragment, useId, useState } from "react";
import type { SubmitEvent } from "react";
import type { StudyNotes } from "../../../../../server/domain/carbon-footprint/inventory-header.ts";
import { useText } from "../../../../_ui/console-text.tsx";
import { FailureNotice } from "../../../../_ui/failure-notice.tsx";
import { problemAt } from "../../../../_ui/failure.ts";
import { Field, fieldId } from "../../../../_ui/field.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { textOfEntry } from "../../../../_ui/text-of-entry.ts";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";
import { bracketed } from "../../../../_ui/signs.ts";

interface StudyNotesFormProps {
  readonly id: string;
  readonly lock: number;
  readonly editable: boolean;
  readonly notes: StudyNotes;
}

const long = ["goal", "functionalUnit", "allocation", "electricity", "limitations"] as const;
const short = ["author", "verifier"] as const;

/** What the study of a declaration says in words: shown, and on a draft edited. */
export function StudyNotesForm({ id, lock, editable, notes }: StudyNotesFormProps) {
  const { language, t: say, problem } = useText();
  const { t } = useTextOf("study");
  const { act, running, failure } = useAct();
  const form = useId();
  const [saved, setSaved] = useState(false);
  const [unreasoned, setUnreasoned] = useState<string | null>(null);

  if (!editable) {
    return (
      <>
        <p className="muted">{t("tab.readOnly")}</p>
        <dl className="facts">
          {[...long, ...short].map((name) => (
            <Fragment key={name}>
              <dt>{t(`tab.${name}`)}</dt>
              <dd>{notes[name] ?? t("tab.nothing")}</dd>
            </Fragment>
          ))}
          <dt>{t("tab.exclusions")}</dt>
          <dd>{notes.exclusions === undefined ? t("tab.nothing") : written(notes.exclusions)}</dd>
        </dl>
      </>
    );
  }

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setSaved(false);
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => textOfEntry(typed.get(name)) || null;
    const exclusions = readExclusions(text("exclusions") ?? "");
    setUnreasoned(exclusions.wrong);
    if (exclusions.wrong !== null) {
      document.getElementById(fieldId(form, "exclusions"))?.focus();
      return;
    }
    const study = {
      ...Object.fromEntries([...long, ...short].map((name) => [name, text(name)])),
      exclusions: exclusions.read.length === 0 ? null : [...exclusions.read],
    };
    const done = await act(() => trpc.footprint.changeHeader.mutate({ id, lock, header: { study } }));
    setSaved(done !== null);
  }

  const errorAt = (name: string) => {
    const found = problemAt(failure, `study.${name}`);
    return found === undefined ? undefined : problem(found);
  };
  const names: Readonly<Record<string, string>> = Object.fromEntries(
    [...long, ...short, "exclusions" as const].map((name) => [`study.${name}`, t(`tab.${name}`)]),
  );
  return (
    <form method="post" className="form" noValidate onSubmit={(event) => void save(event)}>
      <p className="muted">{t("tab.notesLead")}</p>
      <FailureNotice failure={failure} form={form} fields={names} />
      {saved && failure === null ? <Notice tone="good" title={t("tab.saved")} live /> : null}
      {long.map((name) => (
        <Field
          key={name}
          form={form}
          name={name}
          label={`${t(`tab.${name}`)}${bracketed(language, say("optional"))}`}
          error={errorAt(name)}
        >
          {(control) => <textarea {...control} rows={3} maxLength={4000} defaultValue={notes[name] ?? ""} />}
        </Field>
      ))}
      <Field
        form={form}
        name="exclusions"
        label={`${t("tab.exclusions")}${bracketed(language, say("optional"))}`}
        help={t("tab.exclusionsHelp")}
        error={
          unreasoned === null ? errorAt("exclusions") : t("tab.exclusionWithoutReason", { line: unreasoned })
        }
      >
        {(control) => (
          <textarea {...control} rows={4} maxLength={8000} defaultValue={written(notes.exclusions ?? [])} />
        )}
      </Field>
      {short.map((name) => (
        <Field
          key={name}
          form={form}
          name={name}
          label={`${t(`tab.${name}`)}${bracketed(language, say("optional"))}`}
          error={errorAt(name)}
        >
          {(control) => (
            <input
              {...control}
              type="text"
              maxLength={300}
              autoComplete="off"
              defaultValue={notes[name] ?? ""}
            />
          )}
        </Field>
      ))}
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? say("action.running") : say("action.save")}
        </button>
      </div>
    </form>
  );
}

type Exclusions = NonNullable<StudyNotes["exclusions"]>;

function written(exclusions: Exclusions): string {
  return exclusions.map(({ what, reason }) => `${what}: ${reason}`).join("\n");
}

/** One exclusion a line, what and why apart at the first colon, Chinese or not. */
function readExclusions(text: string): { readonly read: Exclusions; readonly wrong: string | null } {
  const lines = text.split("\n").flatMap((line) => line.trim() || []);
  const parts = lines.map((line) => {
    const [, what = "", reason = ""] = /^([^:：]+)[:：](.*)$/.exec(line) ?? [];
    return { line, what: what.trim(), reason: reason.trim() };
  });
  return {
    read: parts.map(({ what, reason }) => ({ what, reason })),
    wrong: parts.find(({ what, reason }) => what === "" || reason === "")?.line ?? null,
  };
}
