/** Programs that are started with a list of arguments: which of them are options, code, or command lines. */
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec, printed } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import type { CallSpec } from '../../flow/semantics.js';
import { isConst, NOTHING, truthiness, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { argument } from '../kit.js';
import type { Natives } from '../schema.js';

const SHELLS = /(?:^|[\\/])(?:sh|bash|zsh|dash|ksh|fish|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/i;
const SHELL_FLAG = /^(?:-[a-z]*c|\/[ck]|-command|-encodedcommand)$/i;
const INTERPRETERS = /(?:^|[\\/])(?:node|python[\d.]*|perl|ruby|php|deno|bun)$/i;
const CODE_FLAG = /^(?:-[ecpr]|-E|--eval|--print)$/;
/** Programs that start the one that is named behind their own options. */
const STARTERS =
  /(?:^|[\\/])(?:env|sudo|doas|su|nohup|nice|time|timeout|xargs|setsid|stdbuf|chroot|unshare|docker|podman|kubectl)$/i;
/** Programs that hand everything behind the host, joined by spaces, to a shell over there (ssh(1)). */
const REMOTE = /(?:^|[\\/])ssh$/i;
/** What follows these is no option (POSIX utility syntax guideline 10; gitcli). */
const END_OF_OPTIONS = new Set(['--', '--end-of-options']);

export function isList(value: Value): boolean {
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

/** Says where each element of a list is written, when the list is written at the call. */
export function elementNodes(list: TS.Expression | undefined, call: Call): (index: number) => TS.Node {
  return (index) => {
    if (
      !list ||
      !ts.isArrayLiteralExpression(list) ||
      list.elements.slice(0, index + 1).some((each) => ts.isSpreadElement(each))
    )
      return list ?? call.node;
    return list.elements[index] ?? list;
  };
}

/** The constant texts that a value may be; none when it may be others. */
function textsOf(value: Value): readonly string[] {
  return isConst(value) ? value.consts.map((each) => String(each.value)) : [];
}

/** Several words in one argument, of which the first is the program's own: a command line, where somebody parses it as one. */
function isLine(value: Value): boolean {
  return value.labels.some(({ lead }) => lead !== null && /^[^\s\uFFFC]+\s/.test(lead));
}

/** Judges the arguments of a program by what stands in front of each. */
export function judgeArguments(
  m: Machine,
  call: Call,
  program: Value,
  list: Value,
  nodeAt: (index: number) => TS.Node,
  callee: string,
): void {
  let names = textsOf(program);
  const elements = elementsOf(m, list, call.node);
  const all = elements.rest === NOTHING ? elements.known : [...elements.known, elements.rest];
  let place: 'option' | 'command' | 'code' | 'operand' = 'option';
  all.forEach((raw, index) => {
    const value = printed(m, raw, call.node);
    const words = textsOf(value);
    const isOne = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
    const runs = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
    const at = nodeAt(index);
    if (place === 'command' || place === 'code') {
      m.sink(value, at, call, { kind: place }, callee);
      place = 'operand';
    } else if (runs(REMOTE) && isLine(value)) m.sink(value, at, call, { kind: 'command' }, callee);
    else if (place === 'option') {
      if (runs(STARTERS) && (isOne(SHELLS) || isOne(INTERPRETERS) || isOne(REMOTE))) names = words;
      else if (words.length > 0 && words.every((word) => END_OF_OPTIONS.has(word)))
        // Behind it a starter's program begins: `kubectl exec pod -- sh -c ...`.
        place = runs(STARTERS) ? 'option' : 'operand';
      else if (runs(SHELLS) && isOne(SHELL_FLAG)) place = 'command';
      else if (runs(INTERPRETERS) && isOne(CODE_FLAG)) place = 'code';
      else if (words.length === 0) m.sink(value, at, call, { kind: 'argument' }, callee);
    }
  });
}

/** Records the call once more as one of a shell; its only argument is constant when the whole command line is. */
export function recordShell(m: Machine, call: Call, list: Value): void {
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
      judgeArguments(
        m,
        call,
        argument(call, 0),
        list,
        elementNodes(call.argNodes[1], call),
        call.entity?.name ?? 'spawn',
      );
    return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : NOTHING;
  },
};
