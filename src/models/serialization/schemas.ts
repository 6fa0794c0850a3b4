/** Schemas of js-yaml: one that is extended by the types of JavaScript reads functions. */
import { getProperty } from '../../flow/access.js';
import { allOf, elementsOf } from '../../flow/elements.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { constant, type Value } from '../../flow/value.js';
import { argument, instanceOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { UNSAFE } from './model.js';

function isUnsafe(value: Value): boolean {
  return value.consts.some((each) => each.value === UNSAFE);
}

/** The types of an extension: one, a list, or lists by their place (https://github.com/nodeca/js-yaml#load-string---options-). */
function typesOf(m: Machine, call: Call): readonly Value[] {
  const given = argument(call, 0);
  const lists = [given, ...['explicit', 'implicit'].map((name) => getProperty(m, given, name, call.node))];
  return [...lists, ...lists.map((each) => allOf(elementsOf(m, each, call.node)))];
}

export const schemaNatives: Natives = {
  'js-yaml.extend': (m, call) =>
    isUnsafe(call.self) || typesOf(m, call).some(isUnsafe) ? constant(UNSAFE) : instanceOf(m, call, 'Schema'),
};
