/** What travels through objects, collections and classes. */
import { describe } from 'vitest';
import { LIMITS } from '../../src/flow/limits.js';
import { program } from './lab.js';

describe('access paths', () => {
  program(
    'deep ones',
    `
const tree = { a: { b: { c: { d: { e: source(), f: 'x' } } } } };
sink(tree.a.b.c.d.e); // sink
sink(tree.a.b.c.d.f); // quiet
tree.a.b.c.d.f = source();
sink(tree['a']['b'].c['d'].f); // sink
tree.a.b = { c: 'x' };
sink(tree.a.b.c.d); // quiet
const given = source();
sink(given.a.b.c.d.e.f.g.h.i.j); // sink`,
  );
  program(
    'of data of a client whose type is asserted',
    `
interface Claimed { a: string; b: string }
class Made { a!: string; b!: string }
const given = source() as Claimed;
given.a = 'x';
sink(given.a); // quiet
sink(given.b); // sink
const made = source() as unknown as Made;
made.a = 'x';
sink(made.a); // quiet
sink(made.b); // sink`,
  );
  program(
    'of data of a client under names that are not known: parts that were read, and what was written into one',
    `
const given = source();
given.read.toString();
given.cleaned = clean(given.cleaned);
for (const key in given) {
  given.hasOwnProperty(key);
  sink(given[key]); // sink
  sink(clean(given[key])); // quiet
}
const own = {};
own.cleaned = clean(source());
for (const key in own) sink(own[key]); // quiet
const other = { cleaned: clean(source()) };
other.inner = source();
for (const key in other) sink(other[key]); // sink`,
  );
  const steps = Array.from({ length: LIMITS.parts + 5 }, (_, index) => `.p${String(index)}`).join('');
  program(
    'of data of a client, beyond the ids that a part keeps',
    `
const given = source();
sink(given${steps}); // sink
sink(clean(given${steps})); // quiet`,
  );
  program(
    'more properties than are kept apart',
    `
const wide = {};
${Array.from({ length: LIMITS.properties + 5 }, (_, index) => `wide.p${String(index)} = 'x';`).join('\n')}
sink(wide.p3); // quiet
wide.last = source();
sink(wide.last); // sink`,
  );
});

describe('keys that are not constant', () => {
  program(
    'reading and writing',
    `
declare const key: string;
const box = { a: 'x', b: source() };
sink(box[key]); // sink
const plain = { a: 'x', b: 'y' };
sink(plain[source()]); // quiet
const filled = {};
filled[key] = source();
sink(filled.anything); // sink
sink(filled[key]); // sink
const name = 'b';
sink(box[name]); // sink
sink(box['a']); // quiet
const one = key === 'x' ? 'a' : 'b';
sink(box[one]); // sink
const { [name]: picked } = box;
sink(picked); // sink
const made = { [key]: source() };
sink(made[key]); // sink
const list = ['x', source()];
sink(list[Number(key)]); // sink
sink(list[0]); // quiet`,
  );
});

describe('collections', () => {
  program(
    'Map and its iterators',
    `
const map = new Map([['a', 'x']]);
sink(map.get('a')); // quiet
map.set('b', source());
for (const value of map.values()) sink(value); // sink
for (const key of map.keys()) sink(key); // quiet
map.forEach((value) => sink(value)); // sink
sink([...map.entries()][0][1]); // sink
sink(Array.from(map.values())[0]); // sink
sink(Object.fromEntries(map).b); // sink
const other = new Map(map);
sink(other.get('b')); // sink
const byKey = new Map();
byKey.set(source(), 'x');
for (const key of byKey.keys()) sink(key); // sink
for (const value of byKey.values()) sink(value); // quiet
const weak = new WeakMap();
weak.set(map, source());
sink(weak.get(map)); // sink`,
  );
  program(
    'Set and its iterators',
    `
const set = new Set();
set.add('x').add(source());
set.forEach((each) => sink(each)); // sink
sink([...set][0]); // sink
sink(set.values().next().value); // sink
sink(set.has(source())); // quiet
sink(set.size); // quiet
for (const each of new Set(['x'])) sink(each); // quiet`,
  );
  program(
    'iterators of an own make',
    `
const dirty = {
  *[Symbol.iterator]() {
    yield source();
  },
};
for (const each of dirty) sink(each); // sink
sink([...dirty][0]); // sink
const [first] = dirty;
sink(first); // sink
class Pages {
  constructor(items) {
    this.items = items;
  }
  *[Symbol.iterator]() {
    yield* this.items;
  }
}
for (const each of new Pages([source()])) sink(each); // sink
for (const each of new Pages(['x'])) sink(each); // quiet
const byHand = {
  [Symbol.iterator]() {
    return { next: () => ({ done: false, value: source() }) };
  },
};
for (const each of byHand) sink(each); // sink
const asked = dirty[Symbol.iterator]();
sink(asked.next().value); // sink`,
  );
  program(
    'spread and rest',
    `
const base = { a: source(), b: 'x' };
const copy = { ...base, b: source() };
sink(copy.a); // sink
sink(copy.b); // sink
const over = { ...base, a: 'x' };
sink(over.a); // quiet
const { a, ...left } = base;
sink(left.b); // quiet
sink(left.a); // quiet
const joined = [...['x'], ...[source()]];
sink(joined[0]); // quiet
sink(joined[1]); // sink
function tail(first, ...others) {
  sink(others[0]); // sink
  sink(first); // quiet
}
tail('x', source());
const pass = (...all) => all;
sink(pass('x', source())[1]); // sink
sink(Math.max(...[source()])); // quiet
const structured = structuredClone({ deep: { value: source() } });
sink(structured.deep.value); // sink`,
  );
  program(
    'arrays by further methods',
    `
const list = ['x', source(), 'y'];
sink(list.slice(1)[0]); // sink
sink(list.at(-1)); // quiet
sink(list.flatMap((each) => [each, each])[1]); // sink
sink(list.toSorted()[0]); // sink
sink(list.toReversed()[1]); // sink
sink(list.toReversed()[0]); // quiet
sink([[source()]].flat()[0]); // sink
sink(list.with(0, source())[0]); // sink
sink(list.entries().next().value[1]); // sink
const taken = list.splice(1, 1);
sink(taken[0]); // sink
sink(['x'].fill(source())[0]); // sink
sink(list.some((each) => each === 'x')); // quiet
sink(Object.groupBy([source()], () => 'k').k[0]); // sink
sink(['x', 'y'].findLast((each) => each.length > 0)); // quiet
const stack = [];
stack.unshift(source());
sink(stack.shift()); // sink`,
  );
});

describe('classes', () => {
  program(
    'private names, statics, accessors',
    `
class Box {
  static #count = 'x';
  static last = 'x';
  #value;
  static make(value) {
    Box.last = value;
    return new Box(value);
  }
  constructor(value) {
    this.#value = value;
  }
  get text() {
    return this.#value;
  }
  set text(next) {
    this.#value = next;
  }
  #hidden() {
    return this.#value;
  }
  open() {
    return this.#hidden();
  }
  static count() {
    return Box.#count;
  }
  static {
    Box.block = source();
  }
}
const box = Box.make(source());
sink(box.text); // sink
sink(Box.last); // sink
sink(box.open()); // sink
sink(Box.count()); // quiet
sink(Box.block); // sink
box.text = 'x';
sink(box.text); // quiet
sink(new Box('x').open()); // quiet
const literal = {
  get value() {
    return source();
  },
  set value(next) {
    sink(next); // sink
  },
};
sink(literal.value); // sink
literal.value = source();
Object.defineProperty(literal, 'defined', { get: () => source() });
sink(literal.defined); // sink`,
  );
  program(
    'inheritance, super, abstract members, mixins',
    `
abstract class Base {
  constructor(protected readonly text) {}
  protected abstract shape(x);
  run(x) {
    return this.shape(x);
  }
  own() {
    return this.text;
  }
  static create(x) {
    return new this(x);
  }
}
class Dirty extends Base {
  protected shape(x) {
    return x;
  }
}
class Tidy extends Base {
  protected shape(x) {
    return clean(x);
  }
  own() {
    return clean(super.own());
  }
}
sink(new Dirty('x').run(source())); // sink
sink(new Tidy('x').run(source())); // quiet
sink(new Dirty(source()).own()); // sink
sink(new Tidy(source()).own()); // quiet
sink(Dirty.create(source()).own()); // sink
const Named = (Parent) =>
  class extends Parent {
    name() {
      return this.text;
    }
  };
class Both extends Named(Dirty) {}
sink(new Both(source()).name()); // sink
sink(new Both('x').name()); // quiet
class Field extends Base {
  kept = this.text;
  shape = (x) => x;
}
sink(new Field(source()).kept); // sink`,
  );
  program('interfaces with few implementations', {
    'main.ts': `import type { Store } from './store.js';
export class Service {
  constructor(private readonly store: Store) {}
  save() {
    this.store.put(source());
  }
  tidy() {
    this.store.put(clean(source()));
  }
}`,
    'store.ts': `export interface Store {
  put(text: string): void;
}`,
    'memory.ts': `import type { Store } from './store.js';
export class MemoryStore implements Store {
  put(text: string): void {
    sink(text); // sink
    sink(clean(text)); // quiet
  }
}`,
  });
  program(
    'fluent builders',
    `
class Query {
  #parts = [];
  #limit = 'x';
  where(part) {
    this.#parts.push(part);
    return this;
  }
  limit(count) {
    this.#limit = Number(count);
    return this;
  }
  text() {
    return this.#parts.join(' AND ');
  }
  count() {
    return this.#limit;
  }
}
const query = new Query().where('a = 1').where(source()).limit(source());
sink(query.text()); // sink
sink(query.count()); // quiet
sink(new Query().where('x').text()); // quiet`,
  );
  program(
    'generics and overloads',
    `
class Box<T> {
  constructor(private readonly value: T) {}
  map<U>(f: (value: T) => U): Box<U> {
    return new Box(f(this.value));
  }
  get(): T {
    return this.value;
  }
}
sink(new Box(source()).map((x) => x).get()); // sink
sink(new Box(source()).map((x) => clean(x)).get()); // quiet
function pick<T, K extends keyof T>(from: T, key: K): T[K] {
  return from[key];
}
sink(pick({ a: source(), b: 'x' }, 'a')); // sink
sink(pick({ a: source(), b: 'x' }, 'b')); // quiet
function over(x: string): string;
function over(x: number): number;
function over(x: unknown): unknown {
  return x;
}
sink(over(source())); // sink
sink(over('x')); // quiet
class Many {
  of(x: string): string;
  of(x: number): string;
  of(x: unknown): unknown {
    return x;
  }
}
sink(new Many().of(source())); // sink
enum Colour { Red = 'red' }
sink(Colour.Red); // quiet
namespace Inner {
  export const text = source();
}
sink(Inner.text); // sink`,
  );
});

describe('functions as values', () => {
  program(
    'bind, call, apply, partial application, currying',
    `
function both(a, b) {
  sink(a); // sink
  sink(b); // quiet
}
both.bind(null, source())('x');
both.call({}, source(), 'x');
both.apply({}, [source(), 'x']);
Reflect.apply(both, null, [source(), 'x']);
const add = (a) => (b) => (c) => [a, b, c].join('');
sink(add('x')('y')(source())); // sink
sink(add('x')('y')('z')); // quiet
const compose = (...all) => (x) => all.reduce((sum, each) => each(sum), x);
sink(compose((x) => x, (x) => x + 'x')(source())); // sink
sink(compose((x) => x, clean)(source())); // quiet
function Old(text) {
  this.text = text;
}
Old.prototype.read = function () {
  return this.text;
};
sink(new Old(source()).text); // sink
sink(new Old(source()).read()); // sink
const self = { text: source(), read() { return this.text; } };
sink(self.read.call(self)); // sink
sink(self.read.bind({ text: 'x' })()); // quiet
const { read } = self;
sink(read.apply({ text: source() })); // sink`,
  );
  program(
    'properties of functions, tables of functions, default parameters',
    `
function job() {}
job.input = source();
sink(job.input); // sink
const table = { same: (x) => x, tidy: (x) => clean(x) };
declare const which: 'same' | 'tidy';
sink(table.same(source())); // sink
sink(table.tidy(source())); // quiet
sink(table[which](source())); // sink
const fall = (x, y = x) => y;
sink(fall(source())); // sink
sink(fall(source(), 'x')); // quiet
const named = ({ a = source(), b = 'x' } = {}) => [a, b];
sink(named()[0]); // sink
sink(named()[1]); // quiet
(() => sink(source()))(); // sink
(function () {
  sink(arguments[0]); // sink
})(source());`,
  );
  program(
    'tagged templates',
    `
const text = (strings, ...values) => strings.raw.join('') + values.join('');
sink(text\`a \${source()} b\`); // sink
sink(text\`a \${'x'} b\`); // quiet
const tidy = (strings, ...values) => strings.join('') + values.map((each) => clean(each)).join('');
sink(tidy\`a \${source()} b\`); // quiet
sink(String.raw\`a \${source()}\`); // sink
const list = { tag: (strings, value) => value };
sink(list.tag\`\${source()}\`); // sink`,
  );
  program(
    'optional chaining and logical assignment',
    `
declare const maybe: { a?: { b?: (x) => string } } | undefined;
const given = source();
sink(given?.a?.b); // sink
sink(given?.['a']); // sink
const box = { run: (x) => x, none: undefined };
sink(box.run?.(given)); // sink
sink(box?.run(given)); // sink
sink(box.none?.(given)); // quiet
let a = '';
a ||= given;
sink(a); // sink
let b = 'x';
b &&= clean(given);
sink(b); // quiet
const c = { value: null };
c.value ??= given;
sink(c.value); // sink
sink(given ?? 'x'); // sink
sink('x' ?? given); // quiet
sink((0, given)); // sink`,
  );
});

describe('things that are kept under names of their own', () => {
  program('one of several files that are loaded by a computed name', {
    'main.ts': `
import { pick } from './pick';
const made = pick();
const table = {};
table[made.name] = made;
sink(table.tainted.value); // sink
sink(table.plain.value); // quiet
const other = {};
other[String(Date.now())] = made;
sink(other.plain.value); // sink`,
    'pick.ts': `
const tainted = { name: 'tainted', value: source() };
const plain = { name: 'plain', value: 'x' };
export const pick = () => (Date.now() > 5 ? tainted : plain);`,
  });
});
