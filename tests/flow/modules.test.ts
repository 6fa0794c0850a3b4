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
  program('an import that leads nowhere is unknown', {
    'main.ts': `import { nothing } from './missing.js';
import other from 'no-such-package';
sink(nothing(source())); // quiet - unknown code gives what is not known
sink(other.x); // quiet
sink(source()); // sink`,
  });
});
