import { evidenceRule, type Evidence, type EvidenceView } from '../define/evidence-rule.js';
import { always } from '../define/parts.js';
import { functionAround, isWithin } from '../define/places.js';
import { isClientData } from '../define/sources.js';

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

/** A session that is filled where a password was checked, and keeps the id that its visitor had before. */
function kept(view: EvidenceView): readonly Evidence[] {
  const renewals = view.calls('session.regenerate');
  return view.calls('session.fill').flatMap((record) => {
    const { node } = record.call;
    const handler = functionAround(node);
    const checks = view
      .allCalls('auth.password')
      .filter(({ stack, call }) => isWithin(call.node, handler) || stack.some((each) => isWithin(each, handler)));
    if (checks.length === 0) return [];
    const renewed = renewals.some(
      ({ call }) => call.node.pos < node.pos && (isWithin(call.node, handler) || isWithin(node, call.node)),
    );
    return renewed
      ? []
      : [
          {
            at: node,
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
