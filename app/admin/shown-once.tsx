"use client";

import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import type { HandedOver } from "../../server/services/account/add-person.ts";
import { useText } from "../_ui/console-text.tsx";
import { Notice } from "../_ui/notice.tsx";

interface ShownOnceProps {
  readonly title: string;
  readonly help: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Ways on. */
  readonly children: ReactNode;
}

/** A secret that is never shown again. Takes the focus, so that nobody passes it unheard or unseen. */
function ShownOnce({ title, help, facts, children }: ShownOnceProps) {
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <div ref={here} className="stack" tabIndex={-1} data-testid="shown-once">
      <Notice tone="warn" title={title} live>
        <p>{help}</p>
      </Notice>
      <dl className="facts">
        {facts.map(({ name, value }) => (
          <div key={name} className="facts-pair">
            <dt>{name}</dt>
            <dd className="identifier">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="actions">{children}</div>
    </div>
  );
}

/** Address and password to hand over. */
export function PasswordShownOnce({
  handedOver,
  children,
}: {
  readonly handedOver: HandedOver;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  return (
    <ShownOnce
      title={t("admin.shownOnce.passwordTitle")}
      help={t("admin.shownOnce.passwordHelp", { address: `${window.location.origin}/sign-in` })}
      facts={[
        { name: t("admin.shownOnce.email"), value: handedOver.email },
        { name: t("admin.shownOnce.password"), value: handedOver.password },
      ]}
    >
      {children}
    </ShownOnce>
  );
}

/** A token for a machine. */
export function TokenShownOnce({
  token,
  children,
}: {
  readonly token: string;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  return (
    <ShownOnce
      title={t("admin.shownOnce.tokenTitle")}
      help={t("admin.shownOnce.tokenHelp")}
      facts={[{ name: t("admin.shownOnce.token"), value: token }]}
    >
      {children}
    </ShownOnce>
  );
}
