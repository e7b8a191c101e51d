import type { cataloguesText as en } from "../en/catalogues.ts";
import type { SameKeys } from "../shape.ts";

/** 管理员的属性目录页面的文字。 */
export const cataloguesText: SameKeys<typeof en> = {
  nav: "目录",
  title: "属性目录",
  lead: "规定护照可包含哪些数据项、由谁填写以及自何时起必填。每个版本从不更改：已签名的内容始终适用其签名时的版本，之后的记录按最新版本生成。",
  caption: "本登记系统的各个版本，最新的在前",
  version: "版本",
  attributes: "数据项",
  added: "载入本系统的时间",
  digest: "SHA-256",
  inUse: "在用",
  ofRelease: "随本发行版提供",
  notUsed: "尚无记录按此版本生成",
  adoptTitle: "采用新版本",
  json: "目录（JSON）",
  jsonHelp: "完整的目录，版本号须高于在用版本。",
  file: "从文件读取",
  review: "查看变化",
  adopt: "采用版本 {version}",
  adopted: "已采用。之后的记录按此版本生成。",
  problemsTitle: "存在的问题",
  changesTitle: "版本 {version} 相对 {inUse} 的变化",
  nothing: "除版本号外没有变化。",
  list: {
    attributes: "数据项",
    acts: "法案",
    groups: "分组",
    sections: "小节",
    rules: "规则",
  },
  addedRows: "新增：{names}",
  removedRows: "移除：{names}",
  changedRow: "{name}：{member} 由 {before} 改为 {after}",
  none: "无",
};
