/** What the type arguments of an app or a context say of its variables: `new Hono<{ Variables: { db: Database } }>()` (https://hono.dev/docs/api/context#contextvariablemap). */
import { getProperty } from '../../flow/access.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { claimsType, DECLARED } from '../../flow/types.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import { membersOf } from '../../lang/declared-members.js';
import { ts, type TS } from '../../lang/ts.js';
import { objectOf } from '../shared/registration.js';

const ENVIRONMENT = 'environment';

/** Returns the first type argument that a call or a `new` is written with. */
export function environmentAt(node: TS.Node): TS.TypeNode | undefined {
  return ts.isCallExpression(node) || ts.isNewExpression(node) ? node.typeArguments?.[0] : undefined;
}

/** `new Hono<Env>()`: the app remembers what it was declared with. */
export const makeApp: Native = (m, call) => {
  const { entity, spec, node } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  const type = environmentAt(node);
  if (type) for (const ref of made.refs) if (ref.kind === 'obj') ref.slots.set(ENVIRONMENT, type);
  return made;
};

const REGISTERED = 'hono.environments';

/** Remembers with what the app was declared that a registration was made on. */
export function noteEnvironment(m: Machine, owner: Obj, node: TS.Node): void {
  const type = owner.slots.get(ENVIRONMENT) as TS.TypeNode | undefined;
  if (!type) return;
  const known = m.notes.get(REGISTERED) as Map<TS.Node, TS.TypeNode> | undefined;
  if (known) known.set(node, type);
  else m.notes.set(REGISTERED, new Map([[node, type]]));
}

/** Returns a context for handlers of a registration. */
export function contextAt(m: Machine, node: TS.Node): Value {
  const entity = m.semantics.typeEntity('hono', 'Context');
  const known = m.notes.get(REGISTERED) as ReadonlyMap<TS.Node, TS.TypeNode> | undefined;
  return entity ? withVariables(entityInstance(m, entity, 'hono:Context', node), null, known?.get(node)) : UNKNOWN;
}

/** Returns the context, which knows by the type of its app, or by that of the middleware, what its variables are. */
export function withVariables(context: Value, owner: Obj | null, type?: TS.TypeNode): Value {
  const declared = type ?? owner?.slots.get(ENVIRONMENT);
  const object = objectOf(context);
  if (object && declared) object.slots.set(ENVIRONMENT, declared);
  return context;
}

/** What the declared type of a context says of one variable. */
function declaredVariable(m: Machine, context: Obj, name: string): Value {
  const annotated = context.slots.get(DECLARED) as TS.TypeNode | undefined;
  const type =
    (context.slots.get(ENVIRONMENT) as TS.TypeNode | undefined) ??
    (annotated && ts.isTypeReferenceNode(annotated) ? annotated.typeArguments?.[0] : undefined);
  if (!type) return UNKNOWN;
  const member = (of: TS.TypeNode, called: string): TS.TypeNode | undefined =>
    membersOf(m.project, of).find((each) => each.name.getText().replace(/['"]/g, '') === called)?.type;
  const variables = member(type, 'Variables');
  const found = variables && member(variables, name);
  const scope = found && moduleScope(moduleState(m, found.getSourceFile()));
  const claimed = found && scope ? claimsType(m, found, scope) : null;
  // Nothing says that it has been set by now: it may be missing.
  return claimed ? { ...claimed, open: true } : UNKNOWN;
}

/** Returns a variable of a context: what a step has set, or else what its declared type says. */
export function variableOf(m: Machine, call: Call, name: string): Value {
  const variables = getProperty(m, call.self, 'var', call.node);
  const known = getProperty(m, variables, name, call.node);
  const context = objectOf(call.self);
  if (known.refs.length > 0 || known.labels.length > 0 || known.consts.length > 0 || !known.open) return known;
  return context ? declaredVariable(m, context, name) : known;
}
