/** Options of rules: one object, whose keys are all known (https://eslint.org/docs/latest/extend/custom-rules#options-schemas). */
import type { JSONSchema } from '@typescript-eslint/utils';

type Properties = Readonly<Record<string, JSONSchema.JSONSchema4>>;

/** Returns the schema of one object with some properties and no others, as the list that rules hand to ESLint. */
export function knownOptions(properties: Properties): readonly [JSONSchema.JSONSchema4] {
  return [{ type: 'object', properties, additionalProperties: false }];
}

/** Returns the schema of an option that is one of a few words. */
export function oneOf(words: readonly string[], description: string): JSONSchema.JSONSchema4 {
  return { type: 'string', enum: [...words], description };
}

/** Returns what the options of a rule, as ESLint has checked them, say under a name; undefined where they say nothing. */
export function optionOf([first]: readonly unknown[], name: string): unknown {
  return (first as Readonly<Record<string, unknown>> | undefined)?.[name];
}
