"use client";

import { useState } from "react";
import { ActButton } from "../../_ui/act-button.tsx";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

type Prepared = Awaited<ReturnType<typeof trpc.registration.prepareFiles.mutate>>;

/** Makes files of what waits, and says what was left out and why. */
export function PrepareFiles({
  operatorId,
  name,
}: {
  readonly operatorId: string;
  readonly name: string | null;
}) {
  const { t: e } = useTextOf("exports");
  const { problem } = useText();
  const { act, running, failure } = useAct();
  const [made, setMade] = useState<Prepared | null>(null);
  async function prepare(): Promise<void> {
    const answer = await act(() => trpc.registration.prepareFiles.mutate({ operatorId }));
    if (answer !== null) setMade(answer.done);
  }
  return (
    <div className="stack">
      <div className="actions">
        <button type="button" disabled={running} onClick={() => void prepare()}>
          {name === null ? e("registrations.prepare") : e("registrations.prepareFor", { name })}
        </button>
      </div>
      <FailureNotice failure={failure} form={operatorId} fields={{}} />
      {made === null ? null : (
        <Notice
          tone={made.unprepared.length === 0 ? "good" : "warn"}
          title={e("registrations.prepared", { count: made.files.length })}
          live
        >
          {made.unprepared.length === 0 ? null : (
            <>
              <p>{e("registrations.unprepared")}</p>
              <ul>
                {made.unprepared.map((row) => (
                  <li key={row.id}>
                    <span className="identifier">{row.productUrl}</span>
                    {row.problems.map((one) => (
                      <div key={one.code}>{problem(one)}</div>
                    ))}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Notice>
      )}
    </div>
  );
}

/** A person handed the file in at the registry of the Union. */
export function HandIn({ fileId }: { readonly fileId: string }) {
  const { t: e } = useTextOf("exports");
  return (
    <ActButton
      label={e("registrations.submit")}
      deed={() => trpc.registration.submitFile.mutate({ fileId })}
    />
  );
}

/** What was refused is mended and goes into the next file. */
export function HandAgain({ id }: { readonly id: string }) {
  const { t: e } = useTextOf("exports");
  return (
    <ActButton
      label={e("registrations.again")}
      deed={() => trpc.registration.answer.mutate({ id, answer: "prepared" })}
    />
  );
}
