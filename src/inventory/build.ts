/** Makes the inventory of what a survey has seen. */
import { guardOf } from '../analysis/analysis.js';
import type { ChainStep, Endpoint } from '../analysis/analysis.js';
import {
  anyOf,
  completed,
  saysNothing,
  type JsonSchema,
  type SeenUse,
  type Survey,
  type SurveyedEndpoint,
} from '../analysis/survey.js';
import { displayPath, type Place } from '../report/place.js';
import { schemeOf } from './schemes.js';
import {
  sumOf,
  type Access,
  type Gap,
  type GuardMark,
  type Input,
  type Inventory,
  type InventoryEndpoint,
  type Mark,
  type Parameter,
  type Service,
  type Store,
  type Validation,
} from './types.js';

type Node = Endpoint['node'];

/** What declared types say; without types nothing is said. */
export interface Types {
  readonly schemaAt: (node: Node) => JsonSchema;
  readonly resultOf: (node: Node) => JsonSchema;
}

export const NO_TYPES: Types = { schemaAt: () => ({}), resultOf: () => ({}) };

interface Context {
  readonly folder: string;
  readonly types: Types;
  readonly proofs: readonly SeenUse[];
}

function placeOf({ folder }: Context, node: Node): Place {
  const file = node.getSourceFile();
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return { file: displayPath(folder, file.fileName), line: line + 1, column: character + 1 };
}

function markOf(context: Context, { name, node }: ChainStep): Mark {
  return { name, place: placeOf(context, node) };
}

function isPolicy(role: string): boolean {
  return role.startsWith('policy.');
}

function asksMore({ shown }: ChainStep): boolean {
  return shown !== undefined && (shown.asksRole || shown.owned || [...shown.roles].some(isPolicy));
}

function guardsOf(context: Context, { steps }: Endpoint): readonly GuardMark[] {
  return steps
    .filter((step) => step.verdict === 'guard')
    .map((step) => ({ ...markOf(context, step), scheme: schemeOf(step, context.proofs) }));
}

function authorizationOf(context: Context, endpoint: Endpoint, handler: Node): readonly Mark[] {
  const before = endpoint.steps.filter(asksMore).map((step) => markOf(context, step));
  const { shown } = endpoint.handling();
  if (!shown) return before;
  const place = placeOf(context, handler);
  const tied = shown.calls.some(({ access }) => access?.tied === true);
  return [
    ...before,
    ...(shown.asksRole ? [{ name: 'role asked in the handler', place }] : []),
    ...(shown.owned || tied ? [{ name: 'owner asked in the handler', place }] : []),
    ...([...shown.roles].some(isPolicy) ? [{ name: 'policy asked in the handler', place }] : []),
  ];
}

function accessOf(endpoint: Endpoint): Access {
  if (guardOf(endpoint)) return 'guarded';
  const { own } = endpoint.handling();
  if (own === 'denies' || own === 'verifies') return 'checked in the handler';
  if (!endpoint.understood || own === 'unknown') return 'unknown';
  return own === 'issues' ? 'hands out credentials' : 'open';
}

const LIMITING: ReadonlyMap<string, string> = new Map([
  ['rate.limit', 'rate limit'],
  ['upload.limited', 'upload limit'],
]);

function limitsOf(context: Context, endpoint: Endpoint, handler: Node): readonly Mark[] {
  const { shown } = endpoint.handling();
  const own = [...LIMITING].flatMap(([role, name]) =>
    shown?.roles.has(role) === true ? [{ name: `${name} in the handler`, place: placeOf(context, handler) }] : [],
  );
  const before = endpoint.steps.filter(({ shown: each }) =>
    [...LIMITING.keys()].some((role) => each?.roles.has(role) === true),
  );
  return [...before.map((step) => markOf(context, step)), ...own];
}

function storesOf(uses: readonly SeenUse[]): readonly Store[] {
  const found = new Map<string, { library: string; thing: string | null; does: Set<Store['does'][number]> }>();
  for (const { store } of uses) {
    if (!store) continue;
    const key = `${store.library} ${store.thing ?? ''}`;
    const known = found.get(key);
    if (known) known.does.add(store.does);
    else found.set(key, { library: store.library, thing: store.thing, does: new Set([store.does]) });
  }
  return [...found.values()].map((each) => ({ ...each, does: [...each.does].sort() }));
}

function servicesOf(uses: readonly SeenUse[]): readonly Service[] {
  const found = new Map<string, Service>();
  for (const { service } of uses)
    if (service) found.set([service.library, service.host, service.does].join(' '), service);
  return [...found.values()];
}

/** Credentials have checks of their own, and uploaded files are judged by other means than schemas. */
const COUNTED: ReadonlySet<string> = new Set(['path', 'query', 'header', 'cookie', 'body', 'message']);

function inputsOf(context: Context, uses: readonly SeenUse[]): readonly Input[] {
  const found = new Map<string, Input>();
  for (const input of uses.flatMap((each) => each.inputs)) {
    if (!COUNTED.has(input.in)) continue;
    const name = input.path.filter((part) => !/^(?:\[\]|\d+)$/.test(part)).join('.');
    const key = `${input.in} ${name}`;
    const known = found.get(key);
    if (known?.validated === false) continue;
    found.set(key, { in: input.in, name, validated: input.checked, place: placeOf(context, input.node) });
  }
  return [...found.values()].sort((a, b) => `${a.in} ${a.name}`.localeCompare(`${b.in} ${b.name}`));
}

function nested(path: readonly string[], schema: JsonSchema): JsonSchema {
  return path.reduceRight<JsonSchema>(
    (inner, name) => ({ type: 'object', properties: { [name]: inner }, required: [name] }),
    schema,
  );
}

/** Puts together what several validators say of parts of the same place. */
function merged(a: JsonSchema, b: JsonSchema): JsonSchema {
  if (saysNothing(a)) return b;
  if (!a.properties || !b.properties) return a;
  const own = a.properties;
  const others = Object.entries(b.properties).map(
    ([name, schema]) => [name, own[name] ? merged(own[name], schema) : schema] as const,
  );
  const required = [...new Set([...(a.required ?? []), ...(b.required ?? [])])];
  return { ...a, properties: { ...own, ...Object.fromEntries(others) }, ...(required.length > 0 ? { required } : {}) };
}

function validationOf(context: Context, { checks, declared }: SurveyedEndpoint): readonly Validation[] {
  const found = new Map<string, Validation>();
  for (const check of checks) {
    const schema = nested(check.path, check.schema);
    const known = found.get(check.in);
    if (known && JSON.stringify(known.schema) === JSON.stringify(schema)) continue;
    found.set(check.in, {
      in: check.in,
      schema: known ? merged(known.schema, schema) : schema,
      place: known?.place ?? placeOf(context, check.node),
    });
  }
  return [...found.values()].map((each) => {
    const typed = declared.find((one) => one.in === each.in && one.name === null);
    return typed ? { ...each, schema: completed(each.schema, context.types.schemaAt(typed.node)) } : each;
  });
}

function parametersOf({ types }: Context, { declared }: SurveyedEndpoint): readonly Parameter[] {
  return declared.map((each) => ({
    in: each.in,
    name: each.name,
    required: each.required,
    schema: types.schemaAt(each.node),
  }));
}

/** An answer below 400 that was seen with its status, or without one. */
function answerOf({ types }: Context, { answers, handler }: SurveyedEndpoint): JsonSchema | null {
  const declared = handler ? types.resultOf(handler) : {};
  if (!saysNothing(declared)) return declared;
  const good = answers.filter(({ status }) => status === null || status < 400);
  const byNode = new Map(good.map((each) => [each.node, each] as const));
  const schemas = [...byNode.values()].map(({ node, schema }) => completed(types.schemaAt(node), schema));
  const known = schemas.filter((each) => !saysNothing(each));
  return known.length === 0 ? null : anyOf(known);
}

const MAX_FIELDS = 40;

/** Returns the names of the fields of data, nested ones with dots. */
export function fieldsOf(schema: JsonSchema, front = '', depth = 0): readonly string[] {
  if (depth > 3) return [];
  if (schema.items) return fieldsOf(schema.items, front, depth + 1);
  const options = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((each) =>
    fieldsOf(each, front, depth + 1),
  );
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const below = fieldsOf(inner, `${front}${name}.`, depth + 1);
    return below.length > 0 ? below : [`${front}${name}`];
  });
  return [...new Set([...own, ...options])].slice(0, MAX_FIELDS);
}

function endpointOf(context: Context, surveyed: SurveyedEndpoint): InventoryEndpoint {
  const { endpoint, uses } = surveyed;
  const { framework, method, path, outline, node, understood } = endpoint;
  const handler = surveyed.handler ?? node;
  const inputs = inputsOf(context, uses);
  const answer = answerOf(context, surveyed);
  return {
    framework,
    method,
    path: path === null ? (outline ?? '…') : path === '' ? '/' : path,
    pathKnown: path !== null,
    handler: surveyed.name,
    place: placeOf(context, node),
    handlerPlace: placeOf(context, handler),
    access: accessOf(endpoint),
    authentication: guardsOf(context, endpoint),
    authorization: authorizationOf(context, endpoint, handler),
    validation: validationOf(context, surveyed),
    limits: limitsOf(context, endpoint, handler),
    stores: storesOf(uses),
    services: servicesOf(uses),
    inputs,
    coverage: { inputs: inputs.length, validated: inputs.filter((each) => each.validated).length },
    parameters: parametersOf(context, surveyed),
    answer,
    fields: answer ? fieldsOf(answer) : [],
    understood,
  };
}

function gapOf(context: Context, { endpoint }: SurveyedEndpoint): readonly Gap[] {
  const place = placeOf(context, endpoint.node);
  const unknown = endpoint.steps.filter((step) => step.verdict === 'unknown');
  const named = [...new Set(unknown.map(({ name }) => name))].join(', ');
  return [
    ...(endpoint.path === null && endpoint.outline?.includes('…') !== false
      ? [{ place, what: 'the path is not constant' }]
      : []),
    ...(endpoint.understood
      ? []
      : [
          {
            place,
            what:
              unknown.length > 0
                ? `what stands before the handler is not understood: ${named}`
                : 'the application that it belongs to, or what is in force before it, is not known',
          },
        ]),
    ...(endpoint.handling().own === 'unknown' ? [{ place, what: 'the handler is not understood' }] : []),
  ];
}

/** The same endpoint is found again when two programs hold its file. */
function distinct(endpoints: readonly InventoryEndpoint[]): readonly InventoryEndpoint[] {
  const found = new Map<string, InventoryEndpoint>();
  for (const each of endpoints) {
    const key = [each.method, each.path, each.place.file, each.place.line, each.place.column].join(' ');
    if (!found.has(key)) found.set(key, each);
  }
  return [...found.values()].sort(
    (a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method) || a.place.line - b.place.line,
  );
}

/** Returns the inventory of surveys, their files named relative to a folder. */
export function buildInventory(
  surveys: readonly { readonly survey: Survey; readonly types: Types }[],
  folder: string,
): Inventory {
  const endpoints: InventoryEndpoint[] = [];
  const gaps = new Map<string, Gap>();
  for (const { survey, types } of surveys) {
    const context: Context = { folder, types, proofs: survey.proofs };
    endpoints.push(...survey.endpoints.map((each) => endpointOf(context, each)));
    const seen: readonly Gap[] = [
      ...survey.endpoints.flatMap((each) => gapOf(context, each)),
      ...survey.lost.map((node) => ({
        place: placeOf(context, node),
        what: 'a route is registered here of which no endpoint could be made',
      })),
    ];
    for (const gap of seen) gaps.set([gap.place.file, gap.place.line, gap.place.column, gap.what].join(' '), gap);
  }
  const all = distinct(endpoints);
  return {
    endpoints: all,
    gaps: [...gaps.values()],
    coverage: sumOf(all.map((each) => each.coverage)),
    files: surveys.reduce((sum, { survey }) => sum + survey.files, 0),
  };
}
