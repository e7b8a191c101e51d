import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import { textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { SigningScreen } from "../../../../_ui/signing-screen.tsx";
import { spoken } from "../../../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "keys")("sign.title") };
}

/** What an operator signs with a key of its own. */
export default async function Signing({ params }: ScreenProps<{ readonly id: string }>) {
  const { id } = await params;
  const [{ language, t: c }, read] = await Promise.all([spoken(), asked(registry().signature.read({ id }))]);
  const t = textOf(language, "keys");
  const { operatorId, operatorName: _, ...file } = read;
  const keys = `/console/keys?operator=${operatorId}`;
  return (
    <SigningScreen
      file={file}
      trail={[
        { name: c("console"), href: "/console" },
        { name: t("title"), href: keys },
      ]}
      back={{ name: t("sign.back"), href: keys }}
    />
  );
}
