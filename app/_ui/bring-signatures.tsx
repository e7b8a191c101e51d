"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { SubmitEvent } from "react";
import type { EnteredSignature } from "../../server/services/signature/enter.ts";
import type { SigningInput } from "../../server/services/signature/read.ts";
import { useText } from "./console-text.tsx";
import { CloseDialog, Dialog } from "./dialog.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { failureOf, problemAt } from "./failure.ts";
import type { Failure } from "./failure.ts";
import { Field } from "./field.tsx";
import { useTextOf } from "./more-text.tsx";
import { Notice } from "./notice.tsx";
import { textOfEntry } from "./text-of-entry.ts";
import { trpc } from "./trpc-client.ts";

interface BringSignaturesProps {
  readonly id: string;
  /** Where to go from here. */
  readonly back: { readonly name: string; readonly href: string };
  readonly inputs: readonly Omit<SigningInput, "input">[];
  /** Signs all of them. */
  readonly command: string;
}

/** More texts than this are brought in one file: nobody fills so many fields. */
const mostFields = 9;

/** A field for each signature. What was entered or dropped is not asked for again: the screen keeps saying how it ended. */
export function BringSignatures({ id, back, inputs, command }: BringSignaturesProps) {
  const { t: c, problem } = useText();
  const { t } = useTextOf("keys");
  const router = useRouter();
  const form = useId();
  const isMany = inputs.length > mostFields;
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [entered, setEntered] = useState<EnteredSignature | null>(null);

  async function attempt(deed: () => Promise<void>): Promise<void> {
    setRunning(true);
    try {
      await deed();
      setFailure(null);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setRunning(false);
    }
  }

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    await attempt(async () => {
      const signatures = isMany
        ? await manyIn(typed)
        : inputs.map((_, place) => textOfEntry(typed.get(`signatures.${String(place)}`)));
      setEntered(await trpc.signature.enter.mutate({ id, signatures }));
    });
  }

  const names = Object.fromEntries(
    inputs.map((_, place) => [`signatures.${String(place)}`, t("sign.signature", { n: String(place + 1) })]),
  );
  if (entered !== null) {
    return (
      <section className="section">
        <Notice
          tone={entered.isPending ? "warn" : "good"}
          title={entered.isPending ? t("sign.donePending") : t("sign.done")}
          live
        />
        <div className="actions">
          {entered.path === null || entered.isPending ? null : (
            <a className="button button-primary" href={entered.path}>
              {t("sign.see")}
            </a>
          )}
          <a className="button" href={back.href}>
            {back.name}
          </a>
        </div>
      </section>
    );
  }
  return (
    <form method="post" className="form" noValidate onSubmit={(event) => void send(event)}>
      <FailureNotice
        failure={failure}
        form={form}
        {...(isMany ? { fields: {}, names } : { fields: names })}
      />
      {isMany ? <ManyTexts form={form} inputs={inputs} command={command} /> : null}
      {(isMany ? [] : inputs).map(({ typ, sha256, command: own }, place) => {
        const name = `signatures.${String(place)}`;
        const found = problemAt(failure, name);
        const n = String(place + 1);
        return (
          <section className="section" key={sha256}>
            <h2>{t("sign.textN", { n, typ })}</h2>
            <dl className="facts">
              <dt>{t("sign.digest")}</dt>
              <dd className="identifier">{sha256}</dd>
            </dl>
            <h3>{t("sign.command")}</h3>
            <pre className="record-text" tabIndex={0} aria-label={`${t("sign.command")} ${n}`}>
              {own}
            </pre>
            <Field
              form={form}
              name={name}
              label={t("sign.signature", { n })}
              help={t("sign.signatureHelp")}
              error={found === undefined ? undefined : problem(found)}
            >
              {(control) => <textarea {...control} rows={3} spellCheck={false} className="identifier" />}
            </Field>
          </section>
        );
      })}
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? c("action.running") : t("sign.enter")}
        </button>
        <Dialog opener={t("sign.discard")} openerClass="button-quiet" offered title={t("sign.discardTitle")}>
          <p>{t("sign.discardWhat")}</p>
          <div className="actions">
            <button
              type="button"
              className="button-danger"
              disabled={running}
              onClick={() =>
                void attempt(async () => {
                  await trpc.signature.discard.mutate({ id });
                  router.push(back.href);
                })
              }
            >
              {t("sign.discard")}
            </button>
            <CloseDialog label={c("action.cancel")} disabled={running} />
          </div>
        </Dialog>
      </div>
    </form>
  );
}

/** One file with all signatures, or a field to paste it into; which text is which stands below. */
function ManyTexts({
  form,
  inputs,
  command,
}: Pick<BringSignaturesProps, "inputs" | "command"> & { readonly form: string }) {
  const { t } = useTextOf("keys");
  return (
    <section className="section">
      <h2>{t("sign.many", { count: inputs.length })}</h2>
      <p>{t("sign.manyLead")}</p>
      <pre className="record-text" tabIndex={0} aria-label={t("sign.command")}>
        {command}
      </pre>
      <Field form={form} name="file" label={t("sign.manyFile")} help={t("sign.manyFileHelp")}>
        {(control) => <input {...control} type="file" accept=".txt,text/plain" />}
      </Field>
      <Field form={form} name="signatures" label={t("sign.manyTyped")}>
        {(control) => <textarea {...control} rows={6} spellCheck={false} className="identifier" />}
      </Field>
      <details>
        <summary>{t("sign.manyTexts")}</summary>
        <ol>
          {inputs.map(({ typ, sha256 }) => (
            <li key={sha256}>
              {typ} <span className="identifier small">{sha256}</span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

/** One signature a line, of the file or as pasted; an empty line within leaves its text without one. */
async function manyIn(typed: FormData): Promise<string[]> {
  const file = typed.get("file");
  const text =
    file instanceof File && file.size > 0 ? await file.text() : textOfEntry(typed.get("signatures"));
  return text.trimEnd() === "" ? [] : text.trimEnd().split(/\r?\n/);
}
