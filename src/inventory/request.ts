/** What an endpoint takes, from everything that is known of it: validators, declarations, and what the handler uses. */
import type { InputPlace, InventoryEndpoint, JsonSchema } from './types.js';

export interface NamedInput {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export interface Body {
  readonly required: boolean;
  readonly schema: JsonSchema;
  /** Files are sent as a form. */
  readonly isForm: boolean;
}

function propertiesOf(schema: JsonSchema): readonly NamedInput[] {
  const required = schema.required ?? [];
  const nested = [...(schema.allOf ?? []), ...(schema.anyOf ?? [])].flatMap(propertiesOf);
  const own = Object.entries(schema.properties ?? {}).map(([name, inner]) => ({
    name,
    required: required.includes(name),
    schema: inner,
  }));
  return [...own, ...nested];
}

/** Headers that say nothing of an endpoint: OpenAPI ignores the first three (3.1, 4.8.12.2), others are the connection's. */
const COMMON_HEADERS =
  /^(?:accept|content-type|authorization|cookie|host|origin|referer|user-agent|x-forwarded-[\w-]+|content-length|x-request-id)$/i;

/** Returns the named inputs of one place, validators first. */
export function inputsAt(endpoint: InventoryEndpoint, place: InputPlace): readonly NamedInput[] {
  const found = new Map<string, NamedInput>();
  const add = (each: NamedInput): void => {
    if (each.name === '' || found.has(each.name) || (place === 'header' && COMMON_HEADERS.test(each.name))) return;
    found.set(each.name, each);
  };
  for (const validation of endpoint.validation)
    if (validation.in === place) for (const each of propertiesOf(validation.schema)) add(each);
  for (const parameter of endpoint.parameters) {
    if (parameter.in !== place) continue;
    if (parameter.name === null) for (const each of propertiesOf(parameter.schema)) add(each);
    else add({ name: parameter.name, required: parameter.required, schema: parameter.schema });
  }
  for (const input of endpoint.inputs)
    if (input.in === place) add({ name: input.name.split('.')[0] ?? '', required: false, schema: {} });
  return [...found.values()];
}

/** Methods whose requests have no body that means anything (RFC 9110, 9.3.1, 9.3.2, 9.3.5). */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

/** Returns what is known of the body, or null when none is read. */
export function bodyOf(endpoint: InventoryEndpoint): Body | null {
  const isForm = [...endpoint.parameters, ...endpoint.inputs].some((each) => each.in === 'file');
  const validation = endpoint.validation.find((each) => each.in === 'body');
  const whole = endpoint.parameters.find((each) => each.in === 'body' && each.name === null);
  const named = inputsAt(endpoint, 'body');
  const used = endpoint.inputs.some((each) => each.in === 'body');
  if (!validation && !whole && named.length === 0 && !used && !isForm) return null;
  if (WITHOUT_BODY.has(endpoint.method) && !validation && !whole) return null;
  const required =
    isForm || (validation?.schema.required ?? []).length > 0 || (!validation && whole?.required === true);
  const schema = validation?.schema ?? (whole && Object.keys(whole.schema).length > 0 ? whole.schema : composed(named));
  return { required, schema: isForm ? withFile(schema) : schema, isForm };
}

function composed(named: readonly NamedInput[]): JsonSchema {
  if (named.length === 0) return {};
  const required = named.filter((each) => each.required).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(named.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 ? { required } : {}),
  };
}

function withFile(schema: JsonSchema): JsonSchema {
  return {
    ...schema,
    type: 'object',
    properties: { ...schema.properties, file: { type: 'string', format: 'binary' } },
  };
}
