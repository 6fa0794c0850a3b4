/** A skeleton of an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1). */
import { bodyOf, inputsAt, type NamedInput } from '../request.js';
import type { GuardMark, Inventory, InventoryEndpoint, Scheme } from '../types.js';
import { Components } from './components.js';
import { anonymous, templateOf, type Template } from './paths.js';

const METHODS: ReadonlySet<string> = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);
/** Routes that answer to every method are listed with the usual ones. */
const EVERY: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Returns the HTTP methods of an endpoint; empty for operations of GraphQL, tRPC and server actions. */
export function methodsOf({ method, framework }: Pick<InventoryEndpoint, 'method' | 'framework'>): readonly string[] {
  if (framework === 'trpc' || framework === 'graphql') return [];
  if (method === 'ALL' || method === 'ANY') return EVERY;
  return METHODS.has(method) ? [method] : [];
}

function words(text: string): readonly string[] {
  return text.split(/[^A-Za-z0-9]+/).filter((each) => each !== '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `GET /users/{id}` becomes `getUsersId`. */
function operationId(method: string, path: string, taken: Set<string>): string {
  const base = method.toLowerCase() + words(path).map(capital).join('') || method.toLowerCase();
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}${number}`;
  taken.add(id);
  return id;
}

function parameter(components: Components, place: string, input: NamedInput): object {
  const schema = components.place(input.schema);
  return {
    name: input.name,
    in: place,
    required: place === 'path' || input.required,
    schema: Object.keys(schema).length === 0 ? { type: 'string' } : schema,
  };
}

function parametersOf(components: Components, endpoint: InventoryEndpoint, own: Template, shown: Template): object[] {
  const known = inputsAt(endpoint, 'path');
  const inPath = shown.names.map((name, index) => {
    const found = known.find((each) => each.name === own.names[index]);
    return parameter(components, 'path', { name, required: true, schema: found?.schema ?? {} });
  });
  const others = (['query', 'header', 'cookie'] as const).flatMap((place) =>
    inputsAt(endpoint, place).map((each) => parameter(components, place, each)),
  );
  return [...inPath, ...others];
}

/** The scheme where no run has shown how credentials are sent. */
const ASSUMED: Scheme = { type: 'http', scheme: 'bearer' };

class Security {
  readonly schemes: Record<string, object> = {};

  nameOf({ name, scheme }: GuardMark): string {
    const known = scheme ?? ASSUMED;
    const id = known.type === 'apiKey' ? `${known.in}-${known.name}` : known.scheme;
    const key = (scheme === null ? `assumed-${id}` : id).replaceAll(/[^\w.-]/g, '-');
    const said = scheme === null ? 'How credentials are sent was not seen: bearer tokens are assumed.' : '';
    this.schemes[key] ??= { ...known, description: `Asked for by ${name}. ${said}`.trim() };
    return key;
  }

  of(endpoint: InventoryEndpoint): object | null {
    const { access, authentication } = endpoint;
    if (access === 'open' || access === 'hands out credentials') return [];
    if (authentication.length > 0) {
      const names = [...new Set(authentication.map((each) => this.nameOf(each)))];
      // A guard of which it is not known what it reads adds nothing to one of which it is.
      const known = names.filter((each) => !each.startsWith('assumed-'));
      return [Object.fromEntries((known.length > 0 ? known : names).map((each) => [each, []]))];
    }
    if (access !== 'checked in the handler') return null;
    const name = this.nameOf({ name: endpoint.handler, place: endpoint.place, scheme: null });
    return [{ [name]: [] }];
  }
}

function responsesOf(components: Components, endpoint: InventoryEndpoint, method: string): object {
  const { answer, access, authorization, validation, framework } = endpoint;
  const good = framework === 'nest' && method === 'POST' ? '201' : '200';
  const content = answer ? { content: { 'application/json': { schema: components.place(answer) } } } : {};
  return {
    [good]: { description: 'The answer.', ...content },
    ...(validation.length > 0 ? { '400': { description: 'The request is not valid.' } } : {}),
    ...(access === 'guarded' || access === 'checked in the handler'
      ? { '401': { description: 'Credentials are missing or wrong.' } }
      : {}),
    ...(authorization.length > 0 ? { '403': { description: 'The caller may not do this.' } } : {}),
  };
}

function requestBodyOf(components: Components, endpoint: InventoryEndpoint): object {
  const body = bodyOf(endpoint);
  if (!body) return {};
  const type = body.isForm ? 'multipart/form-data' : 'application/json';
  return {
    requestBody: { required: body.required, content: { [type]: { schema: components.place(body.schema) } } },
  };
}

function tagOf(path: string): string {
  const segments = path.split('/').filter((each) => each !== '' && !each.startsWith('{'));
  return segments.find((each) => !/^(?:api|v\d+)$/i.test(each)) ?? 'root';
}

/** Returns the document. Endpoints that are no HTTP operations are left out. */
export function openApiOf(inventory: Inventory, title: string, version: string): object {
  const components = new Components();
  const security = new Security();
  const ids = new Set<string>();
  const shown = new Map<string, Template>();
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of inventory.endpoints) {
    const own = templateOf(endpoint.path);
    const template = shown.get(anonymous(own.path)) ?? own;
    for (const method of methodsOf(endpoint)) {
      const item = (paths[template.path] ??= {});
      const key = method.toLowerCase();
      // The first registration answers; a second one of the same path is never asked.
      if (item[key]) continue;
      shown.set(anonymous(own.path), template);
      const parameters = parametersOf(components, endpoint, own, template);
      const requirement = security.of(endpoint);
      item[key] = {
        operationId: operationId(method, template.path, ids),
        summary: endpoint.handler,
        description: `Written in ${endpoint.place.file}:${endpoint.place.line}.`,
        tags: [tagOf(template.path)],
        ...(parameters.length > 0 ? { parameters } : {}),
        ...requestBodyOf(components, endpoint),
        responses: responsesOf(components, endpoint, method),
        ...(requirement ? { security: requirement } : {}),
        ...(endpoint.pathKnown ? {} : { 'x-path-incomplete': true }),
      };
    }
  }
  const tags = [...new Set(Object.keys(paths).map(tagOf))].sort();
  return {
    openapi: '3.1.0',
    info: {
      title,
      version,
      description: 'A skeleton that was read from the code: complete it where the code does not say everything.',
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name, description: `Endpoints below ${name}.` })),
    paths,
    components: { schemas: components.schemas, securitySchemes: security.schemes },
  };
}
