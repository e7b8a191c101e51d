import type { Metadata } from "next";
import { textOf } from "../_text/text.ts";
import { BenchSections } from "../_ui/bench.tsx";
import { Screen } from "../_ui/screen.tsx";
import type { ScreenProps } from "../_ui/screen-props.ts";
import { signedInAs } from "../_ui/signed-in.ts";
import { spoken } from "../_ui/spoken.ts";
import { goToProduct } from "../_ui/wanted-product.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("bench.authorityTitle") };
}

/** Where an official begins: find a passport. */
export default async function Authority({ searchParams }: ScreenProps) {
  const refused = goToProduct((await searchParams)["product"]);
  const [{ t, words, language }, account] = await Promise.all([
    spoken(),
    signedInAs("authority", "notifiedBody"),
  ]);
  const more = textOf(language, "classes");
  const isAuthority = account.memberships.some(({ role }) => role === "authority");
  const { authorityTitle, authorityLead } = words.bench;
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: authorityTitle }]}
      title={authorityTitle}
      lead={authorityLead}
    >
      <div className="sections">
        <BenchSections path="/authority" refused={refused}>
          {isAuthority ? (
            <li>
              {more("tool.nowClasses")} <a href="/authority/classes">{more("tool.nav")}</a>
            </li>
          ) : null}
          {account.memberships.some(({ role }) => role === "notifiedBody") ? (
            <li>
              {textOf(language, "opinions")("bench.lead")}{" "}
              <a href="/authority/opinions">{textOf(language, "opinions")("bench.nav")}</a>
            </li>
          ) : null}
          <li>
            {more("tool.nowEvidence")} <a href="/authority/recycled">{more("tool.evidence")}</a>
          </li>
        </BenchSections>
      </div>
    </Screen>
  );
}
