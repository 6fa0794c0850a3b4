/** Programs whose arguments are written as a template: which of its values is a program, an option, or part of a command line. */
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { HOLE } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { concat, toText } from '../../flow/text.js';
import { constant, NOTHING, soleText, truthiness, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { elementNodes, isList, judgeArguments, programNatives, recordShell } from '../child-process/programs.js';
import { argument, nativeFunction, objectOf } from '../kit.js';
import { openQuote } from '../policies.js';
import type { Native } from '../../flow/semantics.js';
import type { Natives } from '../schema.js';

interface Word {
  readonly value: Value;
  readonly node: TS.Node;
}

/** Texts and values of a template, in turn; null when the call is none. */
interface Template {
  readonly texts: readonly string[];
  readonly values: readonly Word[];
}

function templateOf(call: Call): Template | null {
  const { node } = call;
  if (!ts.isTaggedTemplateExpression(node)) return null;
  const { template } = node;
  const texts = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map((span) => span.literal.text)];
  return {
    texts,
    values: call.args.slice(1).map((value, index) => ({ value, node: call.argNodes[index + 1] ?? node })),
  };
}

/** The words of a template: white space of its texts parts them, and the elements of a list are words of their own. */
function wordsOf(m: Machine, { texts, values }: Template, call: Call): readonly Word[] {
  const words: Word[] = [];
  let open: Word | null = null;
  const add = (value: Value, node: TS.Node): void => {
    open = open === null ? { value, node } : { value: concat(m, [open.value, value]), node };
  };
  const close = (): void => {
    if (open !== null) words.push(open);
    open = null;
  };
  texts.forEach((text, index) => {
    text.split(/(\s+)/).forEach((piece, part) => {
      if (part % 2 === 1) close();
      else if (piece !== '') add(constant(piece), call.node);
    });
    const given = values[index];
    if (!given) return;
    if (objectOf(given.value)?.shape !== 'array') {
      add(toText(m, given.value, given.node), given.node);
      return;
    }
    const { known, rest } = elementsOf(m, given.value, given.node);
    close();
    for (const value of rest === NOTHING ? known : [...known, rest]) words.push({ value, node: given.node });
  });
  close();
  return words;
}

/** Judges a program with its arguments, both as words. */
function judgeWords(m: Machine, call: Call, [first, ...rest]: readonly Word[], callee: string): void {
  if (!first) return;
  m.sink(first.value, first.node, call, { kind: 'program' }, callee);
  const list = m.array(
    rest.map(({ value }) => value),
    null,
  );
  judgeArguments(m, call, first.value, list, (index) => rest[index]?.node ?? call.node, callee);
}

function usesShell(m: Machine, options: readonly Value[], call: Call): boolean {
  return options.some((each) => truthiness(getProperty(m, each, 'shell', call.node)) === true);
}

/** The whole template is the command line, and nothing of it is quoted. */
function judgeLine(m: Machine, call: Call, { texts, values }: Template, callee: string): void {
  const parts = texts.flatMap((text, index) => {
    const given = values[index];
    return given ? [constant(text), toText(m, given.value, given.node)] : [constant(text)];
  });
  m.sink(concat(m, parts), values[0]?.node ?? call.node, call, { kind: 'command' }, callee);
}

/** A function of execa with options of earlier calls: template, program and arguments, or further options. */
function execa(m: Machine, call: Call, options: readonly Value[]): Value {
  const callee = call.entity?.name ?? 'execa';
  const template = templateOf(call);
  const shell = usesShell(m, options, call);
  if (template) {
    if (shell) {
      recordShell(m, call, UNKNOWN);
      judgeLine(m, call, template, callee);
    } else judgeWords(m, call, wordsOf(m, template, call), callee);
    return promiseOf(UNKNOWN);
  }
  const first = argument(call, 0);
  if (objectOf(first)?.shape === 'object') return bound(execa, call, [...options, first]);
  if (options.length === 0) return programNatives['child-process.program']?.(m, call) ?? UNKNOWN;
  const list = argument(call, 1);
  m.sink(first, call.argNodes[0] ?? call.node, call, { kind: shell ? 'command' : 'program' }, callee);
  if (shell) {
    recordShell(m, call, list);
    m.sink(list, call.argNodes[1] ?? call.node, call, { kind: 'command', deep: true }, callee);
  } else if (isList(list)) judgeArguments(m, call, first, list, elementNodes(call.argNodes[1], call), callee);
  return promiseOf(UNKNOWN);
}

type Runner = (m: Machine, call: Call, options: readonly Value[]) => Value;

/** The same function with options for its calls. */
function bound(run: Runner, call: Call, options: readonly Value[]): Value {
  const { entity, spec } = call;
  return nativeFunction('bound', (m, inner) => run(m, { ...inner, entity, spec }, options));
}

/** What ends a command of a shell, and what stands in front of the next one. */
const BETWEEN_COMMANDS = /^(?:&&?|\|\|?|;|\(|\{|!|then|do|else|\w+=.*)$/s;

/** What is followed by the name of a file. */
const REDIRECTION = /^\d*(?:>>?|<|&>|>\|)$/;

/** The commands of a line, each with its words. */
function commandsOf(words: readonly Word[]): readonly (readonly Word[])[] {
  const commands: Word[][] = [[]];
  for (const [index, word] of words.entries()) {
    const text = soleText(word.value) ?? word.value.shape ?? '';
    const before = words[index - 1];
    if (before && REDIRECTION.test(soleText(before.value) ?? '')) continue;
    const current = commands.at(-1) ?? [];
    if (BETWEEN_COMMANDS.test(text) && (current.length === 0 || !text.includes('='))) commands.push([]);
    else current.push(word);
    if (text.endsWith(';')) commands.push([]);
  }
  return commands.filter((each) => each.length > 0);
}

/** A template of zx: values inside of quotes of the template's own are not quoted by what zx puts around them. */
const zx: Runner = (m, call) => {
  const template = templateOf(call);
  if (!template) return bound(zx, call, []);
  const callee = call.entity?.name ?? '$';
  let before = '';
  const outside: Word[] = [];
  template.values.forEach((given, index) => {
    before += template.texts[index] ?? '';
    const quoted = openQuote(before, '\'"') !== null;
    if (quoted) {
      const line = concat(m, [constant(before), toText(m, given.value, given.node)]);
      m.sink(line, given.node, call, { kind: 'command' }, callee);
    }
    outside.push(quoted ? { ...given, value: constant('') } : given);
    before += HOLE;
  });
  for (const words of commandsOf(wordsOf(m, { ...template, values: outside }, call)))
    judgeWords(m, call, words, callee);
  return promiseOf(UNKNOWN);
};

/** A text that is split at its spaces: what stands behind one may be an option, wherever the value begins. */
const split: Native = (m, call) => {
  const run = (): Value => (call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN);
  if (truthiness(getProperty(m, argument(call, 1), 'shell', call.node)) === true) return run();
  const text = toText(m, argument(call, 0), call.node);
  const parts: Value = { ...text, labels: text.labels.map((label) => ({ ...label, lead: null })), shape: null };
  m.sink(parts, call.argNodes[0] ?? call.node, call, { kind: 'argument' }, call.entity?.name ?? 'execaCommand');
  return run();
};

export const templateNatives: Natives = {
  'shell.execa': (m, call) => execa(m, call, []),
  'shell.split': split,
  'shell.zx': (m, call) => zx(m, call, []),
};
