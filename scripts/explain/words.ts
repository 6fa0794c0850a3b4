/** Labels, hits and calls of the engine in words, for people who look for the reason of a finding or of its absence. */
import path from 'node:path';
import { Form } from '../../src/flow/forms.js';
import { HOLE, State, type Label, type Step } from '../../src/flow/labels.js';
import type { Hit } from '../../src/flow/machine.js';
import type { Call, Ref } from '../../src/flow/refs.js';
import type { Value } from '../../src/flow/value.js';
import type { TextFact } from '../../src/lang/regex/language.js';
import { ts, type TS } from '../../src/lang/ts.js';

const MAX_TEXT = 60;

function bits(names: Readonly<Record<string, number>>, set: number): string {
  const found = Object.entries(names).flatMap(([name, bit]) => ((set & bit) === 0 ? [] : [name]));
  return found.length === 0 ? 'none' : found.join(' ');
}

/** Returns the forms of a set of bits by name, `any` for all of them. */
export function formWords(form: number): string {
  return Object.values(Form).every((bit) => (form & bit) !== 0) ? 'any' : bits(Form, form);
}

function shorten(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > MAX_TEXT ? `${flat.slice(0, MAX_TEXT - 1)}…` : flat;
}

/** Returns file, line and column of a node, the file relative to a folder. */
export function placeWords(folder: string, node: TS.Node): string {
  const file = node.getSourceFile();
  const { line, character } = ts.getLineAndCharacterOfPosition(file, node.getStart());
  return `${path.relative(folder, file.fileName)}:${line + 1}:${character + 1}`;
}

/** Returns a node as the file has it, cut to one line. */
export function nodeWords(folder: string, node: TS.Node): string {
  return `\`${shorten(node.getText())}\` (${placeWords(folder, node)})`;
}

function quoted(text: string): string {
  return JSON.stringify(text.replaceAll(HOLE, '…'));
}

function stepWords(folder: string, last: Step | null): readonly string[] {
  const steps: string[] = [];
  for (let step = last; step !== null; step = step.before)
    steps.push(`${step.name} (${placeWords(folder, step.node)})`);
  return steps.reverse();
}

/** Returns a fact as a sentence about the text; alternatives are joined by "or". */
function factWords(fact: TextFact): string {
  if (fact.oneOf) return fact.oneOf.map((list) => list.map(factWords).join(' and ')).join(' or ');
  return `${fact.matches ? 'matches' : 'never matches'} /${fact.pattern}/${fact.flags}`;
}

/** Returns all that a label says, one thing a line; what says nothing is left out. */
export function labelWords(folder: string, label: Label): readonly string[] {
  const { source } = label;
  const steps = stepWords(folder, label.via);
  return [
    `source  ${source.kind} \`${shorten(source.text)}\` (${placeWords(folder, source.node)})`,
    `ids     ${label.ids.join(' < ')}`,
    `form    ${formWords(label.form)}`,
    ...(label.state === 0 ? [] : [`state   ${bits(State, label.state)}`]),
    ...(label.lead === null ? [] : [`lead    ${quoted(label.lead)}`]),
    ...label.facts.map((fact) => `fact    ${factWords(fact)}`),
    ...(label.cleared.length === 0 ? [] : [`cleared ${label.cleared.join(' ')}`]),
    ...(steps.length === 0 ? [] : [`steps   ${steps.join(' → ')}`]),
  ];
}

/** Returns a hit with its label and the calls that were under way. */
export function hitWords(folder: string, hit: Hit): readonly string[] {
  return [
    `${hit.kind}: ${hit.what} of ${hit.callee}, ${nodeWords(folder, hit.node)}`,
    ...labelWords(folder, hit.label).map((line) => `  ${line}`),
    ...hit.stack.map((node, index) => `  ${index === 0 ? 'stack  ' : '       '} ${nodeWords(folder, node)}`),
  ];
}

function refWords(ref: Ref): string {
  switch (ref.kind) {
    case 'obj':
      return `${ref.many ? 'many ' : ''}${ref.entity ? `instance of ${ref.entity.id}` : `${ref.shape} #${ref.id}`}`;
    case 'lib':
      return ref.entity.id;
    default:
      return ref.kind;
  }
}

/** Returns what a value may be: constants, references, whether it may be something else as well. */
export function valueWords(value: Value): string {
  const parts = [
    ...value.consts.map((each) => shorten(typeof each.value === 'string' ? quoted(each.value) : String(each.value))),
    ...value.refs.map(refWords),
    ...(value.open ? [`something (${formWords(value.form)})`] : []),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(' | ');
}

/** Returns the receiver and the arguments of a call; `refine` gives each label what is known of it at the call. */
export function callWords(
  folder: string,
  name: string,
  call: Call,
  refine: (label: Label) => Label,
): readonly string[] {
  const places: readonly (readonly [string, Value])[] = [
    ['this', call.self],
    ...call.args.map((value, index) => [String(index), value] as const),
  ];
  return [
    `${name}, ${nodeWords(folder, call.node)}`,
    ...places.flatMap(([place, value]) => [
      `  ${place}: ${valueWords(value)}`,
      ...value.labels.flatMap((label) => labelWords(folder, refine(label)).map((line) => `     ${line}`)),
    ]),
  ];
}
