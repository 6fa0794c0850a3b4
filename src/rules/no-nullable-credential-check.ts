import { evidenceRule, type Comparison, type Evidence, type EvidenceView } from '../define/evidence-rule.js';
import { isAskedNext, sidesOf } from '../define/places.js';
import { isClientData, isCredential, isPassword, isUnguessable } from '../define/sources.js';
import { isConst, isStored, State, type Value } from '../define/values.js';

const NULLISH = 16;
const REMEDY = 'Leave first when one of the two is missing.';

/** A credential that the client may just not send; nothing has shown yet that it is there. */
function unsent(value: Value, bare: boolean): string | null {
  const label = value.labels.find(({ source }) => isClientData(source.kind));
  if (label?.lead !== null || (label.state & State.Present) !== 0 || !isCredential(label.source.text)) return null;
  return bare || (label.form & NULLISH) !== 0 ? label.source.text : null;
}

function unset(value: Value): string | null {
  const label = value.labels.find(({ source }) => source.kind === 'process.env');
  if (label?.lead !== null || (label.state & State.Present) !== 0 || !isCredential(label.source.text)) return null;
  return value.consts.length === 0 ? label.source.text : null;
}

/** Both sides of a comparison that may be missing, in words; null when one of them cannot. */
function bothMissing({ how, left, right, node }: Comparison): string | null {
  if (how === 'constant-time') {
    const empty = (value: Value): boolean => value.labels.some(({ source }) => source.kind === 'hash.empty');
    return empty(left) && empty(right)
      ? 'Both sides fall back to an empty text before they are hashed, and two empty texts are equal'
      : null;
  }
  if (how !== 'strict' && how !== 'loose') return null;
  const [leftNode, rightNode] = sidesOf(node);
  for (const [value, other, text] of [
    [left, right, leftNode?.getText() ?? ''],
    [right, left, rightNode?.getText() ?? ''],
  ] as const) {
    if (isConst(value) || isConst(other)) continue;
    const variable = unset(value);
    const header = unsent(other, true);
    if (variable !== null && header !== null)
      return `Without \`${variable}\` in the environment, a request without \`${header}\` passes`;
    const sent = unsent(other, false);
    const stored = isStored(value);
    if (stored && sent !== null && isCredential(text) && (how === 'loose' || text.includes('?.')))
      return `When \`${text}\` is missing, a request without \`${sent}\` passes`;
  }
  return null;
}

function lookups(view: EvidenceView): readonly Evidence[] {
  return [...view.findings('lookup'), ...view.findings('lookup-null')].flatMap(({ hit, at }) => {
    const { source } = hit.label;
    // A password in a filter is a flaw of its own: it is stored as it is.
    if (!isClientData(source.kind) || !isUnguessable(source.text) || isPassword(source.text)) return [];
    return [
      {
        at,
        message: `Without \`${source.text}\` (${view.place(source.node)}) in the request, \`${hit.callee}\` finds a record that has none. Check that it is a text of the right length first.`,
      },
    ];
  });
}

export default evidenceRule({
  info: {
    name: 'no-nullable-credential-check',
    description: 'Disallow checks of credentials that pass when both sides are missing',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['api2/null-passwords'],
    cwe: [258, 287, 476],
  },
  find: (view) => [
    ...lookups(view),
    ...view.comparisons.flatMap((comparison) => {
      const why = bothMissing(comparison);
      return why === null || isAskedNext(comparison.node)
        ? []
        : [{ at: comparison.node, message: `${why}. ${REMEDY}` }];
    }),
  ],
});
