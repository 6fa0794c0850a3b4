import { describe, expect, test } from 'vitest';
import { LIMITS, type LimitName } from '../../src/flow/limits.js';
import { deepLabels } from '../../src/flow/deep-labels.js';
import { Form } from '../../src/flow/forms.js';
import { makeLabel } from '../../src/flow/labels.js';
import { labelled, refValue } from '../../src/flow/value.js';
import { runProgram } from './lab.js';

function reachedBy(text: string): { readonly limits: readonly LimitName[]; readonly found: number } {
  const { machine, reached } = runProgram({ 'main.ts': text });
  expect(machine.failures).toBe(0);
  return { limits: [...machine.limitsReached.keys()], found: reached.length };
}

describe('limits are counted, never thrown', () => {
  test('nothing is reached by a plain program', () => {
    expect(reachedBy('sink(source());')).toEqual({ limits: [], found: 1 });
  });

  test('calls in calls', () => {
    const depth = LIMITS.callDepth + 5;
    const chain = Array.from({ length: depth }, (_, index) => `const f${index} = (x) => f${index + 1}(x);`);
    const { limits, found } = reachedBy(`${chain.join('\n')}
const f${depth} = (x) => x;
sink(source());
sink(f0('x'));`);
    expect(limits).toContain('callDepth');
    expect(found).toBe(1);
  });

  test('recursion', () => {
    const { limits, found } = reachedBy('const f = (x) => f(x + x);\nf(source());\nsink(source());');
    expect(limits).toContain('recursion');
    expect(found).toBe(1);
  });

  test('recursion along many ways', () => {
    const ways = Array.from({ length: 40 }, (_, index) => `visit(node.part${index});`).join(' ');
    const { limits, found } = reachedBy(`function visit(node) { ${ways} sink(node); }\nvisit(source());`);
    expect(limits).toContain('stepsOfRecursion');
    expect(found).toBeGreaterThan(0);
  });

  test('recursion along few ways has no need of it', () => {
    const { limits } = reachedBy('function visit(node) { visit(node.left); visit(node.right); }\nvisit(source());');
    expect(limits).toEqual(['recursion']);
  });

  test('the text of lists in lists has each of them once, however often they hold it', () => {
    const lists = Array.from(
      { length: 3 },
      (_, index) => `const l${index + 1} = [${Array.from({ length: 60 }, () => `l${index}`).join(', ')}];`,
    );
    const { limits, found } = reachedBy(
      `const l0 = ['x', source()];\n${lists.join('\n')}\nsink(\`\${l3}\`);\nsink(\`\${[1, [2]]}\`);`,
    );
    expect(limits).toEqual([]);
    expect(found).toBe(1);
  });

  test('a function that asks for the type of what it makes itself', () => {
    const { limits, found } = reachedBy(`
export interface Box { text: string }
export function makeBox(): Box { return unknown() as Box; }
export const show = (box: Box) => sink(box);
sink(source());`);
    expect(limits).toEqual([]);
    expect(found).toBe(1);
  });

  test('a timer that starts itself again is followed for a while', () => {
    const { limits, found } = reachedBy(`
let kept;
const tick = () => { sink(kept); kept = source(); later(tick); };
later(tick);`);
    expect(limits).toEqual([]);
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(20);
  });

  test('expressions in expressions', () => {
    const depth = LIMITS.nesting + 50;
    const { limits, found } = reachedBy(`sink(${'['.repeat(depth)}1${']'.repeat(depth)});\nsink(source());`);
    expect(limits).toContain('nesting');
    expect(found).toBe(1);
  });

  test('steps of an entry', () => {
    // Every level calls the next one eight times: 8^7 calls, each a context of its own.
    const levels = Array.from(
      { length: 7 },
      (_, index) => `const f${index} = (x) => { ${`f${index + 1}(x + '${index}');`.repeat(8)} };`,
    );
    const { limits } = reachedBy(`${levels.join('\n')}
const f7 = (x) => x;
export function start() {
  f0(source());
}`);
    expect(limits).toContain('stepsPerEntry');
  });

  test('deferred work', () => {
    const { limits, found } = reachedBy(
      `${Array.from({ length: LIMITS.deferred + 10 }, () => 'later(() => 1);').join('\n')}\nsink(source());`,
    );
    expect(limits).toContain('deferred');
    expect(found).toBe(1);
  });

  test('elements, properties and long chains keep what they hold', () => {
    const many = Array.from({ length: LIMITS.elements + 20 }, (_, index) => `'${index}'`).join(', ');
    const properties = Array.from({ length: LIMITS.properties + 20 }, (_, index) => `o.p${index} = 'x';`).join('\n');
    const sum = `${"'a' + ".repeat(300)}source()`;
    const { found } = reachedBy(`const list = [${many}, source()];
sink(list[${LIMITS.elements + 20}]);
const o = {};
${properties}
o.last = source();
sink(o.last);
sink(${sum});`);
    expect(found).toBe(3);
  });
});

test('objects that hold each other are looked into once, however many ways lead to them', () => {
  const { machine } = runProgram({ 'main.ts': 'sink(1);' });
  const objects = Array.from({ length: 16 }, () => machine.alloc('object', null));
  const own = makeLabel({ kind: 'test', node: machine.project.files()[0] as never, text: 'x' }, Form.String);
  for (const [at, each] of objects.entries()) {
    machine.setCell(each, 'own', labelled([{ ...own, ids: [at + 1] }], Form.String));
    for (const [other, held] of objects.entries()) machine.setCell(each, `o${String(other)}`, refValue(held));
  }
  expect(deepLabels(machine, refValue(objects[0] as never))).toHaveLength(16);
});
