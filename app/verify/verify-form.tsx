"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { DragEvent, FormEvent } from "react";
import { createTranslator } from "use-intl/core";
import { kindOfMaterial } from "../../server/domain/verification/material.ts";
import type { Verdict } from "../../server/domain/verification/verdict.ts";
import type { verifyText } from "../_text/en/verify.ts";
import type { Language } from "../_text/languages.ts";
import type { SameKeys } from "../_text/shape.ts";
import { Field, fieldId } from "../_ui/field.tsx";
import type { Asked, FieldFaults, Outcome } from "./check-in-browser.ts";
import { checkInBrowser } from "./check-in-browser.ts";
import { OwnSheetBlock } from "./own-sheet-block.tsx";
import { rehearse } from "./rehearse.ts";
import { ScanButton } from "./scan-button.tsx";
import { SheetReport } from "./sheet-report.tsx";
import { moment, VerdictReport } from "./verdict-report.tsx";

export type VerifyWords = SameKeys<typeof verifyText>;

interface VerifyFormProps {
  readonly language: Language;
  readonly locale: string;
  readonly words: VerifyWords;
  /** The policy this registry goes by itself; null before its log has a key. */
  readonly policy: string | null;
}

const nothing: Asked = { record: "", keys: "", files: [], policy: "", issuer: "", subject: "", at: "" };

/** Larger files are cut off, and then refused: no bundle is that large. */
const maxFileBytes = 8 * 1024 * 1024;

/** Takes a record and what is expected of it, checks it here, and shows the verdict below. */
export function VerifyForm({ language, locale, words, policy }: VerifyFormProps) {
  const t = useMemo(
    () =>
      createTranslator<{ verify: VerifyWords }, "verify">({
        locale,
        messages: { verify: words },
        namespace: "verify",
        timeZone: "UTC",
      }),
    [locale, words],
  );
  const [asked, setAsked] = useState(nothing);
  const [faults, setFaults] = useState<FieldFaults>({});
  const [fileFault, setFileFault] = useState<"record" | "keys" | null>(null);
  const [taken, setTaken] = useState<readonly string[]>([]);
  /** Counts the starts: a field for files forgets what was chosen only by becoming another. */
  const [start, setStart] = useState(0);
  const [outcome, setOutcome] = useState<(Outcome & { ok: true }) | null>(null);
  const [busy, setBusy] = useState(false);
  const [isUnfolded, setUnfolded] = useState(false);
  const result = useRef<HTMLHeadingElement>(null);
  const errors = useRef<HTMLDivElement>(null);

  useEffect(
    () =>
      whenIdle(async () => {
        // Numbers and times are written with the words; the first of them makes the browser load its tables.
        t("checkedFor", { time: moment(new Date().toISOString(), locale) });
        try {
          await rehearse();
        } catch {
          // A browser without the means: what is really checked will say so.
        }
        performance.mark("verify-rehearsed");
      }),
    [t, locale],
  );
  useEffect(() => {
    if (outcome !== null) result.current?.focus();
  }, [outcome]);
  useEffect(() => {
    if (Object.keys(faults).length > 0) errors.current?.focus();
  }, [faults]);

  const set = (field: Exclude<keyof Asked, "files">) => (value: string) =>
    setAsked((before) => ({ ...before, [field]: value }));
  const takeCode = useCallback((text: string) => setAsked((before) => ({ ...before, record: text })), []);
  const errorAt = (field: keyof FieldFaults) => {
    if (fileFault === field) return t("fileBroken");
    const fault = faults[field];
    return fault === undefined ? undefined : t(fault.text, { code: fault.code });
  };

  const textOf = (file: File) => file.slice(0, maxFileBytes).text();

  const takeKeys = async (file: File | undefined) => {
    if (file === undefined) return;
    try {
      set("keys")(await textOf(file));
      setFileFault(null);
    } catch {
      setFileFault("keys");
    }
  };

  /** A single record or bundle is shown in its field; whatever comes with it is kept beside it. */
  const takeFiles = async (files: FileList | null) => {
    if (files === null || files.length === 0) return;
    try {
      const texts = await Promise.all([...files].map(textOf));
      const kinds = texts.map((text) => kindOfMaterial(text.trimEnd()) ?? "record");
      const shown = texts.find((_, at) => ["record", "bundle", "resultSheet"].includes(kinds[at] ?? ""));
      setAsked((before) => ({
        ...before,
        record: shown?.trimEnd() ?? before.record,
        files: [...before.files, ...texts.filter((text) => text !== shown)],
      }));
      setTaken((before) => [...before, ...kinds.map((kind) => t(`kinds.${kind}`))]);
      setFileFault(null);
    } catch {
      setFileFault("record");
    }
  };

  const check = async () => {
    setBusy(true);
    const registry = { origin: window.location.origin, policy, fetchText };
    const found = await checkInBrowser(asked, new Date(), registry);
    setBusy(false);
    setFaults(found.ok ? {} : found.faults);
    setOutcome(found.ok ? found : null);
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void check();
  };
  const onDrop = (field: "record" | "keys") => (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void (field === "keys" ? takeKeys(event.dataTransfer.files[0]) : takeFiles(event.dataTransfer.files));
  };
  const clear = () => {
    setAsked(nothing);
    setFaults({});
    setFileFault(null);
    setTaken([]);
    setStart(start + 1);
    setOutcome(null);
  };

  /** Fields of which something is wrong are shown, also where nobody has unfolded them. */
  const folded = ["keys", "policy", "at"] as const;
  const wrongFields = (["record", "keys", "policy", "at"] as const).filter(
    (field) => errorAt(field) !== undefined,
  );

  return (
    <div className="sections verify-form verify-script">
      <form method="post" className="form" onSubmit={onSubmit} noValidate>
        {Object.keys(faults).length === 0 ? null : (
          <div className="notice notice-danger" role="alert" tabIndex={-1} ref={errors}>
            <div className="notice-title">{t("errors")}</div>
            <ul>
              {wrongFields.map((field) => (
                <li key={field}>
                  <a href={`#${fieldId("verify", field)}`}>{errorAt(field)}</a>{" "}
                  {faults[field]?.text === "recordUnknown" ? (
                    <a href={`/help/unknown?lang=${language}`}>{t("here.unknownHelp")}</a>
                  ) : null}
                </li>
              ))}
            </ul>
          </div>
        )}
        <Field
          form="verify"
          name="record"
          label={t("record")}
          help={t("recordHelp")}
          error={errorAt("record")}
        >
          {(control) => (
            <textarea
              {...control}
              className="verify-text"
              rows={6}
              spellCheck={false}
              autoComplete="off"
              value={asked.record}
              onChange={(event) => set("record")(event.target.value)}
              onDrop={onDrop("record")}
            />
          )}
        </Field>
        <div className="actions">
          <button type="submit" className="button-primary" disabled={busy}>
            {busy ? t("checking") : t("check")}
          </button>
          <button type="button" className="button-quiet" onClick={clear}>
            {t("clear")}
          </button>
        </div>
        <ScanButton words={words.camera} onCode={takeCode} />
        <Field form="verify" name="recordFile" label={t("file")} help={t("filesHelp")}>
          {(control) => (
            <input
              {...control}
              key={start}
              type="file"
              multiple
              onChange={(event) => void takeFiles(event.target.files)}
            />
          )}
        </Field>
        {taken.length === 0 ? null : (
          <p className="small" role="status">
            {t("filesTaken", { count: taken.length, kinds: new Intl.ListFormat(locale).format(taken) })}
          </p>
        )}
        <details
          className="verify-more"
          open={isUnfolded || folded.some((field) => errorAt(field) !== undefined)}
          onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}
        >
          <summary>{t("more")}</summary>
          <div className="stack">
            <p className="field-help">{t("moreHelp")}</p>
            <TextField
              name="issuer"
              label={t("issuer")}
              help={t("issuerHelp")}
              value={asked.issuer}
              onChange={set("issuer")}
            />
            <TextField
              name="subject"
              label={t("subject")}
              help={t("subjectHelp")}
              value={asked.subject}
              onChange={set("subject")}
            />
            <Field
              form="verify"
              name="policy"
              label={t("policy")}
              help={t("policyHelp")}
              error={errorAt("policy")}
            >
              {(control) => (
                <textarea
                  {...control}
                  className="verify-text"
                  rows={3}
                  spellCheck={false}
                  autoComplete="off"
                  value={asked.policy}
                  onChange={(event) => set("policy")(event.target.value)}
                />
              )}
            </Field>
            {policy === null ? null : (
              <details>
                <summary>{t("policyOwn")}</summary>
                <pre className="verify-command" tabIndex={0}>
                  {policy}
                </pre>
              </details>
            )}
            <TextField
              name="at"
              label={t("at")}
              help={t("atHelp")}
              error={errorAt("at")}
              value={asked.at}
              onChange={set("at")}
            />
            <Field form="verify" name="keys" label={t("keys")} help={t("keysHelp")} error={errorAt("keys")}>
              {(control) => (
                <textarea
                  {...control}
                  className="verify-text"
                  rows={3}
                  spellCheck={false}
                  autoComplete="off"
                  value={asked.keys}
                  onChange={(event) => set("keys")(event.target.value)}
                  onDrop={onDrop("keys")}
                />
              )}
            </Field>
            <Field form="verify" name="keysFile" label={t("keysFile")}>
              {(control) => (
                <input
                  {...control}
                  key={start}
                  type="file"
                  accept=".json,application/json"
                  onChange={(event) => void takeKeys(event.target.files?.[0])}
                />
              )}
            </Field>
          </div>
        </details>
      </form>
      {outcome === null ? null : (
        <section className="section" aria-labelledby="result">
          <h2 id="result" tabIndex={-1} ref={result}>
            {t("result")}
          </h2>
          <VerdictReport
            words={words}
            locale={locale}
            verdict={outcome.checked.verdict}
            keys={`${t(`keysFrom.${outcome.keys.from}`, { address: outcome.keys.address })} ${t(`pinned.${outcome.pinned}`)}`}
            checkedFor={t("checkedFor", { time: moment(outcome.checked.verdict.checkedAt, locale) })}
            helpQuery={`?lang=${language}`}
          />
          {outcome.sheet === null ? null : (
            <>
              <h3>{t("sheet.says")}</h3>
              <SheetReport
                sheet={outcome.sheet}
                language={language}
                words={words.sheet}
                signedBy={signerOf(outcome.checked.verdict, words.sheet)}
              />
            </>
          )}
          {outcome.material === null ? null : (
            <OwnSheetBlock
              key={outcome.checked.verdict.checkedAt}
              {...{ material: outcome.material, checked: outcome.checked, language, words }}
            />
          )}
        </section>
      )}
    </div>
  );
}

/** The key a sheet is signed with, where its signature holds; else that it is not known. */
function signerOf({ parts }: Verdict, words: VerifyWords["sheet"]): string {
  const signature = parts.find(({ part }) => part === "signature");
  if (signature?.code === "C_SHEET_UNSIGNED") return words.unsigned;
  return signature?.state === "ok" ? (signature.evidence["kid"] ?? "") : words.unproven;
}

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function TextField({ name, label, help, error, value, onChange }: TextFieldProps) {
  return (
    <Field form="verify" name={name} label={label} help={help} error={error}>
      {(control) => (
        <input
          {...control}
          type="text"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Does something once the browser has nothing else to do; answers how to drop it. Not every browser says when it is idle. */
function whenIdle(work: () => Promise<void>): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(() => void work(), 500);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(() => void work());
  return () => cancelIdleCallback(handle);
}

/** A published text of this registry; null when it cannot be had. */
async function fetchText(path: string): Promise<string | null> {
  try {
    const answer = await fetch(path, { credentials: "omit", headers: { accept: "application/json" } });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
