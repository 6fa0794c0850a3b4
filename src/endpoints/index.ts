/** The endpoints of an application, and what is in force before each of them. */
import { firstTrigger } from '../models/functions/handlers.js';
import { nitroPlace } from '../models/h3/files.js';
import { registersIn, within } from '../models/shared/registration.js';
import type { Machine } from '../flow/machine.js';
import { mayBeDeployed } from '../lang/deployment/find.js';
import type { TS } from '../lang/ts.js';
import { FunctionsReader } from './functions.js';
import { GraphqlReader } from './graphql.js';
import { HapiReader } from './hapi.js';
import { TrpcReader } from './trpc.js';
import { ControllersReader } from './decorated/controllers.js';
import { ResolversReader } from './decorated/resolvers.js';
import { ExportsReader } from './exports.js';
import { FastifyReader } from './fastify.js';
import { KitsReader } from './kits.js';
import { NestReader } from './nest/reader.js';
import { NitroReader } from './nitro.js';
import { OrderedReader } from './ordered.js';
import { withSchemaGuards } from './schema-guards.js';
import { scanned } from './scan.js';
import type { Application } from './types.js';

/** Returns what files that belong together answer to. */
export function readApplication(m: Machine, files: readonly TS.SourceFile[]): Application {
  const read = (): Application => {
    const nest = new NestReader(m, files).read();
    return {
      endpoints: withSchemaGuards(
        [
          ...new OrderedReader(m).endpoints(),
          ...new FastifyReader(m).endpoints(),
          ...new HapiReader(m).endpoints(),
          ...new TrpcReader(m).endpoints(),
          ...new GraphqlReader(m).endpoints(),
          ...new ExportsReader(m, files).endpoints(),
          ...new KitsReader(m, files).endpoints(),
          ...new NitroReader(m, files).endpoints(),
          ...new FunctionsReader(m, files).endpoints(),
          ...new ControllersReader(m, files).endpoints(),
          ...new ResolversReader(m, files).endpoints(),
          ...nest.endpoints,
        ],
        files,
      ),
      spare: nest.spare,
    };
  };
  return scanned(m, files, () => within(m, files, read));
}

/** Words of files whose exports or classes are endpoints by their place, their directive or their decorators, or that make such an application. */
const BY_EXPORT =
  /\bNestFactory\b|@(?:Controller|JsonController|Resolver|WebSocketGateway)\b|['"]use server['"]|['"]aws-lambda['"]|\/\+types\//;

const byExport = new WeakMap<TS.SourceFile, boolean>();

function endpointsByExport(file: TS.SourceFile): boolean {
  const known = byExport.get(file);
  if (known !== undefined) return known;
  const found = BY_EXPORT.test(file.text);
  byExport.set(file, found);
  return found;
}

/**
 * False when a file certainly holds no endpoint: it registers nothing, and none of its exports or classes is one by its
 * place. Reading an application costs; most files of a project need no look at it.
 */
export function mayHoldEndpoints(m: Machine, file: TS.SourceFile): boolean {
  return (
    registersIn(m, file) ||
    endpointsByExport(file) ||
    mayBeDeployed(file.fileName) ||
    /(?:^|[\\/])(?:pages[\\/]api|app|routes)[\\/].*\.[jt]sx?$/.test(file.fileName) ||
    nitroPlace(file.fileName) !== null ||
    (/\bcontext\b/.test(file.text) && firstTrigger(file.fileName) !== null)
  );
}

export { connectedFiles, directImportersOf, importersOf, isStartedByTests, runsInTerminal } from './files.js';
export { endpointsIn, endpointsThrough } from './reach.js';
export type { Check, SeenCall } from './probe.js';
export { traitsOf } from './frameworks.js';
export { guardOf, stepPlaying, type Application, type ChainStep, type Endpoint } from './types.js';
