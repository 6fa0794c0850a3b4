import { describe } from 'vitest';
import { program } from './lab.js';

describe('checks by outcome', () => {
  program(
    'both outcomes, early exits, negation',
    `
const a = source();
if (isSafe(a)) sink(a); // quiet
else sink(a); // sink
sink(a); // sink
if (!isSafe(a)) sink(a); // sink
const b = source();
if (isBad(b)) sink(b); // sink
else sink(b); // quiet
function early() {
  const x = source();
  if (!isSafe(x)) return;
  sink(x); // quiet
}
function thrown() {
  const x = source();
  if (!isSafe(x)) throw new Error('no');
  sink(x); // quiet
}
function stopped() {
  const x = source();
  if (!isSafe(x)) stop();
  sink(x); // quiet
}
const c = source();
isSafe(c);
sink(c); // sink
mustBeSafe(c);
sink(c); // quiet`,
  );
  program(
    'what is asked twice is answered alike',
    `
declare function mode(): unknown;
declare const other: boolean;
function twice() {
  const x = source();
  const strict = mode();
  if (strict) mustBeSafe(x);
  if (strict) sink(x); // quiet
  else sink(x); // sink
  sink(x); // sink
  if (other) sink(x); // sink
}
function negated() {
  const x = source();
  const loose = mode();
  if (!loose) {
    if (!isSafe(x)) throw new Error('no');
  }
  if (loose) sink(x); // sink
  if (!loose) sink(x); // quiet
}
function otherwise() {
  const x = source();
  const loose = mode();
  if (loose) log('loose');
  else mustBeSafe(x);
  if (!loose) sink(x); // quiet
  const y = loose ? '' : x;
  sink(y); // quiet
}
function changed() {
  const x = source();
  let strict = mode();
  if (strict) mustBeSafe(x);
  strict = mode();
  if (strict) sink(x); // sink
}
function inside(strict: boolean) {
  const x = source();
  if (strict) {
    mustBeSafe(x);
  } else {
    log('open');
  }
  if (strict) {
    const later = () => sink(x); // quiet
    later();
  }
}`,
  );
  program(
    'and, or, flags, ternaries',
    `
declare const other: boolean;
const a = source();
if (isSafe(a) && other) sink(a); // quiet
if (isSafe(a) || other) sink(a); // sink
if (!isSafe(a) || other) sink(a); // sink
else sink(a); // quiet
const ok = isSafe(a);
if (ok) sink(a); // quiet
sink(isSafe(a) ? a : 'x'); // quiet
sink(isSafe(a) ? 'x' : a); // sink
const good = (x) => isSafe(x);
if (good(a)) sink(a); // quiet
if (!!isSafe(a) === true) sink(a); // quiet
function ensure(x) {
  if (!isSafe(x)) throw new Error('no');
}
const b = source();
ensure(b);
sink(b); // quiet
const bad = (x) => !isSafe(x);
const c = source();
if (bad(c)) sink(c); // sink
else sink(c); // quiet`,
  );
  program(
    'a check holds for copies of the value, and for it alone',
    `
const a = source();
const copy = a;
const holder = { a };
if (isSafe(a)) {
  sink(copy); // quiet
  sink(holder.a); // quiet
}
let b = source();
if (isSafe(b)) {
  b = source();
  sink(b); // sink
}
const whole = source();
if (isSafe(whole.name)) {
  sink(whole.name); // quiet
  sink(whole.other); // sink
}
if (isSafe(clean(whole))) sink(whole); // sink`,
  );
  program(
    'what the language itself checks',
    `
const a = source();
if (a === 'x') sink(a); // quiet
if (a !== 'x') sink(a); // sink
if (typeof a === 'number') sink(a); // quiet
if (typeof a === 'string') sink(a); // sink
if (['x', 'y'].includes(a)) sink(a); // quiet
if (new Set(['x']).has(a)) sink(a); // quiet
if (a) sink(a); // sink`,
  );
});

describe('try', () => {
  program(
    'what was written before a throw is seen by catch, and finally sees all',
    `
declare function risky(): void;
let a = 'x';
try {
  a = source();
  risky();
  a = 'y';
} catch {
  sink(a); // sink
}
sink(a); // sink
try {
  throw source();
} catch (error) {
  sink(error); // sink
}
let b = source();
try {
  risky();
} finally {
  b = 'x';
}
sink(b); // quiet
function last() {
  try {
    return source();
  } finally {
    sink('x'); // quiet
  }
}
sink(last()); // sink
function checked() {
  const x = source();
  try {
    mustBeSafe(x);
  } catch {
    return;
  }
  sink(x); // quiet
}
function swallowed() {
  const x = source();
  try {
    mustBeSafe(x);
  } catch {
    // goes on
  }
  sink(x); // sink
}`,
  );
  program(
    'parts that a filter has checked',
    `
const NAMES = new Set(['a', 'b']);
const list = source().filters;
const chosen = list.filter((each) => NAMES.has(each.column));
sink(chosen.map((each) => each.column).join()); // quiet
sink(chosen.map((each) => each.value).join()); // sink
sink(list.map((each) => each.column).join()); // sink
const named = list.filter(({ column }) => NAMES.has(column));
sink(named.reduce((sum, each) => sum + each.column, '')); // quiet`,
  );
});

describe('checks of all but a few characters', () => {
  program(
    'a constant number of characters in front, harmless ones taken away',
    `
const COLUMNS: Record<string, string> = { os: 'os', browser: 'browser' };
const name = source() as string;
if (COLUMNS[name.slice('cohort_'.length)]) sink(name); // quiet
else sink(name); // sink
if (COLUMNS[name.slice(200)]) sink(name); // sink
const digits = source() as string;
const base = digits.replace(/\\d+$/, '');
if (base in COLUMNS) sink(digits); // quiet
else sink(digits); // sink
const marks = source() as string;
const word = marks.replace(/\\W/g, '');
if (word in COLUMNS) sink(marks); // sink
function filters(query: Record<string, string>) {
  const kept: Record<string, string> = {};
  for (const key of Object.keys(query)) {
    const plain = key.replace(/\\d+$/, '');
    if (plain in COLUMNS) kept[key] = query[key];
  }
  return kept;
}
function everything(query: Record<string, string>) {
  const kept: Record<string, string> = {};
  for (const key of Object.keys(query)) {
    const plain = key.replace(/[^a-z]+$/, '');
    if (plain in COLUMNS) kept[key] = query[key];
  }
  return kept;
}
const asked = source() as Record<string, string>;
for (const key of Object.keys(filters(asked))) sink(key); // quiet
for (const key of Object.keys(everything(asked))) sink(key); // sink
for (const [key, value] of Object.entries(filters(asked))) {
  sink(key); // quiet
  sink(value); // sink
}`,
  );
});
