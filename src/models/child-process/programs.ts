/** Programs that are started with a list of arguments: which of them are options, code, or command lines. */
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec, printed } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import type { CallSpec } from '../../flow/semantics.js';
import { isConst, NOTHING, soleText, truthiness, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { argument } from '../kit.js';
import type { Natives } from '../schema.js';

const SHELLS = /(?:^|[\\/])(?:sh|bash|zsh|dash|ksh|fish|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/i;
const SHELL_FLAG = /^(?:-[a-z]*c|\/[ck]|-command|-encodedcommand)$/i;
const INTERPRETERS = /(?:^|[\\/])(?:node|python[\d.]*|perl|ruby|php|deno|bun)$/i;
const CODE_FLAG = /^(?:-[ecpr]|-E|--eval|--print)$/;
/** What follows these is no option (POSIX utility syntax guideline 10; gitcli). */
const END_OF_OPTIONS = new Set(['--', '--end-of-options']);

function isList(value: Value): boolean {
  return (
    value.refs.some((ref) => ref.kind === 'obj' && (ref.shape === 'array' || ref.slots.has('backs'))) ||
    value.labels.length > 0
  );
}

function usesShell(m: Machine, call: Call): boolean {
  return [1, 2].some((index) => {
    const options = argument(call, index);
    if (!options.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'object')) return false;
    const shell = getProperty(m, options, 'shell', call.node);
    return truthiness(shell) === true;
  });
}

/** The expression of an element, where the list is written at the call. */
function elementNode(list: TS.Expression | undefined, index: number): TS.Expression | undefined {
  if (
    !list ||
    !ts.isArrayLiteralExpression(list) ||
    list.elements.slice(0, index + 1).some((each) => ts.isSpreadElement(each))
  )
    return list;
  return list.elements[index] ?? list;
}

/** Judges the arguments of a program by what stands in front of each. */
export function judgeArguments(
  m: Machine,
  call: Call,
  program: Value,
  list: Value,
  node: TS.Expression | undefined,
  callee: string,
): void {
  const name = soleText(program) ?? '';
  const elements = elementsOf(m, list, call.node);
  const all = elements.rest === NOTHING ? elements.known : [...elements.known, elements.rest];
  let place: 'option' | 'command' | 'code' | 'operand' = 'option';
  all.forEach((raw, index) => {
    const value = printed(m, raw, call.node);
    const word = soleText(value);
    const at = elementNode(node, index) ?? call.node;
    if (place === 'command') {
      m.sink(value, at, call, { kind: 'command' }, callee);
      place = 'operand';
    } else if (place === 'code') {
      m.sink(value, at, call, { kind: 'code' }, callee);
      place = 'operand';
    } else if (place === 'option') {
      if (word !== null && END_OF_OPTIONS.has(word)) place = 'operand';
      else if (word !== null && SHELLS.test(name) && SHELL_FLAG.test(word)) place = 'command';
      else if (word !== null && INTERPRETERS.test(name) && CODE_FLAG.test(word)) place = 'code';
      else if (!isConst(value)) m.sink(value, at, call, { kind: 'argument' }, callee);
    }
  });
}

/** Records the call once more as one of a shell; its only argument is constant when the whole command line is. */
function recordShell(m: Machine, call: Call, list: Value): void {
  if (!call.entity) return;
  const { known, rest } = elementsOf(m, list, call.node);
  const words = isList(list) ? [argument(call, 0), ...known, ...(rest === NOTHING ? [] : [rest])] : [argument(call, 0)];
  const spec: CallSpec = { roles: [{ role: 'process.shell-option', parts: { command: '0' } }] };
  m.record(call.entity, { ...call, spec, args: [words.find((each) => !isConst(each)) ?? argument(call, 0)] });
}

export const programNatives: Natives = {
  'child-process.program': (m, call) => {
    const list = argument(call, 1);
    if (usesShell(m, call)) recordShell(m, call, list);
    else if (isList(list))
      judgeArguments(m, call, argument(call, 0), list, call.argNodes[1], call.entity?.name ?? 'spawn');
    return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : NOTHING;
  },
};
