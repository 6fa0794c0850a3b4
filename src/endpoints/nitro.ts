/** Endpoints that are files of Nitro: handlers behind the middleware of the same server (https://nitro.build/guide/routing). */
import { setProperty } from '../flow/access.js';
import { plainCall } from '../flow/calls.js';
import { moduleExport } from '../flow/imports.js';
import type { Machine } from '../flow/machine.js';
import { constant, UNDEFINED, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import { endsByAnswer, eventFor, isEventHandler } from '../models/h3/handlers.js';
import { nitroPlace, nitroRoute, type NitroRoute } from '../models/h3/files.js';
import { usesUnknownNames } from '../models/h3/implied.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { exportNode } from './exports.js';
import { nameOfValue } from './names.js';
import { handling } from './own.js';
import { judgeStep, probeCall, probeStep } from './probe.js';
import { judged } from './steps.js';
import type { ChainStep, Endpoint } from './types.js';

/** An event for a path and a method: what middleware does often depends on them. */
function eventOn(m: Machine, { path, method }: NitroRoute, node: TS.Node): Value {
  const event = eventFor(m, node);
  setProperty(m, event, 'path', constant(path.replace(/[:*]/g, '')), node);
  if (method !== 'ANY') setProperty(m, event, 'method', constant(method), node);
  return event;
}

export class NitroReader {
  constructor(
    readonly m: Machine,
    readonly files: readonly TS.SourceFile[],
  ) {}

  endpoints(): readonly Endpoint[] {
    return this.files.flatMap((file) => this.#endpoint(file));
  }

  #endpoint(file: TS.SourceFile): readonly Endpoint[] {
    const { m } = this;
    const place = nitroPlace(file.fileName);
    const route = place ? nitroRoute(place) : null;
    const handler = place && route ? moduleExport(m, file, 'default') : null;
    if (!place || !route || !handler || !isOwnFunction(handler) || !isEventHandler(m, handler)) return [];
    const node = exportNode(file, 'default');
    const steps = this.#before(place.base, route);
    const run = handling(m, () => probeCall(m, handler, plainCall(node, UNDEFINED, [eventOn(m, route, node)])));
    // Which names the handler uses is known once it has run.
    run();
    return [
      {
        framework: 'nitro',
        ...route,
        node,
        handler,
        steps,
        handling: run,
        // A name that nobody knows of may be that of a guard.
        understood: steps.every((step) => step.verdict !== 'unknown') && !usesUnknownNames(m, file),
      },
    ];
  }

  /** Every request passes the files of `middleware`, in the order of their names. */
  #before(base: string, route: NitroRoute): readonly ChainStep[] {
    const { m } = this;
    return this.files
      .flatMap((file) => {
        const place = nitroPlace(file.fileName);
        return place?.kind === 'middleware' && place.base === base ? [file] : [];
      })
      .sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
      .map((file) => {
        const handler = moduleExport(m, file, 'default');
        if (!handler || !isOwnFunction(handler)) return { name: 'middleware', node: file, verdict: 'unknown' };
        const step = { handler, node: file, args: () => [eventOn(m, route, file)], byReturning: () => endsByAnswer };
        const found = judged(m, () => probeStep(m, step, false), judgeStep);
        const verdict = found.verdict === 'open' && usesUnknownNames(m, file) ? 'unknown' : found.verdict;
        return { ...nameOfValue(handler, file, m), ...found, verdict };
      });
  }
}
