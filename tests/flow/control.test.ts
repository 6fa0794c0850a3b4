/** What is known where paths part, meet and end. */
import { describe } from 'vitest';
import { program } from './lab.js';

describe('switch and loops', () => {
  program(
    'falling through, switch (true), a default in the middle',
    `
declare const which: string;
const a = source();
switch (true) {
  case isSafe(a):
    sink(a); // quiet
    break;
  default:
    sink(a); // sink
}
let b = 'x';
switch (which) {
  case 'one':
    b = source();
  case 'two':
    sink(b); // sink
}
let c = 'x';
switch (which) {
  default:
    c = source();
  case 'two':
    sink(c); // sink
    break;
  case 'three':
    sink(c); // quiet
}
function pick(name) {
  switch (name) {
    case 'id':
    case 'age':
      return name;
  }
  throw new Error('no');
}
sink(pick(source())); // quiet`,
  );
  program(
    'labels in loops',
    `
declare const rows: string[][];
let a = 'x';
rows: for (const row of rows) {
  for (const each of row) {
    if (each === 'skip') continue rows;
    if (each === 'stop') break rows;
    a = source();
  }
  sink(a); // sink
  a = 'y';
}
block: {
  if (rows.length > 1) break block;
  a = 'z';
}
sink(a); // sink
let b = source();
block: {
  b = 'x';
  break block;
}
sink(b); // quiet
for (const each of [source()]) {
  if (isSafe(each)) {
    sink(each); // quiet
    continue;
  }
  sink(each); // sink
}
for (const { id } of [{ id: source() }]) sink(id); // sink
for (const [index, each] of ['x'].entries()) sink(each + index); // quiet
for (let i = 0, text = source(); i < 2; i++) sink(text); // sink
for (const key in { a: source() }) sink(key); // quiet`,
  );
});

describe('what is thrown', () => {
  program(
    'errors with untrusted messages, own error classes, rethrowing',
    `
class Failure extends Error {
  constructor(readonly detail) {
    super('failed');
  }
}
function fail(x) {
  throw new Failure(x);
}
try {
  fail(source());
} catch (error) {
  if (error instanceof Failure) sink(error.detail); // sink
}
try {
  fail('x');
} catch (error) {
  sink(error.detail); // quiet
}
try {
  throw new Error(source());
} catch (error) {
  sink(error.message); // sink
}
try {
  try {
    throw source();
  } catch (error) {
    throw { inner: error };
  }
} catch (error) {
  sink(error.inner); // sink
}
function last() {
  try {
    return 'x';
  } finally {
    return source();
  }
}
sink(last()); // sink
function order() {
  let text = source();
  try {
    text = 'x';
    return text;
  } finally {
    text = source();
  }
}
sink(order()); // quiet`,
  );
  program(
    'callees that do not come back',
    `
function assert(condition, message) {
  if (!condition) throw new Error(message);
}
function never(): never {
  throw new Error('no');
}
const refuse = (text) => {
  throw new Error(text);
};
function viaAssert() {
  const x = source();
  assert(isSafe(x), 'no');
  sink(x); // quiet
}
function viaNever() {
  const x = source();
  if (!isSafe(x)) never();
  sink(x); // quiet
}
function viaArrow() {
  const x = source();
  isSafe(x) || refuse('no');
  sink(x); // quiet
}
function viaResult() {
  const x = source();
  const result = isSafe(x) ? { ok: true, x } : { ok: false, x };
  if (!result.ok) return;
  sink(x); // quiet
}
function notChecked() {
  const x = source();
  assert(typeof x === 'string', 'no');
  sink(x); // sink
}
async function viaAsync() {
  const x = source();
  await check(x);
  sink(x); // quiet
}
async function forgotten() {
  const x = source();
  check(x);
  sink(x); // sink
}
async function check(x) {
  if (!isSafe(x)) throw new Error('no');
}
function viaSwitch() {
  const x = source();
  switch (isSafe(x)) {
    case false:
      never();
  }
  sink(x); // quiet
}
function viaLoop() {
  const list = [source()];
  for (const each of list) if (!isSafe(each)) return;
  const x = source();
  if (!isSafe(x)) for (;;) {}
  sink(x); // quiet
}
sink(source()); // sink`,
  );
  program(
    'a wrapper that sends the answer and tells so',
    `
function answered(reply, x) {
  if (isSafe(x)) return false;
  reply.status(400).end();
  return true;
}
function valid(reply, x) {
  if (!isSafe(x)) {
    reply.end();
    return null;
  }
  return x;
}
export function handler(reply) {
  const x = source();
  if (answered(reply, x)) return;
  sink(x); // quiet
}
export function other(reply) {
  const x = source();
  answered(reply, x);
  sink(x); // sink
}
export function third(reply) {
  const x = valid(reply, source());
  if (x === null) return;
  sink(x); // quiet
}`,
  );
});

describe('guards', () => {
  program(
    'joined by && || ! ?: and kept in flags',
    `
declare const other: boolean;
const a = source();
const b = source();
if (isSafe(a) && isSafe(b)) {
  sink(a); // quiet
  sink(b); // quiet
}
if (!(isSafe(a) && isSafe(b))) sink(a); // sink
if (!isSafe(a) || !isSafe(b)) sink(a); // sink
else {
  sink(a); // quiet
  sink(b); // quiet
}
if (!(!isSafe(a) || other)) sink(a); // quiet
const flag = isSafe(a) && other;
if (flag) sink(a); // quiet
else sink(a); // sink
const bad = !isSafe(a);
if (bad) sink(a); // sink
else sink(a); // quiet
if (other ? isSafe(a) : false) sink(a); // quiet
if (other ? isSafe(a) : true) sink(a); // sink
if (isSafe(a) === false) sink(a); // sink
else sink(a); // quiet
let later = false;
if (isSafe(b)) later = true;
if (later) sink(b); // quiet
if (!later) sink(b); // sink
isSafe(a) && sink(a); // quiet
isSafe(a) || sink(a); // sink
if (!isSafe(a)) {
} else if (isSafe(b)) sink(a + b); // quiet
while (!isSafe(b)) sink(b); // sink`,
  );
  program('in other functions and other files', {
    'main.ts': `import { allowed, ensure, isName, assertName, checks, parse } from './checks.js';
export function one() {
  const x = source();
  if (allowed(x)) sink(x); // quiet
  else sink(x); // sink
}
export function two() {
  const x = source();
  ensure(x);
  sink(x); // quiet
}
export function three() {
  const x = source();
  if (isName(x)) sink(x); // quiet
  if (!isName(x)) return;
  sink(x); // quiet
}
export function four() {
  const x = source();
  assertName(x);
  sink(x); // quiet
}
export function five() {
  const x = source();
  if (checks.every((check) => check(x))) sink(x); // quiet
  if (checks[0](x)) sink(x); // quiet
}
export function six() {
  sink(parse(source())); // quiet
  sink(parse.raw(source())); // sink
}`,
    'checks.ts': `export const allowed = (x) => typeof x === 'string' && isSafe(x);
export function ensure(x) {
  if (!allowed(x)) throw new Error('no');
}
export function isName(x: unknown): x is string {
  return allowed(x);
}
export function assertName(x: unknown): asserts x is string {
  if (!isName(x)) throw new TypeError('no');
}
export const checks = [isName];
export function parse(x) {
  return isName(x) ? x : undefined;
}
parse.raw = (x) => x;`,
  });
  program(
    'on a property, a copy, a part',
    `
const body = source();
if (isSafe(body.name)) {
  sink(body.name); // quiet
  sink(body['name']); // quiet
  const { name } = body;
  sink(name); // quiet
  sink(body.other); // sink
}
const { id } = body;
if (!isSafe(id)) throw new Error('no');
sink(body.id); // quiet
const copy = { ...body };
if (isSafe(body.text)) sink(copy.text); // quiet
const box = { value: source() };
const alias = box;
if (isSafe(alias.value)) sink(box.value); // quiet
if (isSafe(box.value)) {
  box.value = source();
  sink(box.value); // sink
}
const list = [source(), source()];
if (isSafe(list[0])) {
  sink(list[0]); // quiet
  sink(list[1]); // sink
}
if (list.every((each) => isSafe(each))) sink(list[1]); // quiet
if (list.some((each) => isSafe(each))) sink(list[1]); // sink
if (isSafe(body)) sink(body.deep.er); // quiet`,
  );
});
