import type { Metadata } from "next";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { named } from "../../../_ui/named.ts";
import { Screen } from "../../../_ui/screen.tsx";
import { signedInAs } from "../../../_ui/signed-in.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { ImportForm } from "./import-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "library")("imported.title") };
}

/** Takes a supplier's footprint in, in one of the exchange formats. */
export default async function ImportFootprint() {
  const account = await signedInAs("author");
  const { language, t } = await spoken();
  const l = textOf(language, "library");
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: textOf(language, "suppliers")("title"), href: "/console/suppliers" },
        { name: l("imported.title") },
      ]}
      title={l("imported.title")}
      lead={<p>{l("imported.lead")}</p>}
    >
      <MoreText messages={{ library: messagesOf(language).library }}>
        <ImportForm
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
