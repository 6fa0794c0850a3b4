import { evidenceRule, type CallRecord, type Evidence } from '../define/evidence-rule.js';
import { returnsNothing } from '../define/functions.js';
import { always, partOfValue } from '../define/parts.js';
import { outsideProduction } from '../define/secrets.js';

const REMEDY = 'Leave the check on, and name the authority of your own certificates with the option `ca`.';

/** Browsers under control, and drivers with stores of their own, have no such option. */
const OTHER_REMEDY =
  'Leave the check on, and let the machine that it runs on trust the authority of your own certificates.';

/** RFC 8996 and RFC 7568: TLS 1.0, TLS 1.1 and SSL 3.0 must not be used; by name, and as methods of OpenSSL that speak nothing else. */
const OLD = /^(?:SSLv3|SSLv2|TLSv1(?:[._]1)?)(?:_(?:client_|server_)?method)?$/;

function isAlways(record: CallRecord, prefix: string, test: (value: unknown) => boolean): boolean {
  return Object.keys(record.parts).some((name) => name.startsWith(prefix) && always(record, name, test));
}

/** A function that compares nothing: it returns no error on any of its ways. */
function acceptsEveryName(record: CallRecord): boolean {
  return Object.entries(record.parts).some(
    ([name, value]) => name.startsWith('identity') && value !== null && returnsNothing(value),
  );
}

function faultOf(record: CallRecord): string | null {
  const { name } = record.entity;
  const any = `\`${name}\` accepts any certificate, so anybody on the way can be the other side.`;
  if (isAlways(record, 'rejects', (value) => value === false || value === 0)) return `${any} ${REMEDY}`;
  if (isAlways(record, 'accepts', (value) => value === true)) return `${any} ${OTHER_REMEDY}`;
  if (acceptsEveryName(record))
    return `\`${name}\` does not compare the name in the certificate, so whoever has any certificate can be the other side. Leave \`checkServerIdentity\` out.`;
  if (isAlways(record, 'least', (value) => OLD.test(String(value))))
    return `\`${name}\` accepts versions of TLS that must not be used any more (RFC 8996). Set \`minVersion\` to \`TLSv1.2\` or leave it out.`;
  return null;
}

function switchedOff({ call }: CallRecord): boolean {
  const part = partOfValue(call.args[0]);
  return part.state === 'known' && part.values.every((each) => String(each) === '0');
}

export default evidenceRule({
  info: {
    name: 'no-disabled-tls-verification',
    description: 'Disallow connections that do not check the certificate of the other side',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API8',
    topics: ['api8/error-pages', 'extra/cryptography'],
    cwe: [295],
  },
  find: (view) => {
    const options = view.calls('tls.options').flatMap((record): readonly Evidence[] => {
      const message = outsideProduction(record.call.node) ? null : faultOf(record);
      return message === null ? [] : [{ at: record.call.node, message }];
    });
    const variable = view.calls('tls.off').flatMap((record) =>
      switchedOff(record) && !outsideProduction(record.call.node)
        ? [
            {
              at: record.call.node,
              message: `\`NODE_TLS_REJECT_UNAUTHORIZED\` switches the check of certificates off for the whole process. ${REMEDY}`,
            },
          ]
        : [],
    );
    return [...options, ...variable];
  },
});
