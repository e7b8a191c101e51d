import type { textOf } from "../../_text/text.ts";

type Text = ReturnType<typeof textOf<"log">>;

/** What a witness said instead of signing: a code, with a detail behind a colon, as a sentence. */
export function troubleInWords(t: Text, trouble: string): string {
  const [code = "", detail = ""] = trouble.split(":");
  switch (code) {
    case "unreachable":
    case "timeout":
    case "tooLarge":
    case "unreadable":
    case "unsigned":
    case "falseSignature":
    case "disagrees":
    case "overtaken":
      return t(`admin.trouble.${code}`);
    case "status":
    case "larger":
      return t(`admin.trouble.${code}`, { detail });
    default:
      return trouble;
  }
}
