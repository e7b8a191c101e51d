import { chromium } from "@playwright/test"; import fs from "fs";
const U="http://localhost:3158", out="/tmp/wstudy-look/"; const s=JSON.parse(fs.readFileSync("/tmp/wstudy-data/demo-sign-ins.json"));
const b=await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox"]});
for (const [w,l] of [[390,"zh"],[1440,"en"]]) { const p=await b.newPage({viewport:{width:w,height:900}, javaScriptEnabled:false}); await p.goto(`${U}/01/09520000010010/study?lang=${l}`); await p.screenshot({path:`${out}web-${w}-${l}.png`,fullPage:true}); console.log(w, await p.evaluate(()=>document.documentElement.scrollWidth)); await p.close(); }
const c=await b.newContext({viewport:{width:1440,height:900}}); const p=await c.newPage();
await p.goto(U+"/sign-in?lang=en"); await p.fill('input[type=email]',"exporter@demo.example"); await p.fill('input[type=password]',s.password); await p.click('button[type=submit]'); await p.waitForURL(/console/,{timeout:60000});
await p.goto(U+"/console/declarations?lang=en",{timeout:90000}); const hrefs=await p.$$eval('a[href*="/console/declarations/"]',a=>a.map(x=>[x.getAttribute("href"),x.closest("tr")?.innerText.replace(/\s+/g," ").slice(0,80)])); console.log(hrefs.slice(0,12));
fs.writeFileSync("/tmp/wstudy-look/hrefs.json",JSON.stringify(hrefs));
const ids=[...new Set(hrefs.map(h=>h[0]).filter(h=>/[0-9a-f-]{36}$/.test(h)))];
const draft=hrefs.find(h=>/Draft/.test(h[1]??""))?.[0]; const rel=hrefs.find(h=>/Released/.test(h[1]??""))?.[0];
for (const [n,h] of [["draft",draft],["rel",rel]]) { if(!h) continue; await p.goto(U+h+"/documents?lang=en",{timeout:120000}); await p.screenshot({path:`${out}tab-${n}-1440.png`,fullPage:true}); await p.setViewportSize({width:390,height:844}); await p.goto(U+h+"/documents?lang=zh",{timeout:120000}); await p.screenshot({path:`${out}tab-${n}-390.png`,fullPage:true}); console.log(n, await p.evaluate(()=>document.documentElement.scrollWidth)); await p.setViewportSize({width:1440,height:900}); for (const k of ["report","study"]) for (const l of ["en","zh"]) { const r=await c.request.get(U+h+`/documents/${k}.pdf?lang=${l}`,{timeout:120000}); console.log(n,k,l,r.status(), r.headers()["content-type"]); fs.writeFileSync(`${out}demo-${n}-${k}-${l}.pdf`, await r.body()); } const r=await p.goto(U+h+"/documents/report.html?lang=en"); await p.screenshot({path:`${out}html-${n}.png`}); }
await b.close();
