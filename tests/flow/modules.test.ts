import { describe } from 'vitest';
import { program } from './lab.js';

describe('modules', () => {
  program('values, functions and defaults cross files', {
    'main.ts': `import read, { dirty, tidy, pass as through } from './other.js';
import * as all from './other.js';
import { again, Holder } from './barrel.js';
sink(dirty); // sink
sink(tidy); // quiet
sink(read()); // sink
sink(through(source())); // sink
sink(through('x')); // quiet
sink(all.dirty); // sink
sink(all.tidy); // quiet
sink(again); // sink
sink(new Holder(source()).value); // sink
sink(new Holder('x').value); // quiet`,
    'other.ts': `export const dirty = source();
export const tidy = clean(source());
export const pass = (x) => x;
export default function read() {
  return source();
}`,
    'barrel.ts': `export { dirty as again } from './other.js';
export * from './holder.js';`,
    'holder.ts': `export class Holder {
  constructor(value) {
    this.value = value;
  }
}`,
  });
  program('names behind stars that meet again, lead back and hide each other', {
    'main.ts': `import { dirty, tidy, both, missing, deep } from './index.js';
import { deep as again } from './left.js';
sink(dirty); // sink
sink(tidy); // quiet
sink(both); // quiet
sink(missing); // quiet
sink(deep); // sink
sink(again); // sink
sink(dirty + deep); // sink`,
    'index.ts': `export * from './left.js';
export * from './right.js';
export const tidy = 'x';`,
    'left.ts': `export * from './index.js';
export * from './shared.js';
export const both = 'x';`,
    'right.ts': `export * from './shared.js';
export const both = source();
export const tidy = source();
export const dirty = source();`,
    'shared.ts': `export * from './left.js';
export * from './right.js';
export const deep = source();`,
  });
  program('a sink in another file is found from the file that feeds it', {
    'main.ts': `import { put, putClean } from './sinks.js';
put(source());
putClean(source());`,
    'sinks.ts': `export function put(x) {
  sink(x); // sink
}
export function putClean(x) {
  sink(clean(x)); // quiet
}`,
  });
  program(
    'what a module makes of an async function by an unknown call runs when the module is looked at, not its importers',
    {
      'main.ts': `import { save, state } from './actions.js';
sink(state.seen); // quiet
export const again = save;`,
      'actions.ts': `import { actions, start } from 'unknown-builder';
export const state = { seen: 'x' };
export const save = actions.make(async () => {
  state.seen = source();
  sink(source()); // sink
});
export const read = () => sink(state.seen); // sink
`,
    },
  );
  program('an unknown call of which the module keeps nothing runs its async function at once', {
    'main.ts': `import { state } from './start.js';
sink(state.seen); // sink`,
    'start.ts': `import { start } from 'unknown-builder';
export const state = { seen: 'x' };
await start(async () => {
  state.seen = source();
}).then(null);`,
  });
  program('the one object that a function makes and keeps is the same for all who ask for it', {
    'main.ts': `import { settings } from './settings.js';
handle((request) => {
  settings().name = request.query;
});
handle(() => {
  sink(settings().name); // sink
  sink(settings().title); // quiet
});`,
    'settings.ts': `let kept;
class Settings {
  constructor() {
    this.name = 'x';
    this.title = 'x';
  }
}
export const settings = () => {
  if (!kept) kept = new Settings();
  return kept;
};`,
  });
  program('what a function begins once for all is there where the variable is read itself', {
    'main.ts': `import { begin, rows, reset } from './begun.js';
handle((request) => {
  begin();
  rows().last = request.query;
});
handle(() => {
  begin();
  sink(rows().last); // sink
  sink(rows().first); // quiet
});
handle(() => {
  begin();
  reset();
  begin();
  sink(rows().first); // quiet
});`,
    'begun.ts': `let kept = null;
export function begin() {
  kept ??= { first: 'x', last: 'x' };
}
export const rows = () => kept;
export const reset = () => {
  kept = { first: 'y', last: 'y' };
};`,
  });
  program('CommonJS', {
    'main.js': `const { source, sink } = require('lab');
const other = require('./other');
sink(other.dirty); // sink
sink(other.tidy); // quiet
sink(other.read()); // sink`,
    'other.js': `const { source, clean } = require('lab');
exports.dirty = source();
module.exports.tidy = clean(source());
exports.read = () => source();`,
  });
  program('a circle of imports ends', {
    'main.ts': `import { b } from './b.js';
export const a = source();
export const later1 = () => b();
sink(later1()); // sink`,
    'b.ts': `import { a } from './main.js';
export const b = () => a;
export const use = () => sink(b()); // sink`,
  });
  program('modules that call each other across a circle at once', {
    'main.ts': `import { b, fromMain } from './b.js';
export const a = source();
export const pass = (x) => x;
export const fromB = b();
sink(fromB); // sink
sink(fromMain); // sink
export const tidy = clean(b());
sink(tidy); // quiet`,
    'b.ts': `import { a, pass, tidy } from './main.js';
import { last } from './c.js';
export const b = () => a;
export const fromMain = pass(a);
sink(fromMain); // sink
sink(last); // sink
sink(tidy); // quiet`,
    'c.ts': `import { fromMain } from './b.js';
import { pass } from './main.js';
export const last = pass(fromMain);
sink(last); // sink
sink(clean(last)); // quiet`,
  });
  program('a circle that works when it is begun at its other end', {
    'a.ts': `import { register } from './z.js';
export const table = [];
register();
sink(table[0]); // sink`,
    'z.ts': `import { table } from './a.js';
export const text = source();
export function register() {
  table.push(text);
  sink(text); // sink
  sink(clean(text)); // quiet
}`,
  });
  program('a circle of CommonJS', {
    'a.js': `const { source, sink } = require('lab');
exports.early = source();
const b = require('./b');
exports.late = source();
sink(b.early); // sink
sink(b.late); // sink
sink(b.fixed); // quiet`,
    'b.js': `const { sink, clean } = require('lab');
const a = require('./a');
exports.early = a.early;
exports.late = a.late;
exports.fixed = clean(a.early);
sink(exports.early); // sink
sink(exports.late); // sink`,
  });
  program('an import that leads nowhere is unknown', {
    'main.ts': `import { nothing } from './missing.js';
import other from 'no-such-package';
sink(nothing(source())); // quiet - unknown code gives what is not known
sink(other.x); // quiet
sink(source()); // sink`,
  });
});
