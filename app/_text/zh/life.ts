import type { SameKeys } from "../shape.ts";
import type { lifeText as en } from "../en/life.ts";

/** 电池及其护照的生命周期文本：由谁负责、再利用、废弃、回收、委托。 */
export const lifeText: SameKeys<typeof en> = {
  ended: {
    was: "曾经的电池",
    model: "型号",
    answered: "最后的负责方",
    on: "回收再生日期",
  },
  links: {
    title: "前身与后续",
    lead: "一块电池可由其他电池制成，每块电池仍保留各自的护照。",
    predecessors: "由以下电池制成",
    successors: "已成为以下电池的一部分",
  },
  reasons: {
    responsibilityMoved: "现由另一经营者负责。",
    newValues: "重新测定了电池的数值。",
  },
  page: {
    answers: "现负责方",
    signed: "本版签名方",
    moved: "该电池现由{answering}负责。",
    movedAbout: "本版由{signer}签名，签名时由其负责。本版仍然真实有效；下一版将由现负责方签名。",
    signerColumn: "签名方",
  },
};
