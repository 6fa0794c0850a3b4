/** The endpoints of an application, and what is in force before each of them. */
import type { Machine } from '../flow/machine.js';
import type { TS } from '../lang/ts.js';
import { HapiReader } from './hapi.js';
import { TrpcReader } from './trpc.js';
import { ExportsReader } from './exports.js';
import { FastifyReader } from './fastify.js';
import { NestReader } from './nest/reader.js';
import { OrderedReader } from './ordered.js';
import { scanned } from './scan.js';
import type { Application } from './types.js';

/** Returns what files that belong together answer to. */
export function readApplication(m: Machine, files: readonly TS.SourceFile[]): Application {
  return scanned(m, files, () => {
    const nest = new NestReader(m).read();
    return {
      endpoints: [...new OrderedReader(m).endpoints(), ...new FastifyReader(m).endpoints(),
        ...new HapiReader(m).endpoints(),
        ...new TrpcReader(m).endpoints(),
        ...new ExportsReader(m, files).endpoints(), ...nest.endpoints],
      spare: nest.spare,
    };
  });
}

export { connectedFiles } from './files.js';
export { guardOf, type Application, type ChainStep, type Endpoint } from './types.js';
