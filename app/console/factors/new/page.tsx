import type { Metadata } from "next";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { named } from "../../../_ui/named.ts";
import { Screen } from "../../../_ui/screen.tsx";
import { signedInAs } from "../../../_ui/signed-in.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { OwnFactorForm } from "../own-factor-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "library")("own.newTitle") };
}

/** Enters an own factor with its evidence. */
export default async function NewFactor() {
  const account = await signedInAs("author");
  const { language, t } = await spoken();
  const l = textOf(language, "library");
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: l("title"), href: "/console/factors" },
        { name: l("own.newTitle") },
      ]}
      title={l("own.newTitle")}
      lead={<p>{l("own.newLead")}</p>}
    >
      <MoreText messages={{ library: messagesOf(language).library }}>
        <OwnFactorForm
          operators={account.memberships.flatMap(({ role, operatorId, operatorName, operatorNameOriginal }) =>
            role === "author" && operatorId !== null
              ? [{ value: operatorId, label: named(language, operatorName ?? "", operatorNameOriginal) }]
              : [],
          )}
        />
      </MoreText>
    </Screen>
  );
}
