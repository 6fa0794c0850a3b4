import { describe, expect, test } from 'vitest';
import { program, runProgram, withHead } from './lab.js';

const COPY = `
function copied(value, seen) {
  if (seen.has(value)) return 'again';
  seen.add(value);
  if (Array.isArray(value)) return value.map((item) => copied(item, seen));
  if (value !== null && typeof value === 'object') {
    const copy = {};
    for (const [name, part] of Object.entries(value)) {
      if (name === 'hidden') copy[name] = '***';
      else copy[name] = copied(part, seen);
    }
    return copy;
  }
  return value;
}`;

describe('a recursive call that was made before', () => {
  program(
    'gives what it gave',
    `${COPY}
sink(copied(source(), new Set())); // sink
sink(copied({ list: [{ name: source() }] }, new Set()).list[0].name); // sink
sink(copied({ list: [{ name: 'x' }] }, new Set()).list); // quiet`,
  );

  program(
    'is another one when something else is given',
    `
function each(value, depth) {
  if (depth === 'deep') sink(value); // sink
  else each(value, 'deep');
}
each(source(), 'flat');`,
  );

  test('is not run again', () => {
    const { machine } = runProgram({ 'main.ts': withHead(`${COPY}\nsink(copied(source(), new Set()));`) });
    // One for each of the two calls in three activations, in each round over the loop; a hundred when all are run.
    expect(machine.limitsReached.get('recursion')).toBeLessThan(20);
  });
});
