/**
 * What a constant template makes of its data: where it writes a value unescaped, the text holds it as it was given. Each
 * engine escapes what its plain placeholders name; these are the marks with which it does not.
 */
import { getProperty } from '../../flow/access.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { concat } from '../../flow/text.js';
import { constant, soleText, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { argument, nativeFunction, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';

/** https://github.com/janl/mustache.js#variables, https://handlebarsjs.com/guide/#html-escaping */
export const MUSTACHE = /\{\{\{\s*([\w.]+)\s*\}\}\}|\{\{&\s*([\w.]+)\s*\}\}/g;
/** https://ejs.co/#docs, tags */
export const EJS = /<%-\s*(?:locals\.)?([\w.]+)\s*[-_]?%>/g;
/** https://eta.js.org/docs/4.x.x/intro/template-syntax */
const ETA = /<%[-_]?\s*~\s*it\.([\w.]+)\s*[-_]?%>/g;
/** https://mozilla.github.io/nunjucks/templating.html#safe, and without the option `autoescape` every placeholder. */
const NUNJUCKS_SAFE = /\{\{-?\s*([\w.]+)\s*\|\s*safe\s*-?\}\}/g;
const NUNJUCKS_OPEN = /\{\{-?\s*([\w.]+)\s*(?:\|\s*safe\s*)?-?\}\}/g;
/** https://pugjs.org/language/interpolation.html#string-interpolation-unescaped */
const PUG = /!\{\s*([\w.]+)\s*\}/g;

/** `p!= text` as well (https://pugjs.org/language/code.html#unescaped-buffered-code). */
export const PUG_FILES = /!\{\s*([\w.]+)\s*\}|!=[ \t]*([\w.]+)[ \t]*$/gm;

const UNESCAPED = '%unescaped';

/** Returns the text that a template makes of its data; null when the template is not constant. */
export function filled(m: Machine, source: Value, data: Value, marks: RegExp, node: TS.Node): Value | null {
  const text = soleText(source);
  if (text === null) return null;
  const parts: Value[] = [];
  let end = 0;
  for (const found of text.matchAll(marks)) {
    const path = found.slice(1).find(Boolean) ?? '';
    parts.push(constant(text.slice(end, found.index)));
    parts.push(path.split('.').reduce((value, name) => getProperty(m, value, name, node), data));
    end = found.index + found[0].length;
  }
  return parts.length === 0 ? null : concat(m, [...parts, constant(text.slice(end))]);
}

type Marks = RegExp | ((m: Machine, call: Call) => RegExp);

function marksOf(m: Machine, call: Call, marks: Marks): RegExp {
  return marks instanceof RegExp ? marks : marks(m, call);
}

function plain(m: Machine, call: Call): Value {
  return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
}

/** `render(template, data)` */
const renders =
  (marks: Marks): Natives[string] =>
  (m, call) => {
    const made = plain(m, call);
    const text = filled(m, argument(call, 0), argument(call, 1), marksOf(m, call, marks), call.node);
    if (text === null) return made;
    return made.refs.some((ref) => ref.kind === 'promise') ? promiseOf(text) : text;
  };

/** `compile(template)(data)` */
const compiles =
  (marks: RegExp): Natives[string] =>
  (m, call) => {
    const source = argument(call, 0);
    if (soleText(source) === null) return plain(m, call);
    return nativeFunction(
      'template',
      (machine, inner) => filled(machine, source, argument(inner, 0), marks, inner.node) ?? UNKNOWN,
    );
  };

function isOpen(m: Machine, { self }: Call): boolean {
  const env = objectOf(self);
  return env !== null && m.cell(env, UNESCAPED) !== undefined;
}

/** An environment escapes unless the option says otherwise (https://mozilla.github.io/nunjucks/api.html#configure). */
const environment: Natives[string] = (m, call) => {
  const made = plain(m, call);
  const env = objectOf(made);
  const given = getProperty(m, argument(call, 1), 'autoescape', call.node);
  if (env && given.consts.length > 0 && given.consts.every(({ value }) => value === false))
    m.setCell(env, UNESCAPED, given);
  return made;
};

export const templateNatives: Natives = {
  'templates.mustache': renders(MUSTACHE),
  'templates.mustache.compile': compiles(MUSTACHE),
  'templates.ejs': renders(EJS),
  'templates.ejs.compile': compiles(EJS),
  'templates.eta': renders(ETA),
  'templates.pug': renders(PUG),
  'templates.pug.compile': compiles(PUG),
  'templates.nunjucks': renders((m, call) => (isOpen(m, call) ? NUNJUCKS_OPEN : NUNJUCKS_SAFE)),
  'templates.nunjucks.environment': environment,
};
