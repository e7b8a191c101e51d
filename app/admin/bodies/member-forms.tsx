"use client";

import { useState } from "react";
import { ConfirmedAct } from "../../_ui/confirmed-act.tsx";
import { FieldsForm } from "../../_ui/fields-form.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

/** Names a person who signs for a body; offered are those with the role of its kind. */
export function AddMember({
  bodyId,
  people,
}: {
  readonly bodyId: string;
  readonly people: readonly { readonly id: string; readonly name: string }[];
}) {
  const { t } = useTextOf("opinions");
  const { act, running, failure } = useAct();
  const [added, setAdded] = useState<string | null>(null);
  return (
    <div className="stack">
      {added === null ? null : <Notice tone="good" title={t("bodies.added", { name: added })} live />}
      <FieldsForm
        submit={t("bodies.add")}
        running={running}
        failure={failure}
        fields={[
          {
            name: "userId",
            label: t("bodies.person"),
            kind: "select",
            options: [
              { value: "", label: t("bodies.choose") },
              ...people.map(({ id, name }) => ({ value: id, label: name })),
            ],
          },
        ]}
        onSubmit={async (typed) => {
          setAdded(null);
          const userId = typed("userId");
          const made = await act(() => trpc.body.addMember.mutate({ bodyId, userId }));
          if (made !== null) setAdded(people.find(({ id }) => id === userId)?.name ?? "");
          return made !== null;
        }}
      />
    </div>
  );
}

/** Ends that a person signs for a body, after asking the keeper. */
export function RemoveMember(props: {
  readonly bodyId: string;
  readonly userId: string;
  readonly name: string;
  readonly body: string;
  /** Where the focus goes afterwards. */
  readonly back: string;
}) {
  const { bodyId, userId, name, body, back } = props;
  const { t } = useTextOf("opinions");
  return (
    <ConfirmedAct
      opener={t("bodies.remove")}
      title={t("bodies.removeTitle", { name })}
      deed={() => trpc.body.removeMember.mutate({ bodyId, userId })}
      back={back}
    >
      <p>{t("bodies.removeConfirm", { name, body })}</p>
    </ConfirmedAct>
  );
}
