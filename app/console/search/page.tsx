import type { Metadata } from "next";
import { textOf } from "../../_text/text.ts";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { SearchScreen } from "../../_ui/search-screen.tsx";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "search")("title") };
}

/** Everything of the operators somebody acts for, drafts too. */
export default async function Search({ searchParams }: ScreenProps) {
  const { t } = await spoken();
  return (
    <SearchScreen
      query={await searchParams}
      path="/console/search"
      home={{ name: t("console"), href: "/console" }}
      places={{
        model: ({ id }) => `/console/models/${id}`,
        battery: ({ productUrl }) =>
          `/console/batteries/battery?${new URLSearchParams({ of: productUrl }).toString()}`,
        batch: ({ path }) => path,
      }}
    />
  );
}
