/** Tests of validator whose promise depends on another argument. */
import { allOf, elementsOf } from '../../flow/elements.js';
import { regexOf, testedBy } from '../../flow/builtins/matching.js';
import { booleanWith, factsFor, NO_FACTS } from '../../flow/conditions.js';
import { Form } from '../../flow/forms.js';
import { EVERY_KIND, madeFrom, refineLabel } from '../../flow/labels.js';
import { soleText, SOME_BOOLEAN } from '../../flow/value.js';
import { argument, fact, textArgument, textOf } from '../kit.js';
import type { Natives } from '../schema.js';

const KNOWN = { clears: [EVERY_KIND] } as const;

/** A character class of exactly these characters. */
function classOf(characters: string): RegExp | null {
  try {
    return new RegExp(`^[${characters}]*$`);
  } catch {
    return null;
  }
}

export const validatorNatives: Natives = {
  'validator.isIn': (m, call) => {
    const members = allOf(elementsOf(m, argument(call, 1), call.node));
    return members.labels.length > 0 ? SOME_BOOLEAN : booleanWith(factsFor(argument(call, 0).labels, KNOWN), NO_FACTS);
  },
  'validator.equals': (_m, call) =>
    argument(call, 1).labels.length > 0
      ? SOME_BOOLEAN
      : booleanWith(factsFor(argument(call, 0).labels, KNOWN), NO_FACTS),
  'validator.matches': (m, call) => {
    const regex = regexOf(argument(call, 1));
    const pattern = soleText(argument(call, 1));
    if (regex) return testedBy(m, regex, textArgument(m, call, 0), call);
    return pattern === null
      ? SOME_BOOLEAN
      : testedBy(
          m,
          { pattern, flags: soleText(argument(call, 2)) ?? '', node: call.node },
          textArgument(m, call, 0),
          call,
        );
  },
  'validator.isWhitelisted': (m, call) => {
    const allowed = soleText(argument(call, 1));
    const pattern = allowed === null ? null : classOf(allowed.replace(/[\\\]^-]/g, '\\$&'));
    return pattern
      ? booleanWith(factsFor(textArgument(m, call, 0).labels, { facts: [fact(pattern)] }), NO_FACTS)
      : SOME_BOOLEAN;
  },
  'validator.whitelist': (m, call) => {
    const allowed = soleText(argument(call, 1));
    const pattern = allowed === null ? null : classOf(allowed);
    return textOf(
      textArgument(m, call, 0).labels.map((label) =>
        refineLabel(madeFrom(label, 'whitelist', { form: Form.String }), pattern ? { facts: [fact(pattern)] } : {}),
      ),
    );
  },
};
