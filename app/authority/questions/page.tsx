import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { QuestionList } from "../../_ui/question-list.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "oversight")("question.title") };
}

/** Every question inside records, unanswered ones first. */
export default async function Questions() {
  const [{ language, t, words }, questions] = await Promise.all([
    spoken(),
    asked(registry().oversight.questions()),
  ]);
  const o = textOf(language, "oversight");
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: words.bench.authorityTitle, href: "/authority" }, { name: o("question.title") }]}
      title={o("question.title")}
      lead={o("question.lead")}
    >
      <QuestionList
        questions={questions}
        mayAnswer={() => false}
        back="/authority/questions"
        linkTo={(path) => `/authority/passport?product=${encodeURIComponent(path)}`}
      />
    </Screen>
  );
}
