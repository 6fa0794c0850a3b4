// @ts-nocheck
import { MODELS, semantics } from '../../src/models/index.js';
import { Typings } from './zz-typings.js';
const typings = new Typings(MODELS);
const byPkg = new Map();
for (const m of MODELS) for (const p of m.packages) byPkg.set(p, [...(byPkg.get(p) ?? []), m]);
function inherited(model, name, seen = new Set()) {
  const key = model.packages[0] + name;
  const out = new Set();
  if (seen.has(key)) return out;
  seen.add(key);
  const models = model.packages.flatMap(p => byPkg.get(p) ?? [model]);
  for (const mm of new Set(models)) {
    const t = mm.types?.[name]; const e = mm.exports?.[name];
    for (const k of Object.keys(t?.members ?? {})) out.add(k);
    const ext = t?.extends;
    if (typeof ext === 'string') for (const one of ext.split('|').map(x=>x.trim().replace(/<.*$/,''))) {
      const i = one.lastIndexOf(':');
      const target = i > 0 && one.includes(':') ? [one.slice(0,i), one.slice(i+1)] : null;
      if (target) { for (const m2 of byPkg.get(target[0]) ?? []) for (const k of inherited(m2, target[1], seen)) out.add(k); }
      else for (const k of inherited(mm, one, seen)) out.add(k);
    }
  }
  return out;
}
for (const model of MODELS) {
  const r = typings.uncovered(model, inherited);
  if (!r.length) continue;
  console.log('\n## ' + model.packages.slice(0,4).join(' '));
  for (const x of r) console.log(x.slice(0, 1800));
}
