/** Actions of routing-controllers: what they return is the answer (https://github.com/typestack/routing-controllers#more-usage-examples). */
import { callValue, entryCall } from '../../flow/calls.js';
import { decoratorsOf } from '../../flow/decorators.js';
import { awaited } from '../../flow/promises.js';
import type { EntryReader } from '../../flow/semantics.js';
import { ts } from '../../lang/ts.js';
import { UNKNOWN } from '../../flow/value.js';
import { answerData, answerHtml } from '../shared/answer.js';

const SPECIFIER = 'routing-controllers';
const METHODS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'All', 'Method']);

/** An action of a `@JsonController` answers JSON; a text of a `@Controller`'s is sent as it is. */
export const routingControllersEntries: EntryReader = (m, { kind, node }) => {
  if (kind !== 'method' || !node || !ts.isMethodDeclaration(node)) return null;
  const own = decoratorsOf(m, node).flatMap(({ lib }) => (lib?.entity.specifier === SPECIFIER ? lib.entity.name : []));
  if (!own.some((name) => METHODS.has(name))) return null;
  const sendsText =
    decoratorsOf(m, node.parent).some(
      ({ lib }) => lib?.entity.specifier === SPECIFIER && lib.entity.name === 'Controller',
    ) && !own.some((name) => name === 'Render' || name === 'ContentType' || name === 'Redirect');
  return (machine, callee) => {
    callValue(machine, callee, {
      ...entryCall(node, UNKNOWN),
      exit: (now, value, at) => {
        answerData(now, value, at, 'the answer');
        if (sendsText) answerHtml(now, awaited(value), at, 'the answer');
        return false;
      },
    });
  };
};
