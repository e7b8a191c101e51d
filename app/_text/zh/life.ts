import type { SameKeys } from "../shape.ts";
import type { lifeText as en } from "../en/life.ts";

/** 电池及其护照的生命周期文本：由谁负责、再利用、废弃、回收、委托。 */
export const lifeText: SameKeys<typeof en> = {
  page: {
    answers: "现负责方",
    signed: "本版签名方",
    moved: "该电池现由{answering}负责。",
    movedAbout: "本版由{signer}签名，签名时由其负责。本版仍然真实有效；下一版将由现负责方签名。",
    signerColumn: "签名方",
  },
};
