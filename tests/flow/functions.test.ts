import { describe } from 'vitest';
import { program } from './lab.js';

describe('calls', () => {
  program(
    'results are told apart by call',
    `
function same(x) {
  return x;
}
sink(same(source())); // sink
sink(same('x')); // quiet
const twice = (f, x) => f(f(x));
sink(twice((x) => x, source())); // sink
sink(twice(clean, source())); // quiet
function rest(...all) {
  return all[1];
}
sink(rest(source(), 'x')); // quiet
sink(rest('x', source())); // sink
sink(rest(...['x', source()])); // sink
function defaults(a = source()) {
  return a;
}
sink(defaults()); // sink
sink(defaults('x')); // quiet
sink(same.call(null, source())); // sink
sink(same.apply(null, [source()])); // sink
sink(same.bind(null, source())()); // sink`,
  );
  program(
    'closures keep their own state',
    `
function box(value) {
  return { get: () => value, set: (next) => { value = next; } };
}
const dirty = box(source());
const tidy = box('x');
sink(dirty.get()); // sink
sink(tidy.get()); // quiet
tidy.set(source());
sink(tidy.get()); // sink
dirty.set('x');
sink(dirty.get()); // quiet
let seen = 'x';
later(() => {
  seen = source();
});
later(() => {
  sink(seen); // sink
});
const never = () => sink(source()); // sink
function parameters(given) {
  sink(given); // quiet
}`,
  );
  program(
    'recursion ends, and its result is kept',
    `
function down(n, text) {
  if (n === 0) return text;
  return down(n - 1, text);
}
sink(down(100, source())); // sink
sink(down(100, 'x')); // quiet
function even(n, x) {
  return n === 0 ? x : odd(n - 1, x);
}
function odd(n, x) {
  return n === 0 ? x : even(n - 1, x);
}
sink(even(9, source())); // sink
function walk(tree) {
  sink(tree.name); // sink
  for (const child of tree.children) walk(child);
}
walk(source());
const loop = { self: null, name: source() };
loop.self = loop;
sink(loop.self.self.self.name); // sink`,
  );
});

describe('classes', () => {
  program(
    'fields, accessors, inheritance, statics',
    `
class Base {
  static shared = source();
  #hidden;
  open = 'x';
  constructor(value) {
    this.#hidden = value;
  }
  get value() {
    return this.#hidden;
  }
  set value(next) {
    this.#hidden = clean(next);
  }
  own() {
    return this.open;
  }
}
class Derived extends Base {
  constructor(value) {
    super(value);
  }
  own() {
    return this.value;
  }
  parent() {
    return super.own();
  }
}
sink(Base.shared); // sink
sink(new Base(source()).value); // sink
sink(new Base('x').value); // quiet
sink(new Base(source()).own()); // quiet
sink(new Derived(source()).own()); // sink
sink(new Derived(source()).parent()); // quiet
const one = new Base('x');
one.value = source();
sink(one.value); // quiet`,
  );
  program(
    'functions that are called with new',
    `
function Plain(value) {
  this.value = value;
}
function Answering(value) {
  this.value = 'x';
  return { read: () => value };
}
function Sometimes(value, other) {
  this.value = value;
  if (other) return { value: 'x' };
}
function Wordy(value) {
  this.value = value;
  return 'x';
}
sink(new Plain(source()).value); // sink
sink(new Answering(source()).read()); // sink
sink(new Answering('x').read()); // quiet
sink(new Answering(source()).value); // quiet
sink(new Sometimes(source(), unknown).value); // sink
sink(new Wordy(source()).value); // sink`,
  );
  program(
    'methods that nothing calls are entered',
    `
class Service {
  #text = '';
  fill() {
    this.#text = source();
  }
  use() {
    sink(this.#text); // sink
    sink('x'); // quiet
  }
}
export { Service };`,
  );
});

describe('time', () => {
  program(
    'promises',
    `
async function work() {
  sink(await fetched()); // sink
  sink(await Promise.resolve(source())); // sink
  const [a, b] = await Promise.all([fetched(), 'x']);
  sink(a); // sink
  sink(b); // quiet
  sink(await inner()); // sink
  sink(await tidy()); // quiet
}
async function inner() {
  return source();
}
async function tidy() {
  return clean(source());
}
fetched().then((x) => sink(x)); // sink
fetched().then((x) => clean(x)).then((x) => sink(x)); // quiet
new Promise((resolve) => resolve(source())).then((x) => sink(x)); // sink
Promise.reject(source()).catch((x) => sink(x)); // sink
work();`,
  );
  program(
    'generators',
    `
function* numbers() {
  yield 'x';
  yield source();
}
for (const each of numbers()) sink(each); // sink
function* tidy() {
  yield* ['x', 'y'];
}
for (const each of tidy()) sink(each); // quiet
async function* slow() {
  yield await fetched();
}
async function read() {
  for await (const each of slow()) sink(each); // sink
}
read();
sink([...numbers()][0]); // sink
sink([...tidy()][0]); // quiet`,
  );
});
