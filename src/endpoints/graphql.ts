/** Endpoints of GraphQL servers: the fields of Query and Mutation. Who is calling is in the context; a resolver has to ask it. */
import { ANY_FORM } from '../flow/forms.js';
import { makeLabel } from '../flow/labels.js';
import type { Machine } from '../flow/machine.js';
import type { Obj } from '../flow/refs.js';
import { labelled, UNKNOWN, type Value } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { CONTEXT, openContext } from '../models/graphql/context.js';
import { ELSEWHERE, type DirectiveGuard } from '../models/graphql/policies.js';
import { allRegistered, objectOf, registeredHere, type Registration } from '../models/shared/registration.js';
import { FastifyReader } from './fastify.js';
import { handling, unknownHandling } from './own.js';
import { probeHandler } from './probe.js';
import type { ChainStep, Endpoint } from './types.js';

/** A report stands on the property that holds the resolver. */
function reportNode(node: TS.Node): TS.Node {
  if (ts.isMethodDeclaration(node)) return node.name;
  return ts.isPropertyAssignment(node.parent) && node.parent.initializer === node ? node.parent.name : node;
}

function sentArguments(node: TS.Node): Value {
  return labelled([makeLabel({ kind: 'http.body', node, text: 'args' }, ANY_FORM)], ANY_FORM);
}

/** The directive of a schema that stands at the field. */
function guardsIn(elsewhere: DirectiveGuard | true | undefined, { method, path }: Registration): readonly ChainStep[] {
  if (elsewhere === undefined || elsewhere === true) return [];
  const type = method.slice(0, 1).toUpperCase() + method.slice(1).toLowerCase();
  return elsewhere.fields.has(`${type}.${path ?? ''}`)
    ? [{ name: elsewhere.name, node: elsewhere.node, verdict: 'guard' }]
    : [];
}

export class GraphqlReader {
  readonly #fastify: FastifyReader;

  constructor(readonly m: Machine) {
    this.#fastify = new FastifyReader(m);
  }

  endpoints(): readonly Endpoint[] {
    const { m } = this;
    return allRegistered(m).flatMap((seen) => {
      const layer =
        seen.layer.framework === 'graphql' && seen.layer.kind === 'route' && seen.child === undefined
          ? registeredHere(m, seen)
          : null;
      return layer ? [this.#endpoint(layer, seen.parent)] : [];
    });
  }

  #endpoint(layer: Registration, owner: Obj): Endpoint {
    const { m } = this;
    const { node } = layer;
    const handler = layer.handlers[0] ?? UNKNOWN;
    const callers = new Set<number>();
    const maker = owner.slots.get(CONTEXT) as ((machine: Machine) => Value) | undefined;
    const context = openContext(m, node, callers, maker ?? null);
    // The methods of a root have no parent among their arguments.
    const rooted = owner.slots.has('graphql.rooted');
    const scope = rooted ? null : objectOf(layer.options);
    const elsewhere = scope?.slots.get(ELSEWHERE) as DirectiveGuard | true | undefined;
    const steps = [...(scope ? this.#fastify.hooksBefore(scope) : []), ...guardsIn(elsewhere, layer)];
    return {
      framework: 'graphql',
      method: layer.method.toUpperCase(),
      path: layer.path,
      node: reportNode(node),
      handler,
      steps,
      handling: isOwnFunction(handler)
        ? handling(m, () =>
            probeHandler(
              m,
              handler,
              rooted ? [sentArguments(node), context, UNKNOWN] : [UNKNOWN, sentArguments(node), context, UNKNOWN],
              node,
              UNKNOWN,
              callers,
            ),
          )
        : unknownHandling,
      understood: elsewhere !== true && steps.every((step) => step.verdict !== 'unknown'),
    };
  }
}
