/** One of every syntax, and texts as an editor holds them while somebody types. */

export const ZOO: readonly string[] = [
  `label: for (let i = 0, j = 1; i < j; i++, j--) { if (i) continue label; else break label; }`,
  `var { a: { b: [c = 1, , ...d] = [] } = {}, ['x' + 1]: e, ...f } = g(), g = () => ({}) as any;`,
  `async function* h() { for await (const x of h()) yield* x; return await (yield 1); } export { h as 'a string' };`,
  `class A<const T> extends (class { static {} }) implements B { declare x; static #p = 1; accessor q = 2; get [Symbol.iterator]() { return this.#m; } set y(v) {} static async *z() {} #m() { return #m in this; } constructor(readonly r?: T) { super(); new.target; } } interface B {}`,
  `abstract class C { abstract x: string; abstract m(): void; protected constructor(private a = 1, public b?) {} override toString() { return super.toString?.() ?? ''; } }`,
  `@dec() class D { @dec prop = 1; @dec() method(@dec p) {} @dec get g() { return 1; } } function dec(...a: any): any {}`,
  `enum E { A, B = 'b', C = A << 1, D = \`x\${1}\` } const enum F { X } declare enum G { Y } export { E, F, G };`,
  `namespace N { export namespace M { export const x = 1; } export import Y = M.x; } import Z = N.M; declare module 'm' { export default 1; } declare global { var q: any; }`,
  `import type { T } from './t.js'; import { type U, default as V } from './u.js'; import W, * as X from './w.js'; import json from './j.json' with { type: 'json' }; export type * from './t.js'; export * as ns from './u.js'; export default W;`,
  `import r = require('fs'); export = r;`,
  `switch (1) { case 1: { break; } default: case 2: let x; function inSwitch() {} class InSwitch {} }`,
  `try { throw 1; } catch { try {} finally {} } finally { try {} catch ({ message = '', ...rest }) {} }`,
  `a?.b?.[c]?.(d)!.e\`t\${f}\`; delete a?.b; void 0; typeof a; a ||= b; a &&= c; a ??= d; a **= 2; a >>>= 1; [a, b] = [b, a]; ({ a, b = 1, ...c } = d); (a as any) = 1; (a!) = 2; (<any>a) = 3; declare let a: any, b: any, c: any, d: any, e: any, f: any;`,
  `const s = x satisfies string as const; const t = <T,>(y: T): y is T => true; function u(this: Window, ...z): asserts z {} let x; var v: typeof import('fs'), w: unique symbol, k: keyof typeof x[], l: \`a\${string}\`, m: [a?: 1, ...b: 2[]];`,
  `function over(a: string): void; function over(a: number): void; function over(a) { arguments[0] = 1; return over.apply(this, arguments); }`,
  `if (1) ; else ; while (0) ; do ; while (0); for (;;) break; for (var p in {}) ; for (let q of []) ; with_: { break with_; } debugger; ;`,
  `const big = 10n ** 20n, hex = 0xff, under = 1_000, re = /(?<n>a)\\k<n>/dgimsuy, nan = NaN, inf = -Infinity, str = '\\u{1F600}', tag = String.raw\`\\x\`;`,
  `const o = { __proto__: null, 'quoted': 1, 2: 3, [\`c\${1}\`]: 4, get x() { return 1; }, set x(v) {}, async *gen() {}, async m() {}, ...{}, shorthand, f: function named() { return named; } }; var shorthand;`,
  `await using res = acquire(); using other = null; async function acquire() { await using x = null; } await 1; for await (const y of []) {} import.meta.url; await import('./x.js'); await import(x); let x;`,
  `new (class { constructor() { return () => this; } })()(); (function self() { self(); })(); (() => { throw this; })(); new Proxy({}, { get: (t, k) => Reflect.get(t, k) }); new Function('return 1')(); eval('1');`,
  `const cyc = []; cyc.push(cyc); const ob: any = {}; ob.ob = ob; Object.setPrototypeOf(ob, ob); JSON.stringify(cyc); [...cyc, ...ob]; ({ ...ob }); for (const z of cyc) z.push(...z); structuredClone(ob);`,
  `class Loop extends Loop {} class Ping extends Pong {} class Pong extends Ping {} new Loop(); new Pong(); const self = self; let two = three, three = two; export { self as default };`,
  `export * from './zoo.js'; import * as me from './zoo.js'; me.me.me; export { me };`,
  `[].map.call.apply.bind.call(null); ''.split.call(1)(2)(3); Promise.all(1 as any).then().catch().finally(); new Map(new Map(1 as any)); new Set(new Set()); Array.from({ length: -1 }); 'x'.repeat(-1); 'x'.padStart(Infinity); new RegExp('['); /a/[Symbol.replace](); Symbol.for('x'); new Date(NaN).toISOString(); parseInt.call(); BigInt('x'); 1n + (1 as any); decodeURIComponent('%');`,
  `'abc'.slice(NaN, -0).at(1e9)!.charCodeAt(-1).toString(99); [1, 2].splice(-1, 1e9, ...[3]); [].reduce((a, b) => a + b); [1].flat(Infinity).copyWithin(0); (1).toFixed(1000); Object.fromEntries(1 as any); Object.defineProperty({}, 'x', { get() { return this; } }); Reflect.construct(Date, [], Array);`,
];

export const JSX_ZOO: readonly string[] = [
  `const x = <a.b {...props} k="v" l={1}>{/* c */}{...list}<></>text &amp; {cond && <C<string> />}</a.b>; declare const props: any, list: any, cond: any, C: any, a: any;`,
];

const FRAGMENT = `import express from 'express';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
app.get('/users/:id', async (req, res) => {
  const { name } = req.query;
  const { rows } = await pool.query(\`SELECT * FROM users WHERE name = '\${name}'\`);
  if (!rows.length) throw new Error('none');
  res.json(rows.map((row) => ({ ...row, id: req.params.id })));
});
`;

/** What the editor holds after each keystroke of a program: every prefix, in steps. */
export function halfTyped(step: number): readonly string[] {
  return Array.from({ length: Math.ceil(FRAGMENT.length / step) }, (_, index) => FRAGMENT.slice(0, index * step));
}
