import { readSpreadsheet } from "/tmp/wr3/server/platform/spreadsheet.ts";
import { deflateRawSync, crc32 } from "node:zlib";
const enc=new TextEncoder();
export function zip(files:Record<string,Uint8Array>){const loc:Buffer[]=[],cen:Buffer[]=[];let off=0;for(const[n,b]of Object.entries(files)){const nm=Buffer.from(n),d=deflateRawSync(b,{level:9});const h=Buffer.alloc(30);h.writeUInt32LE(0x04034b50,0);h.writeUInt16LE(20,4);h.writeUInt16LE(8,8);h.writeUInt32LE(crc32(b),14);h.writeUInt32LE(d.length,18);h.writeUInt32LE(b.length,22);h.writeUInt16LE(nm.length,26);const c=Buffer.alloc(46);c.writeUInt32LE(0x02014b50,0);c.writeUInt16LE(20,4);c.writeUInt16LE(20,6);c.writeUInt16LE(8,10);c.writeUInt32LE(crc32(b),16);c.writeUInt32LE(d.length,20);c.writeUInt32LE(b.length,24);c.writeUInt16LE(nm.length,28);c.writeUInt32LE(off,42);loc.push(h,nm,d);cen.push(c,nm);off+=30+nm.length+d.length;}const cd=Buffer.concat(cen);const e=Buffer.alloc(22);e.writeUInt32LE(0x06054b50,0);e.writeUInt16LE(Object.keys(files).length,8);e.writeUInt16LE(Object.keys(files).length,10);e.writeUInt32LE(cd.length,12);e.writeUInt32LE(off,16);return new Uint8Array(Buffer.concat([...loc,cd,e]));}
const R="http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const rels=`<Relationships><Relationship Id="r1" Type="${R}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const wrels=`<Relationships><Relationship Id="r1" Type="${R}/worksheet" Target="sheet1.xml"/><Relationship Id="r2" Type="${R}/sharedStrings" Target="s.xml"/><Relationship Id="r3" Type="${R}/styles" Target="st.xml"/></Relationships>`;
const book=(n=1)=>`<workbook xmlns:r="${R}"><sheets>${`<sheet name="a" r:id="r1"/>`.repeat(n)}</sheets></workbook>`;
const make=(sheet:string,x:{book?:string,s?:string,st?:string}={})=>zip({"_rels/.rels":enc.encode(rels),"xl/workbook.xml":enc.encode(x.book??book()),"xl/_rels/workbook.xml.rels":enc.encode(wrels),"xl/sheet1.xml":enc.encode(sheet),"xl/s.xml":enc.encode(x.s??"<sst/>"),"xl/st.xml":enc.encode(x.st??"<styleSheet/>")});
const rowsX=(n:number)=>Array.from({length:n},(_,i)=>`<row r="${i+1}"><c r="A${i+1}"><v>1</v></c></row>`).join("");
const cases:Record<string,()=>Uint8Array>={
 merges:()=>make(`<worksheet><sheetData>${rowsX(19000)}</sheetData><mergeCells>${`<mergeCell ref="B1000000:B1000000"/>`.repeat(200000)}</mergeCells></worksheet>`),
 sheets:()=>make(`<worksheet/>`,{book:book(100000)}),
 strings:()=>make(`<worksheet><sheetData>${rowsX(2)}</sheetData></worksheet>`,{s:`<sst>${"<si/>".repeat(50_000_000)}</sst>`}),
 formats:()=>make(`<worksheet><sheetData>${rowsX(2)}</sheetData></worksheet>`,{st:`<styleSheet><cellXfs>${"<xf/>".repeat(50_000_000)}</cellXfs></styleSheet>`}),
 deep:()=>make(`<worksheet><sheetData>${"<a>".repeat(2_000_000)}`),
 value:()=>make(`<worksheet><sheetData><row><c><v>${"1".repeat(200_000_000)}</v></c></row></sheetData></worksheet>`),
 attr:()=>make(`<worksheet><sheetData><row x="${"1".repeat(200_000_000)}"/></sheetData></worksheet>`),
 rows:()=>make(`<worksheet><sheetData>${rowsX(1_000_000)}</sheetData></worksheet>`),
 emptyrows:()=>make(`<worksheet><sheetData>${"<row/>".repeat(30_000_000)}</sheetData></worksheet>`),
 csvEq:()=>enc.encode(`Code,Kind\n="${"a".repeat(19_000_000)},b\n`),
 csvQuote:()=>enc.encode(`Code,Kind\n"${"a".repeat(19_000_000)}`),
 csvLines:()=>enc.encode("\n".repeat(19_000_000)),
 csvCommas:()=>enc.encode(",".repeat(19_000_000)),
 csvQuotes:()=>enc.encode('"'.repeat(19_000_001)),
 xmlpre:()=>enc.encode("<?xml"+" ".repeat(19_000_000)),
};
for(const n of (process.argv[2]?.split(",")??Object.keys(cases))){const b=cases[n]!();globalThis.gc?.();const s=performance.now();let peak=0;const iv=setInterval(()=>{peak=Math.max(peak,process.memoryUsage().rss)},50);let r="";try{const p=await readSpreadsheet(b);r=p.ok?"ok":p.problems[0]!.code;}catch(e){r="BROKE "+String(e).slice(0,120);}clearInterval(iv);console.log(n.padEnd(10),(b.length/1e6).toFixed(2)+"MB",Math.round(performance.now()-s)+"ms",r,Math.round(Math.max(peak,process.memoryUsage().rss)/1e6)+"MB rss");}
