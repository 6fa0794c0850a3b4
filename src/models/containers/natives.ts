/** What containers give: instances of classes, or what the type argument says is there. */
import { instanceOf } from '../../flow/classes.js';
import type { Machine } from '../../flow/machine.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import type { Call } from '../../flow/refs.js';
import { claimsType } from '../../flow/types.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import { ts } from '../../lang/ts.js';
import type { Natives } from '../schema.js';

/** `container.resolve<Port>('port')` */
function claimed(m: Machine, { node }: Call): Value {
  const type = ts.isCallExpression(node) ? node.typeArguments?.[0] : undefined;
  const scope = type ? moduleScope(moduleState(m, type.getSourceFile())) : undefined;
  return (type && scope ? claimsType(m, type, scope) : null) ?? UNKNOWN;
}

export const containerNatives: Natives = {
  'containers.get': (m, call) => {
    const [ref] = call.args[0]?.refs ?? [];
    return ref?.kind === 'class' ? instanceOf(m, ref) : claimed(m, call);
  },
};
