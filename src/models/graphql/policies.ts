/** mercurius-auth: which fields ask who is calling (https://github.com/mercurius-js/auth/blob/main/docs/api/options.md). */
import type { TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import { soleText, UNDEFINED } from '../../flow/value.js';
import { argument, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';

/** The slot of a scope whose resolvers something else may guard: policies of a plugin, hooks of the execution. */
export const ELSEWHERE = 'graphql.elsewhere';
/** The slot of a scope that has the text of its schema. */
export const SCHEMA_TEXT = 'graphql.text';

/** Fields that a directive of the schema guards, as `Mutation.remove`. */
export interface DirectiveGuard {
  readonly name: string;
  readonly node: TS.Node;
  readonly fields: ReadonlySet<string>;
}

const COMMENT = /"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|#[^\n\r]*/g;
const ROOT = /\btype\s+(Query|Mutation|Subscription)\b([^{]*)\{([^}]*)\}/g;
const FIELD = /(\w+)\s*(?:\([^)]*\))?\s*:\s*[[\]\w!\s]+?((?:\s*@\w+(?:\s*\([^)]*\))?)*)\s*(?=\w+\s*[(:]|$)/g;

/** Returns the fields of the roots at which a directive stands, or whose whole type has it. */
export function fieldsWith(directive: string, text: string): ReadonlySet<string> {
  const has = (part: string): boolean => new RegExp(`@${directive}\\b`).test(part);
  return new Set(
    [...text.replace(COMMENT, '').matchAll(ROOT)].flatMap(([, type = '', header = '', body = '']) =>
      [...body.matchAll(FIELD)].flatMap(([, field = '', directives = '']) =>
        has(header) || has(directives) ? [`${type}.${field}`] : [],
      ),
    ),
  );
}

export const policyNatives: Natives = {
  'graphql.policies': (m, call) => {
    const scope = objectOf(argument(call, 0));
    const options = argument(call, 1);
    const read = (name: string) => (options.refs.length > 0 ? getProperty(m, options, name, call.node) : UNDEFINED);
    const directive = soleText(read('authDirective'));
    const mode = read('mode');
    const text = scope?.slots.get(SCHEMA_TEXT);
    const isRead = directive !== null && /^\w+$/.test(directive) && typeof text === 'string' && text !== '';
    const guard: DirectiveGuard | null =
      isRead && (mode === UNDEFINED || soleText(mode) === 'directive')
        ? { name: `@${directive}`, node: call.node, fields: fieldsWith(directive, text) }
        : null;
    scope?.slots.set(ELSEWHERE, guard ?? true);
    return UNDEFINED;
  },
};
