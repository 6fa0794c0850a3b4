import { evidenceRule, type Evidence, type EvidenceView, type Finding } from '../define/evidence-rule.js';
import { always } from '../define/parts.js';
import { callAround, functionAround, isWithin, outermostFunction } from '../define/places.js';
import { plainComparisons } from '../define/sensitive.js';
import { isClientData, isPassword as isPasswordText } from '../define/sources.js';

/** A session id that a request brings along. */
function chosen(view: EvidenceView): readonly Evidence[] {
  return view.findings('session-id').flatMap(({ hit, at }) => {
    const { source } = hit.label;
    if (!isClientData(source.kind)) return [];
    return [
      {
        at,
        message: `The session id of \`${hit.callee}\` comes from \`${source.text}\` (${view.place(source.node)}): whoever sends a link chooses the session of its victim. Leave the option out, or draw the id with \`randomUUID\`.`,
      },
    ];
  });
}

/** A password of the request that is compared, or looked for, as it is. */
function isPassword({ hit }: Finding): boolean {
  const { kind, text } = hit.label.source;
  return isClientData(kind) && isPasswordText(text);
}

/** A session that is filled where a password was checked, and keeps the id that its visitor had before. */
function kept(view: EvidenceView): readonly Evidence[] {
  const renewals = [
    ...view.calls('session.regenerate'),
    ...view.elsewhere('session.regenerate').map(({ seen }) => seen),
  ];
  const fills = [
    ...view.calls('session.fill').map((record) => ({ record, at: record.call.node })),
    ...view.elsewhere('session.fill').map(({ seen, at }) => ({ record: seen, at })),
  ];
  const told = new Set<unknown>();
  const compared = ['compared', 'matched', 'stored']
    .flatMap((kind) => view.findings(kind))
    .filter(isPassword)
    .map(({ hit }) => hit.node);
  const plain = plainComparisons(view.comparisons).map(({ node }) => node);
  // What is hashed fast is held against the stored hash by hand, or looked for in the store.
  const hashed = view
    .findings('fast-hash')
    .filter(isPassword)
    .flatMap(({ hit }) => [hit.node, ...hit.stack]);
  const checked = [...compared, ...plain, ...hashed];
  return fills.flatMap(({ record, at }) => {
    const { node } = record.call;
    const handler = functionAround(node);
    const checks = view
      .allCalls('auth.password')
      .filter(({ stack, call }) => isWithin(call.node, handler) || stack.some((each) => isWithin(each, handler)));
    // One function may register several handlers: `(app) => { app.post(...); app.post(...); }`.
    const around = callAround(node, record.stack) ?? outermostFunction(node);
    if (checks.length === 0 && !checked.some((each) => isWithin(each, around))) return [];
    const renewed = renewals.some(
      ({ call }) => call.node.pos < node.pos && (isWithin(call.node, handler) || isWithin(node, call.node)),
    );
    // One call of `regenerate` is missing, however many fields are set.
    const where = at === node ? handler : at;
    if (renewed || told.has(where)) return [];
    told.add(where);
    return [
      {
        at,
        message:
          'The session keeps the id that the visitor had before the login, so whoever planted that id is logged in as well. Call `regenerate` first, and fill the session afterwards.',
      },
    ];
  });
}

/** Logins by a library that keeps the session, in the version in use. */
function keptByLibrary(view: EvidenceView): readonly Evidence[] {
  return view.calls('session.kept').flatMap((record) =>
    always(record, 'session', (value) => value === false)
      ? []
      : [
          {
            at: record.call.node,
            message: `\`${record.entity.name}\` keeps the id that the visitor had before the login, in the version in use, so whoever planted that id is logged in as well. Update the library.`,
          },
        ],
  );
}

export default evidenceRule({
  info: {
    name: 'no-session-fixation',
    description: 'Disallow logins that keep the id of the session, and session ids that a request chooses',
    kind: 'flow',
    preset: 'strict',
    owasp: 'API2',
    topics: ['api2/authentication-weaknesses'],
    cwe: [384],
  },
  find: (view) => [...chosen(view), ...kept(view), ...keptByLibrary(view)],
});
