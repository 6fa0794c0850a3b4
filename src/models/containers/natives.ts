/** What containers give: instances of classes, what was registered under a name, or what the type argument says is there. */
import { getProperty } from '../../flow/access.js';
import { instanceOf } from '../../flow/classes.js';
import type { Machine } from '../../flow/machine.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import type { Call, Obj } from '../../flow/refs.js';
import { claimsType, resultOf } from '../../flow/types.js';
import { soleText, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';

/** The cell of a container that holds what a name was registered with. */
function cellName(token: Value | undefined): string | null {
  const text = token ? soleText(token) : null;
  return text === null ? null : `%registered ${text}`;
}

function containersOf({ self }: Call): readonly Obj[] {
  return self.refs.flatMap((ref) => (ref.kind === 'obj' ? [ref] : []));
}

/** A class or one of tsyringe's providers (https://github.com/microsoft/tsyringe#providers); a thing stands for itself. */
function provided(m: Machine, provider: Value, node: TS.Node): Value {
  const [ref] = provider.refs;
  if (ref?.kind === 'class') return instanceOf(m, ref);
  if (ref?.kind !== 'obj' || ref.cls !== null || ref.entity !== null) return provider;
  const own = (name: string): Value | null => {
    const value = getProperty(m, provider, name, node);
    return value.refs.length > 0 ? value : null;
  };
  const [made] = own('useClass')?.refs ?? [];
  if (made?.kind === 'class') return instanceOf(m, made);
  const factory = own('useFactory');
  return factory ? resultOf(m, factory, node) : (own('useValue') ?? provider);
}

/** `container.resolve<Port>('port')`: what is asked for is what the type says, unless it says nothing. */
function claimed(m: Machine, { node }: Call): Value {
  const type = ts.isCallExpression(node) ? node.typeArguments?.[0] : undefined;
  const scope = type ? moduleScope(moduleState(m, type.getSourceFile())) : undefined;
  return (type && scope ? claimsType(m, type, scope) : null) ?? UNKNOWN;
}

export const containerNatives: Natives = {
  'containers.get': (m, call) => {
    const [token] = call.args;
    const [ref] = token?.refs ?? [];
    if (ref?.kind === 'class') return instanceOf(m, ref);
    const name = cellName(token);
    for (const each of name === null ? [] : containersOf(call)) {
      const provider = m.cell(each, name ?? '');
      if (provider) return provided(m, provider, call.node);
    }
    return claimed(m, call);
  },
  'containers.register': (m, call) => {
    const [token, provider] = call.args;
    const name = cellName(token);
    if (name !== null && provider) for (const each of containersOf(call)) m.setCell(each, name, provider);
    return call.self;
  },
};
