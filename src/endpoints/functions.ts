/** Endpoints that are single functions, each behind what its platform asks: Firebase, Google Cloud, Azure, micro. */
import { plainCall } from '../flow/calls.js';
import { moduleExport } from '../flow/imports.js';
import type { Machine } from '../flow/machine.js';
import { UNDEFINED, UNKNOWN } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import { admission, firstArguments, firstTrigger, givenTo, isPlatform } from '../models/functions/handlers.js';
import { microArguments } from '../models/itty/routes.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { allRegistered, registeredHere, type Registration } from '../models/shared/registration.js';
import { exportNode } from './exports.js';
import { handling } from './own.js';
import { judgeAnswer, probeCall, probeHandler } from './probe.js';
import { judged } from './steps.js';
import type { ChainStep, Endpoint } from './types.js';
import { judgeLibrary } from './verdicts.js';

function shown(name: string, node: TS.Node): ChainStep {
  return { name, node, verdict: 'guard' };
}

export class FunctionsReader {
  constructor(
    readonly m: Machine,
    readonly files: readonly TS.SourceFile[],
  ) {}

  endpoints(): readonly Endpoint[] {
    const { m } = this;
    const registered = allRegistered(m).flatMap((seen) => {
      const isOne = isPlatform(seen.layer.framework) || seen.layer.framework === 'micro';
      const layer = isOne && seen.child === undefined ? registeredHere(m, seen) : null;
      return layer ? [this.#endpoint(layer)] : [];
    });
    return [...registered, ...this.files.flatMap((file) => this.#first(file))];
  }

  #endpoint(layer: Registration): Endpoint {
    const { m } = this;
    const { framework, node, handlers } = layer;
    const handler = handlers[0] ?? UNKNOWN;
    const steps = this.#steps(layer);
    const args = isPlatform(framework) ? givenTo(m, framework, node) : microArguments(m, node);
    return {
      framework: framework.replace(/-callable.*$/, ''),
      method: layer.method === 'all' ? 'ANY' : layer.method.toUpperCase(),
      path: layer.path,
      node,
      handler,
      steps,
      handling: handling(m, () => probeHandler(m, handler, args, node)),
      understood: steps.every((step) => step.verdict !== 'unknown'),
    };
  }

  #steps(layer: Registration): readonly ChainStep[] {
    const { m } = this;
    const asked = admission(m, layer);
    if (!asked) return [];
    const { name, policy, unsure } = asked;
    if (unsure) return [{ name, node: layer.node, verdict: 'unknown' }];
    if (!policy) return [shown(name, layer.node)];
    if (policy.refs.some((ref) => judgeLibrary(ref) === 'guard')) return [shown(name, layer.node)];
    if (!isOwnFunction(policy)) return [{ name, node: layer.node, verdict: 'unknown' }];
    const run = judged(m, () => probeHandler(m, policy, [UNKNOWN, UNKNOWN], layer.node), judgeAnswer);
    return [{ name, node: layer.node, ...run }];
  }

  /** Functions of Azure until version 3 are exports beside a function.json. */
  #first(file: TS.SourceFile): readonly Endpoint[] {
    const { m } = this;
    const trigger = firstTrigger(file.fileName);
    const handler = trigger ? moduleExport(m, file, 'default') : null;
    if (!trigger || !handler || !isOwnFunction(handler)) return [];
    const node = exportNode(file, 'default');
    const steps = trigger.authLevel === 'anonymous' ? [] : [shown(`authLevel: '${trigger.authLevel}'`, node)];
    const run = handling(m, () => probeCall(m, handler, plainCall(node, UNDEFINED, firstArguments(m, node))));
    return (trigger.methods.length > 0 ? trigger.methods : ['any']).map((method) => ({
      framework: 'azure-functions',
      method: method.toUpperCase(),
      path: trigger.route,
      node,
      handler,
      steps,
      handling: run,
      understood: true,
    }));
  }
}
