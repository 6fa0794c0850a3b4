import ts from 'typescript'; import path from 'node:path'; import {mkdtempSync, rmSync} from 'node:fs';
import { writeProject } from '/work/main/scripts/bench/project.js';
import { analyseTyped } from '/work/main/src/analysis/analysis.js';
const n=Number(process.argv[2]??500);
const folder=mkdtempSync('/tmp/prof-'); const files=writeProject(folder,n,'/work/main/node_modules');
const cfg=ts.parseJsonConfigFileContent(ts.readConfigFile(folder+'/tsconfig.json',ts.sys.readFile).config,{...ts.sys,readDirectory:()=>[]},folder);
const p=ts.createProgram({rootNames:[...files],options:cfg.options}); p.getTypeChecker();
const t=performance.now(); let worst: [number,string][]=[];
for(const f of files){const s=performance.now(); analyseTyped(p,f); worst.push([performance.now()-s,f]);}
worst.sort((a,b)=>b[0]-a[0]);
console.log(n,'total',Math.round(performance.now()-t), worst.slice(0,6).map(([a,b])=>a.toFixed(0)+' '+path.basename(b)).join(', '));
rmSync(folder,{recursive:true,force:true});
