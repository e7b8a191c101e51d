/**
 * A day or month as people write it, in the form `YYYY-MM-DD` or `YYYY-MM` where it is one: `2027年2月18日`, `2027/2/18`,
 * `２０２７.2`. Whether it exists is for the parser of days and months.
 */
export function dashedDay(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .replace(/[/.年月]/g, "-")
    .replace(/日$|-$/, "")
    .replace(/-(\d)(?=-|$)/g, "-0$1");
}
