/** Endpoints of tRPC: procedures, with the middleware of the builders that they start from. */
import { Form } from '../flow/forms.js';
import type { Machine } from '../flow/machine.js';
import type { Obj } from '../flow/refs.js';
import { promiseOf } from '../flow/promises.js';
import { NOTHING, refValue, UNKNOWN, type Value } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { allRegistered, mountsOf, registrationsOf, type Registration } from '../models/shared/registration.js';
import { nameOfValue } from './names.js';
import { ownCheck, UNKNOWN_HANDLER } from './own.js';
import { judgeStep, probeHandler, probeStep } from './probe.js';
import { Verdicts } from './steps.js';
import type { Endpoint } from './types.js';

/** A report stands on the property that holds the procedure. */
function reportNode(node: TS.Node): TS.Node {
  const { parent } = node;
  return ts.isPropertyAssignment(parent) && parent.initializer === node ? parent.name : node;
}

function pathOf(m: Machine, owner: Obj, name: string | null, depth = 0): string | null {
  const [mount] = mountsOf(m, owner);
  if (!mount || depth > 8) return name;
  return pathOf(m, mount.parent, name === null ? null : `${mount.layer.path ?? ''}.${name}`, depth + 1);
}

/** What procedures and their middleware are called with; nothing of it is known. */
function optionsFor(m: Machine, next: Value): Value {
  const input = refValue(
    { kind: 'native', name: 'getRawInput', props: null, call: () => promiseOf(UNKNOWN) },
    Form.Function,
  );
  return m.object('object', null, [
    ['ctx', UNKNOWN],
    ['input', UNKNOWN],
    ['next', next],
    ['getRawInput', input],
    ['path', UNKNOWN],
    ['type', UNKNOWN],
  ]);
}

export class TrpcReader {
  readonly #verdicts = new Verdicts();

  constructor(readonly m: Machine) {}

  endpoints(): readonly Endpoint[] {
    const { m } = this;
    return allRegistered(m).flatMap(({ parent, layer, child }) =>
      layer.framework === 'trpc' && layer.kind === 'route' && child === undefined && registrationsOf(m, parent).includes(layer)
        ? [this.#endpoint(parent, layer)]
        : [],
    );
  }

  #endpoint(owner: Obj, layer: Registration): Endpoint {
    const { m } = this;
    const { node } = layer;
    const handler = layer.handlers.at(-1) ?? UNKNOWN;
    const steps = layer.handlers.slice(0, -1).map((each) => ({
      ...nameOfValue(each, node),
      verdict: this.#verdicts.of(each, () =>
        judgeStep(
          probeStep(m, { handler: each, node, args: (next) => [optionsFor(m, next)], answer: promiseOf(UNKNOWN) }, false),
        ),
      ),
    }));
    return {
      framework: 'trpc',
      method: layer.method.toUpperCase(),
      path: pathOf(m, owner, layer.path),
      node: reportNode(node),
      handler,
      steps,
      ...(isOwnFunction(handler) ? ownCheck(probeHandler(m, handler, [optionsFor(m, NOTHING)], node)) : UNKNOWN_HANDLER),
      understood: steps.every((step) => step.verdict !== 'unknown'),
    };
  }
}

