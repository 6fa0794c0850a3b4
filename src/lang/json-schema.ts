/** Descriptions of data in the words of JSON Schema 2020-12, as far as OpenAPI 3.1 documents of this package need them. */
export interface JsonSchema {
  /** The name of the class or interface that it was read from. */
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** True when a schema says nothing of the value. */
export function saysNothing(schema: JsonSchema): boolean {
  return Object.keys(schema).length === 0;
}

function isSame(a: JsonSchema, b: JsonSchema): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Returns the schema of values that satisfy one of several; simple types are put together. */
export function anyOf(schemas: readonly JsonSchema[]): JsonSchema {
  const distinct = schemas.filter((each, at) => schemas.findIndex((other) => isSame(other, each)) === at);
  const [only] = distinct;
  if (only === undefined || distinct.some(saysNothing)) return {};
  if (distinct.length === 1) return only;
  if (distinct.every((each) => Object.keys(each).length === 1 && typeof each.type === 'string'))
    return { type: distinct.map((each) => String(each.type)) };
  if (distinct.every((each) => each.enum !== undefined && Object.keys(each).length <= 2))
    return enumOf(distinct.flatMap((each) => each.enum ?? []));
  return { anyOf: distinct };
}

/** Returns the schema of one of some constants. */
export function enumOf(values: readonly (string | number | boolean | null)[]): JsonSchema {
  const distinct = [...new Set(values)];
  const types = [...new Set(distinct.map((each) => (each === null ? 'null' : typeof each)))];
  const [only] = types;
  return { type: types.length === 1 && only !== undefined ? only : types, enum: distinct };
}

/** Returns the schema of an object; names without a known value may still be required. */
export function objectSchema(
  properties: readonly (readonly [name: string, schema: JsonSchema, required: boolean])[],
  more: Pick<JsonSchema, 'additionalProperties' | 'title'> = {},
): JsonSchema {
  const required = properties.flatMap(([name, , isRequired]) => (isRequired ? [name] : []));
  return {
    ...(more.title === undefined ? {} : { title: more.title }),
    type: 'object',
    ...(properties.length > 0
      ? { properties: Object.fromEntries(properties.map(([name, schema]) => [name, schema])) }
      : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(more.additionalProperties === undefined ? {} : { additionalProperties: more.additionalProperties }),
  };
}

/** Returns a schema with what another one knows of the same data where it says nothing itself. */
export function completed(schema: JsonSchema, by: JsonSchema): JsonSchema {
  if (saysNothing(schema)) return by;
  if (schema.properties === undefined || by.properties === undefined) {
    if (schema.items && by.items) return { ...schema, items: completed(schema.items, by.items) };
    return schema.type === 'object' && schema.properties === undefined && by.type === 'object' ? by : schema;
  }
  const others = by.properties;
  const properties = Object.fromEntries(
    Object.entries(schema.properties).map(([name, own]) => [name, completed(own, others[name] ?? {})]),
  );
  return { ...(by.title === undefined ? {} : { title: by.title }), ...schema, properties };
}
