/** Endpoints of tRPC: procedures, with the middleware of the builders that they start from. */
import { contextThing } from '../models/trpc/procedures.js';
import { ANY_FORM, Form } from '../flow/forms.js';
import { makeLabel } from '../flow/labels.js';
import type { Machine } from '../flow/machine.js';
import type { Obj } from '../flow/refs.js';
import { promiseOf } from '../flow/promises.js';
import { labelled, NOTHING, refValue, UNKNOWN, type Value } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { allRegistered, mountsOf, registeredHere, type Registration } from '../models/shared/registration.js';
import { nameOfValue } from './names.js';
import { handling, unknownHandling } from './own.js';
import { judgeStep, probeHandler, probeStep } from './probe.js';
import { judgement, Verdicts } from './steps.js';
import type { ChainStep, Endpoint } from './types.js';

/** A report stands on the property that holds the procedure. */
function reportNode(node: TS.Node): TS.Node {
  const { parent } = node;
  return ts.isPropertyAssignment(parent) && parent.initializer === node ? parent.name : node;
}

function pathOf(m: Machine, owner: Obj, name: string | null, depth = 0): string | null {
  const [mount] = mountsOf(m, owner);
  if (!mount || depth > 8) return name;
  return pathOf(
    m,
    mount.parent,
    name === null ? null : [mount.layer.path ?? '', name].filter((part) => part !== '').join('.'),
    depth + 1,
  );
}

/** The context: things of libraries in it, such as a client of a database; of the rest nothing is known. */
function contextFor(m: Machine, type: TS.TypeNode | undefined): Value {
  if (!type) return UNKNOWN;
  const made = m.alloc('object', null, {
    lazy: (machine, name) => (/^(?:@@|%)/.test(name) ? null : contextThing(machine, type, name)),
  });
  return refValue(made);
}

/** What procedures and their middleware are called with: the client sends the input. */
function optionsFor(m: Machine, next: Value, node: TS.Node, context: TS.TypeNode | undefined): Value {
  const sent = labelled([makeLabel({ kind: 'http.body', node, text: 'input' }, ANY_FORM)], ANY_FORM);
  const input = refValue(
    { kind: 'native', name: 'getRawInput', props: null, call: () => promiseOf(UNKNOWN) },
    Form.Function,
  );
  return m.object('object', null, [
    ['ctx', contextFor(m, context)],
    ['input', sent],
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
    return allRegistered(m).flatMap((seen) => {
      const layer =
        seen.layer.framework === 'trpc' && seen.layer.kind === 'route' && seen.child === undefined
          ? registeredHere(m, seen)
          : null;
      return layer ? [this.#endpoint(seen.parent, layer)] : [];
    });
  }

  #endpoint(owner: Obj, layer: Registration): Endpoint {
    const { m } = this;
    const { node } = layer;
    const handler = layer.handlers.at(-1) ?? UNKNOWN;
    const judge = (each: Value): ChainStep => ({
      ...nameOfValue(each, node),
      ...this.#verdicts.of(each, (handler) => {
        const evidence = probeStep(
          m,
          { handler, node, args: (next) => [optionsFor(m, next, node, layer.context)], answer: promiseOf(UNKNOWN) },
          false,
        );
        return judgement(judgeStep(evidence), evidence);
      }),
    });
    // What is passed only in one of several setups may be in force or not.
    const perhaps = (layer.perhaps ?? [])
      .map(judge)
      .flatMap((step) => (step.verdict === 'open' ? [] : { ...step, verdict: 'unknown' as const }));
    const steps = [...layer.handlers.slice(0, -1).map(judge), ...perhaps];
    return {
      framework: 'trpc',
      method: layer.method.toUpperCase(),
      path: pathOf(m, owner, layer.path),
      node: reportNode(node),
      handler,
      steps,
      handling: isOwnFunction(handler)
        ? handling(m, () => probeHandler(m, handler, [optionsFor(m, NOTHING, node, layer.context)], node))
        : unknownHandling,
      understood: steps.every((step) => step.verdict !== 'unknown'),
    };
  }
}
