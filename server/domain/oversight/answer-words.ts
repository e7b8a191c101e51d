import type { ListAnswer } from "./list-answer.ts";

/** What the check of one identifier came to, in both languages: pages and signed result sheets speak alike. */
export const answerWords = {
  en: {
    valid: "valid",
    suspended: "sale stopped",
    withdrawn: "withdrawn",
    superseded: "superseded",
    ended: "ended",
    wrong: "wrong",
    notYetRegistered: "not yet registered",
    unknown: "unknown",
    foreign: "could not check: another registry",
    unreadable: "could not check: no identifier",
    couldNotCheck: "could not check",
  },
  zh: {
    valid: "有效",
    suspended: "已停止销售",
    withdrawn: "已撤回",
    superseded: "已被取代",
    ended: "已终止",
    wrong: "有误",
    notYetRegistered: "尚未登记",
    unknown: "未知",
    foreign: "无法核对：属于其他登记系统",
    unreadable: "无法核对：不是标识符",
    couldNotCheck: "无法核对",
  },
} as const satisfies Readonly<Record<"en" | "zh", Readonly<Record<ListAnswer, string>>>>;
