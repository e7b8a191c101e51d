import type { passportText as en } from "../en/passport.ts";
import type { SameKeys } from "../shape.ts";
import { passportText } from "./passport.ts";

/** 无需护照的电池，其二维码所指页面中与护照页面不同的文字。 */
export const informationText: SameKeys<typeof en> = {
  ...passportText,
  site: { ...passportText.site, foot: "开放的电池数据登记系统。无需账号，不用 Cookie，不记录读者信息。" },
  demonstration: {
    ...passportText.demonstration,
    line: "演示：经营者名称均为虚构，本页不是市场上任何电池的信息。",
  },
  identity: {
    ...passportText.identity,
    modelTitle: "电池信息",
    batchTitle: "电池信息",
    itemTitle: "电池信息",
    illustrative: "本型号的数值仅为演示而编制，并非制造商数据。",
    document: {
      ...passportText.identity.document,
      inactive: "经营者已将本信息设为停用。",
      archived: "本信息已归档。",
      invalid: "本信息已被宣布无效。",
    },
  },
  version: { ...passportText.version, back: "返回电池信息" },
  safety: {
    ...passportText.safety,
    back: "请将电池交回销售此类电池的地点或电池回收点。最终用户交回电池无需付费。",
    dont: "请勿拆解、钻孔、挤压、加热或浸水。即使看似没电，电池仍可能存有能量。",
    damaged: "如有破损、鼓胀、漏液、发热或冒烟：让人员远离，不要触碰，拨打火警电话并说明是哪种电池。",
    remove: "电池内置于设备且不能简单取出的，应由受过培训的人员拆卸。",
  },
  plant: {
    ...passportText.plant,
    lead: "本信息仅适用于一家工厂生产的一个型号。",
    siblings: "其他工厂生产的同类型电池有各自的页面：",
  },
  check: { ...passportText.check, json: "电池信息（JSON）" },
  ended: {
    title: "本信息已终止",
    line: "本登记系统曾以该标识符提供一种电池的信息。该信息已终止，标识符不会再次分配。",
  },
  notFound: {
    ...passportText.notFound,
    title: "此处没有内容",
    line: "本登记系统在该地址没有内容：",
    check: "没有页面，可能是输入有误，也可能是标签被复制。请向销售方询问，或向市场监督机构举报。",
    version: "该电池的信息没有第 {version} 版。",
    document: "该电池的信息没有这份文件。",
    page: "该电池的信息没有这个名称的页面。",
  },
  label: { ...passportText.label, battery: "电池信息" },
};
