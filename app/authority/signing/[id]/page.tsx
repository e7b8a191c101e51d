import type { Metadata } from "next";
import { registry } from "../../../../server/caller.ts";
import { textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { SigningScreen } from "../../../_ui/signing-screen.tsx";
import { spoken } from "../../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "keys")("sign.title") };
}

/** An opinion or a stop of a sale that a body signs with a key of its own. */
export default async function SigningOfBody({ params }: ScreenProps<{ readonly id: string }>) {
  const { id } = await params;
  const [{ language, words }, read] = await Promise.all([spoken(), asked(registry().signature.read({ id }))]);
  const { operatorId: _, operatorName: __, ...file } = read;
  const back =
    file.purpose === "sale"
      ? { name: textOf(language, "status")("authority.nav"), href: "/authority/suspensions" }
      : { name: textOf(language, "opinions")("bench.nav"), href: "/authority/opinions" };
  return (
    <SigningScreen
      file={file}
      trail={[{ name: words.bench.authorityTitle, href: "/authority" }, back]}
      back={back}
    />
  );
}
