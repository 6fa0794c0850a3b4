/** What Fastify does to bodies before a handler sees them: which types it parses, and which keys it drops. */
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import type { Machine } from '../../flow/machine.js';
import type { Obj } from '../../flow/refs.js';
import { soleText, truthiness, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { registrationsOf, type Registration } from '../shared/registration.js';
import { scopesOf } from './scopes.js';

/** The cell of an instance that keeps its option. */
export const REMOVES = '%removeAdditional';

function layersOf(m: Machine, owner: Obj): readonly Registration[] {
  return scopesOf(m, owner).flatMap((scope) => registrationsOf(m, scope));
}

/**
 * True when keys that a schema does not list are dropped: `ajv.customOptions.removeAdditional: 'all'` of the instance
 * (https://ajv.js.org/options.html#removeadditional), unless it validates in a way of its own.
 */
export function dropsUnlisted(m: Machine, owner: Obj): boolean {
  return (
    scopesOf(m, owner).some((scope) => m.cell(scope, REMOVES)?.consts.some((each) => each.value === 'all') === true) &&
    layersOf(m, owner).every(({ method }) => method !== 'setValidatorCompiler')
  );
}

/** Types that a form of another site can send without asking (https://fetch.spec.whatwg.org/#simple-header), and any. */
const FORMS = /^(?:\*|application\/x-www-form-urlencoded|multipart\/.*|text\/plain)$/i;

/** A parser for such a type; one for types that are not constant may be. */
function parsesForms(m: Machine, types: Value, node: TS.Node): boolean {
  const text = soleText(types);
  if (text !== null) return FORMS.test(text);
  const { known } = elementsOf(m, types, node);
  return known.length === 0 || known.some((each) => FORMS.test(soleText(each) ?? '*'));
}

function plays({ handlers: [plugin = UNKNOWN] }: Registration, role: string): boolean {
  return plugin.refs.some(
    (ref) => ref.kind === 'lib' && ref.entity.call?.roles?.some((each) => each.role === role) === true,
  );
}

/**
 * Returns the roles of the parsers that stand before every handler. JSON and plain texts have one by themselves
 * (https://fastify.dev/docs/latest/Reference/ContentTypeParser/), and a text has no properties to read.
 */
export function parsersOf(m: Machine, owner: Obj): ReadonlySet<string> {
  const forms = layersOf(m, owner).some((layer) => {
    const { kind, method, options, node } = layer;
    if (kind === 'hook' && method === 'addContentTypeParser') return parsesForms(m, options ?? UNKNOWN, node);
    if (kind !== 'mount') return false;
    if (plays(layer, 'body.form')) return true;
    const attached = options && options.refs.length > 0 ? getProperty(m, options, 'attachFieldsToBody', node) : null;
    return plays(layer, 'body.parts') && attached !== null && truthiness(attached) !== false;
  });
  return new Set(forms ? ['body.json', 'body.form'] : ['body.json']);
}
