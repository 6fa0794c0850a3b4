import { describe } from 'vitest';
import { program } from './lab.js';

describe('assignment', () => {
  program(
    'names, copies and overwriting',
    `
const a = source();
let b = a;
sink(b); // sink
b = 'constant';
sink(b); // quiet
sink(a); // sink
sink(clean(a)); // quiet
let c, d;
c = d = a;
sink(d); // sink
let text = 'x';
text += a;
sink(text); // sink
let kept = null;
kept ??= a;
sink(kept); // sink
sink(Number(a)); // quiet
sink(a.length > 3); // quiet`,
  );
  program(
    'text: templates, concatenation, methods',
    `
const a = source();
sink(\`x \${a}\`); // sink
sink('x' + a); // sink
sink(String(a).trim().toLowerCase()); // sink
sink(['x', a].join(',')); // sink
sink(JSON.stringify({ a })); // sink
sink(typeof a); // quiet
sink(\`x \${clean(a)}\`); // quiet`,
  );
  program(
    'patterns: objects, arrays, defaults, rest',
    `
const { a, ...others } = { a: source(), b: source(), c: 'c' };
sink(a); // sink
sink(others.b); // sink
sink(others.c); // quiet
const [first, second, ...more] = [source(), 'second', 'third', source()];
sink(first); // sink
sink(second); // quiet
sink(more[0]); // quiet
sink(more[1]); // sink
const { missing = source() } = {};
sink(missing); // sink
let x = source();
let y = 'y';
[x, y] = [y, x];
sink(x); // quiet
sink(y); // sink`,
  );
});

describe('branches', () => {
  program(
    'either side arrives; a dead side does not',
    `
declare const maybe: boolean;
let a;
if (maybe) a = source();
else a = 'other';
sink(a); // sink
let b = source();
if (maybe) b = 'one';
else b = 'two';
sink(b); // quiet
const c = maybe ? clean(source()) : 'x';
sink(c); // quiet
const d = maybe ? source() : 'x';
sink(d); // sink
sink(maybe && source()); // sink
if (false) sink(source()); // quiet
if (true) a = 'x';
sink(a); // quiet`,
  );
  program(
    'switch: cases, fall through, default',
    `
declare const which: string;
let a = 'none';
switch (which) {
  case 'one':
    a = source();
    break;
  case 'two':
    a = 'two';
  case 'three':
    sink(a); // quiet
    break;
  default:
    a = clean(source());
}
sink(a); // sink
function chosen(name) {
  switch (name) {
    case 'a':
      return 'x';
    case 'b':
      return 'y';
    default:
      return 'z';
  }
}
sink(chosen(source())); // quiet
const given = source();
switch (given) {
  case 'red':
  case 'blue':
    sink(given); // quiet
    break;
  default:
    sink(given); // sink
}`,
  );
});

describe('loops', () => {
  program(
    'what a round leaves behind is seen by the next',
    `
let before = 'x';
let now = 'y';
for (let i = 0; i < 10; i++) {
  sink(before); // sink
  before = now;
  now = source();
}
for (const each of [source(), 'x']) sink(each); // sink
for (const each of ['x', 'y']) sink(each); // quiet
for (const key in source()) sink(key); // sink
let text = '';
while (text.length < 5) text += source();
sink(text); // sink
do {
  text = 'x';
} while (Math.random() > 0.5);
sink(text); // quiet`,
  );
  program(
    'break and continue, with and without a label',
    `
let a = 'x';
outer: for (const i of [1, 2]) {
  for (const j of [1, 2]) {
    if (i === j) continue outer;
    a = source();
    break outer;
    sink(a); // quiet
  }
}
sink(a); // sink
for (const each of [source()]) {
  if (!isSafe(each)) continue;
  sink(each); // quiet
}
for (;;) {
  const b = source();
  if (isSafe(b)) {
    sink(b); // quiet
    break;
  }
  sink(b); // sink
}`,
  );
});

describe('collections', () => {
  program(
    'arrays',
    `
const list = [];
list.push(source());
sink(list[0]); // sink
sink(list.pop()); // sink
sink([source()].map((each) => clean(each))[0]); // quiet
list.forEach((each) => sink(each)); // sink
const safe = [source(), source()].filter((each) => isSafe(each));
sink(safe[0]); // quiet
sink([source()].concat(['x'])[0]); // sink
sink([...list][0]); // sink
sink([source()].reduce((sum, each) => sum + each, '')); // sink
sink(['x'].find((each) => each === source())); // quiet
sink(list.length); // quiet
sink(Array.from(list, (each) => each)[0]); // sink`,
  );
  program(
    'maps, sets and objects used as such',
    `
const map = new Map();
map.set('a', source());
sink(map.get('a')); // sink
for (const [, value] of map) sink(value); // sink
const fixed = new Map([['a', 'b']]);
sink(fixed.get(source())); // quiet
const set = new Set([source()]);
for (const each of set) sink(each); // sink
const object = {};
object[source()] = 'x';
sink(Object.keys(object)[0]); // sink
object.named = source();
sink(Object.values(object)[0]); // sink
sink(object['named']); // sink
const merged = Object.assign({}, { a: source() }, { b: 'b' });
sink(merged.a); // sink
sink(merged.b); // quiet
delete merged.a;
sink(Object.entries({ k: source() })[0][1]); // sink
deepSink({ a: { b: [source()] } }); // sink
deepSink({ a: { b: ['x'] } }); // quiet`,
  );
  program(
    'own properties of a known object',
    `
declare const maybe: boolean;
const input = source();
const known = { a: input };
if (maybe) known.b = 'b';
if (Object.hasOwn(known, 'a')) sink(input); // sink
if (Object.hasOwn(known, 'b')) sink(input); // sink
if (!Object.hasOwn(known, 'b')) sink(input); // sink
if (Object.hasOwn(known, 'c')) sink(input); // quiet
if (known.hasOwnProperty('c')) sink(input); // quiet
if (Object.prototype.hasOwnProperty.call(known, 'c')) sink(input); // quiet
known[String(maybe)] = 'x';
if (Object.hasOwn(known, 'c')) sink(input); // sink
const [first, second] = Object.keys({ k: 'x', l: input });
const table = { k: 'x', l: input };
sink(table[first]); // quiet
sink(table[second]); // sink
const picked = Object.keys({ k: 1 }).reduce((sum, name) => ({ ...sum, [name]: table[name] }), {});
sink(picked.k); // quiet`,
  );
  program(
    'a property that every copied alternative has replaces the own one',
    `
declare const maybe: boolean;
const target = { a: source() };
Object.assign(target, maybe ? { a: 'x' } : { a: 'y' });
sink(target.a); // quiet
const other = { a: source() };
Object.assign(other, maybe ? { a: 'x' } : { b: 'y' });
sink(other.a); // sink
const third = { a: 'x' };
Object.assign(third, maybe ? { a: 'x' } : { a: source() });
sink(third.a); // sink`,
  );
});
