import type { Metadata } from "next";
import { messagesOf, textOf } from "../../_text/text.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { Screen } from "../../_ui/screen.tsx";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { oneOf } from "../../_ui/screen-props.ts";
import { spoken } from "../../_ui/spoken.ts";
import { CheckForm } from "./check-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "oversight")("check.title") };
}

/** A list of identifiers, or a whole shipment, checked at once. */
export default async function CheckList({ searchParams }: ScreenProps) {
  const initial = oneOf((await searchParams)["list"]);
  const { language, t, words } = await spoken();
  const o = textOf(language, "oversight");
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: words.bench.authorityTitle, href: "/authority" }, { name: o("check.title") }]}
      title={o("check.title")}
      lead={o("check.lead")}
    >
      <MoreText messages={{ oversight: messagesOf(language).oversight }}>
        <CheckForm initial={initial} />
      </MoreText>
    </Screen>
  );
}
