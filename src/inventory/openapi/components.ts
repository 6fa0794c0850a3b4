/** Named schemas of a document: those of classes and interfaces stand once, under their names. */
import type { JsonSchema } from '../types.js';

/** Names of helpers of the language: what they make has no name of its own. */
const HELPERS: ReadonlySet<string> = new Set([
  'Record',
  'Partial',
  'Required',
  'Readonly',
  'Pick',
  'Omit',
  'Exclude',
  'Extract',
  'Awaited',
  'Object',
  'Map',
  'Set',
]);

export class Components {
  readonly #texts = new Map<string, string>();
  readonly schemas: Record<string, object> = {};

  /** Returns the schema with named parts replaced by references; `$ref` where it has a name itself. */
  place(schema: JsonSchema): object {
    const inside = this.#inside(schema);
    const { title } = schema;
    if (title === undefined || HELPERS.has(title) || schema.properties === undefined) return inside;
    const text = JSON.stringify(inside);
    let name = title;
    for (let number = 2; this.#texts.has(name) && this.#texts.get(name) !== text; number++) name = `${title}${number}`;
    if (!this.#texts.has(name)) {
      this.#texts.set(name, text);
      this.schemas[name] = inside;
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  #inside(schema: JsonSchema): object {
    const { title, items, prefixItems, properties, additionalProperties, anyOf, allOf, ...rest } = schema;
    const place = (each: JsonSchema): object => this.place(each);
    return {
      ...(title === undefined || HELPERS.has(title) ? {} : { title }),
      ...rest,
      ...(items ? { items: place(items) } : {}),
      ...(prefixItems ? { prefixItems: prefixItems.map(place) } : {}),
      ...(properties
        ? { properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, place(each)])) }
        : {}),
      ...(additionalProperties === undefined
        ? {}
        : {
            additionalProperties:
              typeof additionalProperties === 'boolean' ? additionalProperties : place(additionalProperties),
          }),
      ...(anyOf ? { anyOf: anyOf.map(place) } : {}),
      ...(allOf ? { allOf: allOf.map(place) } : {}),
    };
  }
}
