/** The way that a finding tells: where the data was read, and which functions and properties it went through. */
import { describe, expect, test } from 'vitest';
import type { Hit } from '../../src/flow/machine.js';
import { Machine } from '../../src/flow/machine.js';
import { runFile } from '../../src/flow/run.js';
import type { TS } from '../../src/lang/ts.js';
import { HEAD, labSemantics, placeOfHit, projectOf, type Program } from './lab.js';

function lineOf(node: TS.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

/** `source():2 > load:3 > box.value:5`, the source first. */
function wayOf({ label }: Hit): string {
  const steps: string[] = [];
  for (let step = label.via; step !== null; step = step.before) steps.push(`${step.name}:${String(lineOf(step.node))}`);
  return [`${label.source.text}:${String(lineOf(label.source.node))}`, ...steps.reverse()].join(' > ');
}

/** Returns the ways to each sink of a program, by the sink's place. Line 1 is the import of the laboratory. */
function ways(given: string | Program): Readonly<Record<string, readonly string[]>> {
  const { project, names } = projectOf(typeof given === 'string' ? { 'main.ts': `${HEAD}${given}` } : given);
  const machine = new Machine(project, labSemantics());
  const found: Record<string, string[]> = {};
  for (const name of names) {
    const file = project.sourceFile(name);
    if (!file) throw new RangeError(`no such file: ${name}`);
    for (const hit of runFile(machine, file).log.hits) {
      const list = (found[placeOfHit(hit)] ??= []);
      const way = wayOf(hit);
      if (!list.includes(way)) list.push(way);
    }
  }
  expect(machine.failures).toBe(0);
  return found;
}

describe('functions on the way', () => {
  test('a call that the data is passed to, and one that returns it', () => {
    expect(
      ways(`
function put(x) {
  sink(x);
}
put(source());
function load() {
  return source();
}
sink(load());
const same = (x) => x;
sink(same(source()));
sink(source());`),
    ).toEqual({
      'main.ts:3': ['source():5 > put:2'],
      'main.ts:9': ['source():7 > load:7'],
      'main.ts:11': ['source():11 > same:10'],
      'main.ts:12': ['source():12'],
    });
  });

  test('of data inside an object', () => {
    expect(
      ways(`
function put(box) {
  inner({ box });
}
function inner(all) {
  sink(all.box.value);
  deepSink(all);
}
put({ value: source() });
function load() {
  return { value: source(), list: [source()] };
}
sink(load().value);
const { value } = load();
sink(value);
sink(load().list[0]);`),
    ).toEqual({
      'main.ts:6': ['source():9 > put:2 > inner:5 > all.box.value:6'],
      'main.ts:7': ['source():9 > put:2 > inner:5'],
      'main.ts:13': ['source():11 > load:11 > load().value:13'],
      'main.ts:15': ['source():11 > load:11 > value:14'],
      'main.ts:16': ['source():11 > load:11 > load().list[0]:16'],
    });
  });

  test('of a promise', () => {
    expect(
      ways(`
async function load() {
  const text = await fetched();
  return { text };
}
async function plain() {
  return source();
}
export async function main() {
  const found = await load();
  sink(found.text);
  sink(await plain());
  plain().then((x) => sink(x));
}`),
    ).toEqual({
      'main.ts:11': ['fetched():3 > load:4 > found.text:11'],
      'main.ts:12': ['source():7 > plain:7'],
      'main.ts:13': ['source():7 > plain:7'],
    });
  });

  test('callbacks without a name are no step', () => {
    expect(
      ways(`
const text = source();
['x'].forEach(() => sink(text));
[source()].map((x) => x).forEach((x) => sink(x));`),
    ).toEqual({ 'main.ts:3': ['source():2'], 'main.ts:4': ['source():4'] });
  });
});

describe('properties on the way', () => {
  test('written in one method, read in another', () => {
    expect(
      ways(`
class Holder {
  set(value) {
    this.value = value;
  }
  get() {
    return this.value;
  }
}
const holder = new Holder();
holder.set(source());
sink(holder.get());
sink(holder.value);`),
    ).toEqual({
      'main.ts:12': ['source():11 > set:3 > get:6 > this.value:7'],
      'main.ts:13': ['source():11 > set:3 > holder.value:13'],
    });
  });

  test('written in one handler, read in another', () => {
    expect(
      ways(`
const state = { text: 'x' };
later(() => {
  state.text = source();
});
later(() => {
  sink(state.text);
});`),
    ).toEqual({ 'main.ts:7': ['source():4 > state.text:7'] });
  });

  test('in the same function it is no step', () => {
    expect(
      ways(`
const box = { value: source() };
sink(box.value);`),
    ).toEqual({ 'main.ts:3': ['source():2'] });
  });

  test('from one file to another', () => {
    expect(
      ways({
        'main.ts': `import { load } from './load.js';
import { sink } from 'lab';
sink(load().value);`,
        'load.ts': `import { source } from 'lab';
export function load() {
  return { value: source() };
}`,
      }),
    ).toEqual({ 'main.ts:3': ['source():3 > load:3 > load().value:3'] });
  });
});

describe('the reading that reached the sink', () => {
  const handlers = `
handle((req) => {
  if (req.query.a === 'x') return;
  put(req.query.b);
  sink(req.query.a);
  sink(req.query.a.b);
  const { query } = req;
  sink(query.a);
  const whole = req.query;
  sink(whole.a);
});
function put(x) {
  sink(x);
}`;

  test('is the one that is shown', () => {
    expect(ways(handlers)).toEqual({
      'main.ts:5': ['req.query.a:5'],
      'main.ts:6': ['req.query.a.b:6'],
      'main.ts:8': ['req.query.a:7'],
      'main.ts:10': ['req.query.a:9'],
      'main.ts:13': ['req.query.b:4 > put:12'],
    });
  });

  test('also of a part of what was given to several functions', () => {
    expect(
      ways(`
handle((req) => {
  first(req.query);
  second(req.query);
});
function first(query) {
  sink(query.a);
}
function second(query) {
  sink(query.a);
}`),
    ).toEqual({ 'main.ts:7': ['req.query.a:3 > first:6'], 'main.ts:10': ['req.query.a:4 > second:9'] });
  });

  test('a check of one reading holds for the others', () => {
    expect(
      ways(`
handle((req) => {
  if (!isSafe(req.query.a)) return;
  sink(req.query.a);
  sink(req.query.b);
});`),
    ).toEqual({ 'main.ts:5': ['req.query.b:5'] });
  });
});
