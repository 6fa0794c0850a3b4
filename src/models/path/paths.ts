/**
 * node:path (https://nodejs.org/api/path.html): what joining, resolving and cutting leave of an untrusted part. A joined
 * path is a value of its own whose parts stand behind the text in front of them.
 */
import { factsBehindLast } from '../../lang/regex/templates.js';
import path from 'node:path';
import { getProperty } from '../../flow/access.js';
import { booleanWith, factsFor } from '../../flow/conditions.js';
import { Form } from '../../flow/forms.js';
import { noteSamePlace } from '../../flow/kin.js';
import { HOLE, madeFrom, partOf, RELATIVE_PART, refineLabel, State, type Label } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { concat, toText } from '../../flow/text.js';
import { constant, labelled, SOME_TEXT, type Value } from '../../flow/value.js';
import { argument, fact, foldTexts, refined, rulesOut, textArgument, textOf } from '../kit.js';
import type { Natives } from '../schema.js';

interface Flavour {
  readonly name: string;
  readonly system: path.PlatformPath;
  readonly sep: '/' | '\\';
  readonly absolute: RegExp;
  readonly separators: RegExp;
}

/** Plain `path` is POSIX or Windows, whichever runs: its basename takes away what separates there. */
const FLAVOURS: readonly Flavour[] = [
  { name: 'path', system: path.posix, sep: '/', absolute: /^\//, separators: /[\\/]/ },
  { name: 'path.posix', system: path.posix, sep: '/', absolute: /^\//, separators: /\// },
  { name: 'path.win32', system: path.win32, sep: '\\', absolute: /^(?:[\\/]|[A-Za-z]:)/, separators: /[\\/]/ },
];

const CLIMBS = /(?:^|[\\/])\.\.(?:[\\/]|$)/;
const NO_CLIMB = fact(CLIMBS, false);
const OWN_STATES = State.Resolved | State.Normalized | State.UnderPrefix | State.Relative | State.UrlHost;

function partsOf(m: Machine, call: Call): readonly Value[] {
  return call.args.map((arg) => refined(m, toText(m, arg, call.node)));
}

function shapeOf(value: Value): string {
  return value.shape ?? HOLE;
}

function behind(front: string, text: string, sep: string): string {
  if (front === '' || text === '') return front + text;
  return /[\\/]$/.test(front) ? front + text.replace(/^[\\/]+/, '') : front + (/^[\\/]/.test(text) ? text : sep + text);
}

/** The path that join (and resolve, where an absolute part wins) makes of its parts. */
function joined(m: Machine, call: Call, flavour: Flavour, resolves: boolean): Value {
  const parts = partsOf(m, call);
  const allAbsolute = !resolves || flavour.absolute.test(String(parts[0]?.consts[0]?.value ?? ''));
  const folded =
    allAbsolute && parts.length > 0
      ? foldTexts(parts, (...texts) => (resolves ? flavour.system.resolve(...texts) : flavour.system.join(...texts)))
      : null;
  if (folded) return folded;
  const how = `${resolves ? 'resolve' : 'join'}:${String(call.node.pos)}`;
  const labels: Label[] = [];
  let front = '';
  parts.forEach((part, index) => {
    for (const label of part.labels) {
      const made = placed(label, front, index, how, flavour, resolves);
      if (resolves && parts.length === 1) noteSamePlace(made, label);
      labels.push(made);
    }
    const shape = shapeOf(part);
    front =
      resolves && flavour.absolute.test(shape)
        ? shape
        : shape === HOLE || shape !== ''
          ? behind(front, shape, flavour.sep)
          : front;
  });
  return { ...textOf(labels), shape: front === '' ? SOME_TEXT.shape : front };
}

function placed(label: Label, front: string, index: number, how: string, flavour: Flavour, resolves: boolean): Label {
  const own = label.lead ?? '';
  const wins = resolves && index > 0 && (own === '' ? !rulesOut(label, flavour.absolute) : flavour.absolute.test(own));
  const lead =
    wins || index === 0
      ? own
      : own === ''
        ? front + (/[\\/]$/.test(front) ? '' : flavour.sep)
        : behind(front, own, flavour.sep);
  const settled = (label.state & (State.Resolved | State.Normalized)) !== 0 && flavour.absolute.test(own);
  const facts = index > 0 && settled ? [...label.facts, NO_CLIMB] : label.facts;
  return {
    ...partOf(label, how),
    facts,
    lead: lead === '' ? null : lead,
    state: (label.state & ~OWN_STATES) | (resolves ? State.Resolved : State.Normalized),
  };
}

/** What a test of the text says of each piece of it. */
function keptFacts(label: Label): Label['facts'] {
  const characters = label.facts.filter((each) => each.matches && /^\^\[[^\]]*\][*+]?\$$/.test(each.pattern));
  return rulesOut(label, CLIMBS) ? [...characters, NO_CLIMB] : characters;
}

function piece(m: Machine, value: Value, how: string, facts: Label['facts'], keep = 0): Value {
  const labels = refined(m, value).labels.map((label) => ({
    ...partOf(label, how),
    facts: [...keptFacts(label), ...facts],
    lead: keep === 0 ? null : label.lead,
    state: (label.state & ~OWN_STATES & ~State.Followed) | (label.state & keep),
  }));
  return { ...textOf(labels), shape: SOME_TEXT.shape };
}

function nameFacts(flavour: Flavour): Label['facts'] {
  return [fact(flavour.separators, false), fact(/^\.\.$/, false)];
}

function extensionFacts(flavour: Flavour): Label['facts'] {
  return [fact(flavour.separators, false), fact(/^(?:\.[^.]*)?$/)];
}

/** The extension of a name that is known to end with one of some words is one of these, or none: `.png` has none. */
function extensionOf(m: Machine, text: Value, flavour: Flavour): Value {
  const whole = refined(m, text).labels;
  const known = whole.length === 1 ? factsBehindLast(whole[0]?.facts ?? [], '.') : [];
  return piece(m, text, 'extname', [
    ...extensionFacts(flavour),
    ...known.map((each) => ({ ...each, pattern: `^(?:\\.${each.pattern.slice(1, -1)})?$` })),
  ]);
}

function natives(flavour: Flavour): Natives {
  const { name, system } = flavour;
  return {
    [`${name}.join`]: (m, call) => joined(m, call, flavour, false),
    [`${name}.resolve`]: (m, call) => joined(m, call, flavour, true),
    [`${name}.normalize`]: (m, call) => {
      const text = textArgument(m, call, 0);
      const folded = foldTexts([text], (own) => system.normalize(own));
      if (folded) return folded;
      const labels = text.labels.map((label) => ({
        ...madeFrom(label, 'normalize', { facts: keptFacts(label), cleared: label.cleared, lead: label.lead }),
        state: (label.state & ~OWN_STATES) | State.Normalized,
      }));
      return { ...textOf(labels), shape: text.shape };
    },
    [`${name}.basename`]: (m, call) => {
      const text = textArgument(m, call, 0);
      const folded = call.args.length === 1 ? foldTexts([text], (own) => system.basename(own)) : null;
      return folded ?? piece(m, text, 'basename', nameFacts(flavour));
    },
    [`${name}.dirname`]: (m, call) => {
      const text = textArgument(m, call, 0);
      return (
        foldTexts([text], (own) => system.dirname(own)) ??
        // The folder of what is below a folder of ours is that one, or below it.
        piece(m, text, 'dirname', [], State.Resolved | State.Normalized | State.UnderPrefix)
      );
    },
    [`${name}.extname`]: (m, call) => {
      const text = textArgument(m, call, 0);
      return foldTexts([text], (own) => system.extname(own)) ?? extensionOf(m, text, flavour);
    },
    [`${name}.relative`]: (m, call) => {
      const from = textArgument(m, call, 0);
      const to = textArgument(m, call, 1);
      const folded = foldTexts([from, to], (a, b) => system.relative(a, b));
      if (folded) return folded;
      if (from.labels.length > 0)
        return textOf(
          [...from.labels, ...to.labels].map((label) => madeFrom(label, 'relative', { form: Form.String })),
        );
      return textOf(
        to.labels.map((label) => ({
          ...partOf(label, RELATIVE_PART, Form.String),
          facts: [],
          state: (label.state & ~OWN_STATES) | State.Relative,
        })),
      );
    },
    [`${name}.isAbsolute`]: (m, call) => {
      const text = textArgument(m, call, 0);
      const folded = foldTexts([text], (own) => system.isAbsolute(own));
      const labels = text.labels.filter((label) => label.lead === null);
      return (
        folded ??
        booleanWith(
          factsFor(labels, { facts: [fact(flavour.absolute)] }),
          factsFor(labels, { facts: [fact(flavour.absolute, false)] }),
        )
      );
    },
    [`${name}.parse`]: (m, call) => {
      const text = textArgument(m, call, 0);
      const part = (key: keyof path.ParsedPath, facts: Label['facts'], keep = 0): readonly [string, Value] => [
        key,
        foldTexts([text], (own) => system.parse(own)[key]) ??
          piece(m, text, key === 'base' ? 'basename' : `parse.${key}`, facts, keep),
      ];
      return m.object('object', call.node, [
        ['root', foldTexts([text], (own) => system.parse(own).root) ?? SOME_TEXT],
        part('dir', [], State.Resolved | State.Normalized),
        part('base', nameFacts(flavour)),
        part('name', nameFacts(flavour)),
        part('ext', extensionFacts(flavour)),
      ]);
    },
    [`${name}.format`]: (m, call) => {
      const of = (key: string): Value | null => {
        const value = getProperty(m, argument(call, 0), key, call.node);
        return value.consts.every((each) => each.value === undefined) &&
          value.refs.length === 0 &&
          value.labels.length === 0 &&
          !value.open
          ? null
          : refined(m, toText(m, value, call.node));
      };
      const folder = of('dir') ?? of('root');
      const base = of('base') ?? concat(m, [of('name') ?? constant(''), of('ext') ?? constant('')]);
      return folder ? concat(m, [folder, constant(flavour.sep), base]) : base;
    },
    [`${name}.toNamespacedPath`]: (_m, call) => argument(call, 0),
  };
}

export const pathNatives: Natives = Object.assign({}, ...FLAVOURS.map(natives)) as Natives;

/** `fileURLToPath`: the path of a file address, decoded. */
export function decodedPath(text: Value): Value {
  return text.labels.length === 0
    ? SOME_TEXT
    : labelled(
        text.labels.map((label) =>
          refineLabel(madeFrom(label, 'decode', { form: Form.String, state: label.state | State.Transformed }), {}),
        ),
        Form.String,
      );
}
