/** The endpoints of an application, and what is in force before each of them. */
import type { Machine } from '../flow/machine.js';
import type { TS } from '../lang/ts.js';
import { ExpressReader } from './express.js';
import { scanned } from './scan.js';
import type { Application } from './types.js';

/** Returns what files that belong together answer to. */
export function readApplication(m: Machine, files: readonly TS.SourceFile[]): Application {
  return scanned(m, files, () => ({ endpoints: [...new ExpressReader(m).endpoints()], spare: [] }));
}

export { connectedFiles } from './files.js';
export { guardOf, type Application, type ChainStep, type Endpoint } from './types.js';
