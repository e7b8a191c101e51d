"use client";

import { useId, useState } from "react";
import type { SubmitEvent } from "react";
import { ConfirmedAct } from "../../_ui/confirmed-act.tsx";
import { useText } from "../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../_ui/dialog.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { problemAt } from "../../_ui/failure.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { textOfEntry } from "../../_ui/text-of-entry.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

interface KeyDeedsProps {
  readonly operatorId: string;
  readonly kid: string;
  /** Part after the sign: how people tell keys apart. */
  readonly name: string;
  readonly mayRotate: boolean;
  readonly mayRetire: boolean;
  readonly mayDeclare: boolean;
}

/** What can be done to one key; each asks first and says what strangers will see. */
export function KeyDeeds({ operatorId, kid, name, mayRotate, mayRetire, mayDeclare }: KeyDeedsProps) {
  // A compromised key has nothing left that could be done with it.
  if (!mayRotate && !mayRetire && !mayDeclare) return "–";
  return (
    <div className="row">
      {mayRotate ? <Rotate operatorId={operatorId} kid={kid} name={name} /> : null}
      {mayRetire ? <Retire kid={kid} name={name} /> : null}
      {mayDeclare ? <Declare kid={kid} name={name} /> : null}
    </div>
  );
}

type OneKey = Pick<KeyDeedsProps, "kid" | "name">;

function Rotate({ operatorId, kid, name }: OneKey & Pick<KeyDeedsProps, "operatorId">) {
  const { t: c } = useText();
  const { t } = useTextOf("keys");
  const { act, running, failure } = useAct();
  const form = useId();
  const [isHalf, setHalf] = useState(false);

  async function rotate(dialog: HTMLDialogElement | null): Promise<void> {
    if (!isHalf) {
      const added = await act(() => trpc.key.add.mutate({ operatorId, signer: "process" }));
      if (added === null) return;
      setHalf(true);
    }
    if ((await act(() => trpc.key.retire.mutate({ kid }))) !== null) dialog?.close();
  }

  return (
    <Dialog opener={t("rotate.open")} openerClass="button-quiet" offered title={t("rotate.title")}>
      <FailureNotice failure={failure} form={form} fields={{}} />
      {isHalf && failure !== null ? <p>{t("rotate.half")}</p> : null}
      <p className="identifier">{name}</p>
      <p>{t("rotate.what")}</p>
      <p>{t("rotate.seen")}</p>
      <div className="actions">
        <button
          type="button"
          className="button-primary"
          disabled={running}
          onClick={({ currentTarget }) => void rotate(currentTarget.closest("dialog"))}
        >
          {running ? c("action.running") : t("rotate.confirm")}
        </button>
        <CloseDialog label={c("action.cancel")} disabled={running} />
      </div>
    </Dialog>
  );
}

function Retire({ kid, name }: OneKey) {
  const { t } = useTextOf("keys");
  return (
    <ConfirmedAct
      opener={t("retire.open")}
      title={t("retire.title")}
      submit={t("retire.confirm")}
      deed={() => trpc.key.retire.mutate({ kid })}
    >
      <p className="identifier">{name}</p>
      <p>{t("retire.what")}</p>
      <p>{t("retire.seen")}</p>
    </ConfirmedAct>
  );
}

function Declare({ kid, name }: OneKey) {
  const { t: c, problem } = useText();
  const { t } = useTextOf("keys");
  const { act, running, failure } = useAct();
  const form = useId();
  const found = problemAt(failure, "since");

  async function declare(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const element = event.currentTarget;
    const since = textOfEntry(new FormData(element).get("since"));
    if ((await act(() => trpc.key.declareCompromised.mutate({ kid, since }))) !== null)
      element.closest("dialog")?.close();
  }

  return (
    <Dialog opener={t("compromise.open")} openerClass="button-quiet" offered title={t("compromise.title")}>
      <form method="post" className="form" noValidate onSubmit={(event) => void declare(event)}>
        <FailureNotice failure={failure} form={form} fields={{ since: t("compromise.since") }} />
        <p className="identifier">{name}</p>
        <p>{t("compromise.what")}</p>
        <p>{t("compromise.seen")}</p>
        <p>{t("compromise.after")}</p>
        <Field
          form={form}
          name="since"
          label={t("compromise.since")}
          help={t("compromise.sinceHelp")}
          error={found === undefined ? undefined : problem(found)}
        >
          {(control) => <input {...control} type="text" autoComplete="off" required />}
        </Field>
        <div className="actions">
          <button type="submit" className="button-danger" disabled={running}>
            {running ? c("action.running") : t("compromise.confirm")}
          </button>
          <CloseDialog label={c("action.cancel")} disabled={running} />
        </div>
      </form>
    </Dialog>
  );
}

type Way = "process" | "service" | "pkcs11" | "upload";

interface AddKeyProps {
  readonly operatorId: string;
  readonly holders: { readonly service: boolean; readonly pkcs11: boolean };
}

interface Statement {
  readonly jwk: string;
  readonly alg: "ES256" | "EdDSA";
  readonly input: string;
}

/** Adds a key in one of four ways, after saying what each means. */
export function AddKey({ operatorId, holders }: AddKeyProps) {
  const { t: c, problem } = useText();
  const { t } = useTextOf("keys");
  const { act, running, failure, setFailure } = useAct();
  const form = useId();
  const [way, setWay] = useState<Way>("process");
  const [statement, setStatement] = useState<Statement | null>(null);
  const [unsure, setUnsure] = useState(false);
  const [done, setDone] = useState<{ readonly isPending: boolean } | null>(null);
  const isMissing = (way === "service" && !holders.service) || (way === "pkcs11" && !holders.pkcs11);
  const at = (name: string) => {
    const found = problemAt(failure, name);
    return found === undefined ? undefined : problem(found);
  };

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const element = event.currentTarget;
    const typed = new FormData(element);
    const text = (name: string) => textOfEntry(typed.get(name));
    setDone(null);
    if (way === "upload" && (statement === null || statement.jwk !== text("jwk"))) {
      const jwk = text("jwk");
      const said = await act(() => trpc.key.statement.query({ operatorId, jwk }));
      setStatement(said === null ? null : { jwk, ...said.done });
      return;
    }
    const isSure = typed.get("sure") === "on";
    setUnsure(!isSure);
    if (!isSure) return;
    const added = await act(() =>
      trpc.key.add.mutate(
        way === "process"
          ? { operatorId, signer: way }
          : way === "upload"
            ? {
                ...{ operatorId, signer: way, jwk: text("jwk") },
                proof: text("signature").includes(".")
                  ? text("signature")
                  : `${statement?.input ?? ""}.${text("signature")}`,
              }
            : { operatorId, signer: way, name: text("name") },
      ),
    );
    if (added === null) return;
    setDone({ isPending: added.done.pending !== null });
    setStatement(null);
    element.reset();
    setWay("process");
  }

  return (
    <div className="stack">
      {done === null ? null : (
        <Notice
          tone={done.isPending ? "warn" : "good"}
          title={done.isPending ? t("add.pending") : t("add.done")}
          live
        />
      )}
      <form method="post" className="form" noValidate onSubmit={(event) => void send(event)}>
        <FailureNotice
          failure={failure}
          form={form}
          fields={{ name: t("add.name"), jwk: t("add.jwk"), proof: t("add.signature") }}
        />
        <Field
          form={form}
          name="way"
          label={t("add.how")}
          help={isMissing ? `${t(`add.${way}`)} ${t("add.missing")}` : t(`add.${way}`)}
        >
          {(control) => (
            <select
              {...control}
              value={way}
              onChange={({ target }) => {
                const chosen = ways.find((one) => one === target.value);
                if (chosen === undefined) return;
                setWay(chosen);
                setStatement(null);
                setFailure(null);
              }}
            >
              {ways.map((one) => (
                <option key={one} value={one}>
                  {t(`add.ways.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {way === "service" || way === "pkcs11" ? (
          <Field form={form} name="name" label={t("add.name")} help={t("add.nameHelp")} error={at("name")}>
            {(control) => <input {...control} type="text" autoComplete="off" disabled={isMissing} />}
          </Field>
        ) : null}
        {way === "upload" ? (
          <Field form={form} name="jwk" label={t("add.jwk")} help={t("add.jwkHelp")} error={at("jwk")}>
            {(control) => <textarea {...control} rows={5} spellCheck={false} className="identifier" />}
          </Field>
        ) : null}
        {statement === null || way !== "upload" ? null : (
          <div className="stack">
            <h3>{t("add.statementTitle")}</h3>
            <p>{t("add.statementLead")}</p>
            <pre className="record-text" tabIndex={0} aria-label={t("add.statementTitle")}>
              {statement.input}
            </pre>
            <h4>{t("add.command")}</h4>
            <pre className="record-text" tabIndex={0} aria-label={t("add.command")}>
              {commandFor(statement)}
            </pre>
            <Field form={form} name="proof" label={t("add.signature")} error={at("proof")}>
              {(control) => (
                <textarea {...control} name="signature" rows={3} spellCheck={false} className="identifier" />
              )}
            </Field>
          </div>
        )}
        {way === "upload" && statement === null ? null : (
          <>
            <p>{t("add.seen")}</p>
            <label className="row">
              <input type="checkbox" name="sure" aria-invalid={unsure ? true : undefined} />
              {t("add.sure")}
            </label>
            {unsure ? (
              <div className="field-error" role="alert">
                {t("add.unsure")}
              </div>
            ) : null}
          </>
        )}
        <div className="actions">
          <button type="submit" className="button-primary" disabled={running || isMissing}>
            {running
              ? c("action.running")
              : way === "upload" && statement === null
                ? t("add.statement")
                : t("add.confirm")}
          </button>
        </div>
      </form>
    </div>
  );
}

const ways: readonly Way[] = ["process", "service", "pkcs11", "upload"];

function commandFor({ alg, input }: Statement): string {
  return alg === "ES256"
    ? `printf %s '${input}' | openssl dgst -sha256 -sign key.pem | base64 -w0`
    : `printf %s '${input}' > input.txt && openssl pkeyutl -sign -rawin -inkey key.pem -in input.txt | base64 -w0`;
}
