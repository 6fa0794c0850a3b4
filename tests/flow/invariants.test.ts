/** What holds of every run, whatever the program: no throw, the same answer, whoever asks first, and never a stale one. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from '../seeded.js';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { analyseText } from '../../src/analysis/analysis.js';
import { Machine } from '../../src/flow/machine.js';
import { runFile } from '../../src/flow/run.js';
import { LightProject } from '../../src/lang/light-project.js';
import { labSemantics, placeOfHit, projectOf, runProgram, type Program } from './lab.js';
import { caseTexts, documentedTexts, fixtureTexts, lintText, repoRoot, sandbox, type Text } from './plugin.js';
import { halfTyped, JSX_ZOO, ZOO } from './zoo.js';

/** Files that import each other in a circle, which do at once only what needs no other file of the circle. */
const linked: Program = {
  'a.ts': `import { read } from './b.js';
export const dirty = source();
export function used(x) {
  sink(x);
}
export const begin = () => sink(read());`,
  'b.ts': `import { used } from './a.js';
import { pass } from './c.js';
export const read = () => pass(source());
export const put = (x) => sink(x);
export class Holder {
  constructor(value) {
    this.value = pass(value);
  }
}
export const start = () => used(source());`,
  'c.ts': `import { start } from './b.js';
import { dirty } from './a.js';
export function pass(x) {
  return isSafe(x) ? x : x;
}
export const late = () => {
  start();
  sink(pass(dirty));
};
sink(pass('x'));`,
  'd.ts': `import { put, Holder, read } from './b.js';
import { dirty, used } from './a.js';
put(dirty);
used(clean(dirty));
sink(new Holder(read()).value);`,
};

/** Files that call each other across the circle as soon as they are loaded. */
const entangled: Program = {
  'a.ts': `import { b, viaB, Base } from './b.js';
export const dirty = source();
export const pass = (x) => x;
export const fromB = b();
export const once = viaB(dirty);
export class Derived extends Base {}
sink(fromB);
sink(new Derived(dirty).value);
if (!isSafe(once)) sink(once);`,
  'b.ts': `import { dirty, pass } from './a.js';
import { table, add } from './c.js';
export const b = () => pass(dirty);
export const viaB = (x) => table.wrap(x);
export class Base {
  constructor(value) {
    this.value = pass(value);
  }
}
add(dirty);
export const early = pass(dirty);
sink(early);
sink(table.last);`,
  'c.ts': `import { early } from './b.js';
import { fromB, once } from './a.js';
export const table = { wrap: (x) => [x][0], last: 'x' };
export function add(x) {
  table.last = x;
}
sink(early);
sink(fromB);
sink(clean(once));`,
  'd.ts': `import { table } from './c.js';
import { Derived } from './a.js';
sink(table.last);
sink(new Derived('x').value);`,
};

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

describe('the same answer', () => {
  test.each([
    ['that need each other late', linked, 5],
    ['that need each other at once', entangled, 8],
  ])('whichever file is linted first, of files in a circle %s', (_, files, count) => {
    const { reached } = runProgram(files);
    expect(reached).toHaveLength(count);
    for (const order of permutations([0, 1, 2, 3])) {
      const other = runProgram(files, (names) => order.map((index) => names[index] ?? ''));
      expect(other.reached).toEqual(reached);
      expect(other.machine.limitsReached.size).toBe(0);
    }
  });

  test('for each file alone on a cold machine as on a warm one', () => {
    const { project, names } = projectOf(linked);
    const warm = new Machine(project, labSemantics());
    const places = (machine: Machine, name: string): readonly string[] => {
      const file = project.sourceFile(name);
      return file
        ? [
            ...new Set(runFile(machine, file).log.hits.map((hit) => `${placeOfHit(hit)} ${hit.label.source.text}`)),
          ].sort()
        : [];
    };
    const cold = names.map((name) => places(new Machine(project, labSemantics()), name));
    expect(names.map((name) => places(warm, name))).toEqual(cold);
    expect(names.map((name) => places(warm, name))).toEqual(cold);
    expect([...names].reverse().map((name) => places(warm, name))).toEqual([...cold].reverse());
  });

  test('when a case is linted twice', () => {
    const texts = caseTexts().filter((_, index) => index % 40 === 0);
    const lint = (each: Text): readonly string[] => lintText(each.text, each.name, repoRoot).reports;
    const once = texts.map(lint);
    expect(once.flat().length).toBeGreaterThan(10);
    expect(texts.map(lint)).toEqual(once);
    expect([...texts].reverse().map(lint)).toEqual([...once].reverse());
  });
});

describe('no rule throws', () => {
  function lintAll(texts: readonly Text[]): { readonly count: number; readonly reports: number } {
    let count = 0;
    let reports = 0;
    texts.forEach((each, index) => {
      const name = `src/text-${String(index)}${each.extension}`;
      const linted = lintText(each.text, name);
      if (linted.syntaxError !== null) return;
      count++;
      reports += linted.reports.length;
      expect(analyseText(path.join(sandbox(), name), each.text).result.log.hits.length).toBeGreaterThanOrEqual(0);
    });
    return { count, reports };
  }

  test("on the programs of every rule's documentation", () => {
    const { count, reports } = lintAll(documentedTexts());
    expect(count).toBeGreaterThan(50);
    expect(reports).toBeGreaterThan(20);
  });

  test('on the fixtures of every other rule and model', () => {
    const { count, reports } = lintAll(fixtureTexts());
    expect(count).toBeGreaterThan(100);
    expect(reports).toBeGreaterThan(100);
  });

  test('on one of every syntax', () => {
    const { count } = lintAll([
      ...ZOO.map((text) => ({ name: 'zoo', text, extension: '.ts' })),
      ...JSX_ZOO.map((text) => ({ name: 'zoo', text, extension: '.tsx' })),
    ]);
    expect(count).toBeGreaterThan(18);
  });

  test('on code that somebody is typing', () => {
    for (const text of halfTyped(7)) {
      const { result } = analyseText(path.join(sandbox(), 'src/typing.ts'), text);
      expect(result.state.status).toBe('done');
      lintText(text, 'src/typing.ts');
    }
  });

  test('and the engine fails on none of it', () => {
    const texts = [...ZOO, ...halfTyped(7), ...documentedTexts().map((each) => each.text)];
    const failed = texts.filter((text) => {
      const { machine } = runProgram({ 'zoo.ts': text });
      return machine.failures > 0;
    });
    expect(failed).toEqual([]);
  });
});

describe('code that calls itself comes to an end', () => {
  const recursive: Readonly<Record<string, string>> = {
    'a function of growing text': `const f = (x) => f(x + x); f(source());`,
    'two by turns, growing objects': `const f = (x) => g({ x }); const g = (x) => f([x, x]); f(source()); g('x');`,
    'a getter of itself': `const o = { get x() { return this.x; } }; sink(o.x);`,
    'a class that makes itself': `class A { next = new A(); } new A();`,
    'a generator of itself': `function* g() { yield* g(); } for (const x of g()) sink(x);`,
    'a promise of itself': `const p = async () => p().then(p); p();`,
    'callbacks that register callbacks': `const again = () => later(again); again();`,
    'a closure in a loop': `let f = (x) => x; for (;;) { const g = f; f = (x) => g(g(x)); f(source()); }`,
    'toString of itself': `const o = { toString() { return \`\${this}\`; } }; sink(\`\${o}\`);`,
    Ackermann: `const a = (m, n) => (m === 0 ? n + 1 : n === 0 ? a(m - 1, 1) : a(m - 1, a(m, n - 1))); a(4, 4);`,
    'a combinator': `const y = (f) => ((x) => x(x))((x) => f((v) => x(x)(v))); y((self) => (n) => self(n))(source());`,
  };
  test.each(Object.entries(recursive))('%s', (_, text) => {
    const { machine, reached } = runProgram({ 'main.ts': `${text}\nsink(source());` });
    expect(machine.failures).toBe(0);
    expect(text.includes('for (;;)') || reached.length > 0).toBe(true);
  });

  test('any shape of calls between few functions', () => {
    const call = fc.tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom('x', 'y', 'source()', '[x]', '{ x }', 'x + y'),
    );
    const bodies = fc.array(fc.array(call, { maxLength: 3 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(bodies, (given) => {
        const text = given
          .map((calls, index) => {
            const inner = calls.map(([to, argument]) => `f${String(to)}(${argument}, y)`).join(' + ');
            return `function f${String(index)}(x, y) { return ${inner === '' ? 'x' : inner}; }`;
          })
          .join('\n');
        const { machine } = runProgram({ 'main.ts': `${text}\nsink(f0(source(), 'y'));` });
        return machine.failures === 0;
      }),
      { numRuns: 60 },
    );
  });
});

describe('an answer never goes stale', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'api-security-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  let seconds = 1_700_000_000;
  const write = (name: string, text: string): string => {
    const full = path.join(folder, name);
    writeFileSync(full, text);
    seconds += 10;
    utimesSync(full, seconds, seconds);
    return full;
  };
  const importing = `import express from 'express';
import { Pool } from 'pg';
import { tidy } from './tidy.js';
const pool = new Pool();
express().get('/', (req) => {
  pool.query('SELECT ' + tidy(req.query.q));
});
`;
  const injections = (file: string, text: string): number =>
    new Set(analyseText(file, text).findings.flatMap(({ hit, at }) => (hit.kind === 'sql' ? [at.getStart()] : [])))
      .size;
  const DIRTY = 'export const tidy = (x) => x;\n';
  const CLEAN = 'export const tidy = (x) => Number(x);\n';

  test('when an imported file changes on the disk', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 });
    const main = path.join(folder, 'main.ts');
    const found = (): number => {
      vi.setSystemTime(Date.now() + 60_000);
      return injections(main, importing);
    };
    write('tidy.ts', DIRTY);
    expect(found()).toBe(1);
    write('tidy.ts', CLEAN);
    expect(found()).toBe(0);
    write('tidy.ts', DIRTY);
    expect(found()).toBe(1);
    rmSync(path.join(folder, 'tidy.ts'));
    expect(found()).toBe(0);
    write('tidy.ts', DIRTY);
    expect(found()).toBe(1);
  });

  test('when the other file is open in the editor', () => {
    const main = path.join(folder, 'edited-main.ts');
    const other = write('edited.ts', CLEAN);
    const text = importing.replace('./tidy.js', './edited.js');
    expect(injections(main, text)).toBe(0);
    analyseText(other, DIRTY);
    expect(injections(main, text)).toBe(1);
    analyseText(other, CLEAN);
    expect(injections(main, text)).toBe(0);
  });

  test('and a project counts the change', () => {
    const project = new LightProject();
    const file = write('counted.ts', CLEAN);
    const first = project.sourceFile(file);
    project.takeChanges();
    project.refresh(1_000_000);
    expect(project.sourceFile(file)).toBe(first);
    expect(project.takeChanges()).toEqual([]);
    write('counted.ts', DIRTY);
    project.refresh(2_000_000);
    expect(project.takeChanges()?.map(({ before }) => before)).toEqual([first]);
    expect(project.sourceFile(file)?.text).toBe(DIRTY);
  });
});
