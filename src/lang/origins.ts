/** Web origins (RFC 6454): whose origin a text is that passed certain checks. */
import { alternativesOf } from './regex/facts.js';
import { excludes, type TextFact } from './regex/language.js';

/** `https://host:port` as browsers send it. */
const ORIGIN: TextFact = {
  pattern: '^https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]+)?$',
  flags: 'i',
  matches: true,
};

/** The host of one, as the URL parser gives it. */
const HOST: TextFact = { pattern: '^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]+)?$', flags: 'i', matches: true };

/** The last two labels of every host that a pattern spells out, and hosts of one label behind `//`. */
function domainsIn(pattern: string): readonly string[] {
  const plain = pattern.replace(/\\([./-])/g, '$1');
  const dotted = [...plain.matchAll(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi)].map(([host]) =>
    host.split('.').slice(-2).join('.'),
  );
  const single = [...plain.matchAll(/\/\/([a-z0-9-]+)(?![a-z0-9.-])/gi)].map(([, host = '']) => host);
  return [...new Set([...dotted, ...single])].filter((each) => /[a-z0-9]/i.test(each));
}

function within(domain: string, scheme: string): TextFact {
  const name = domain.replace(/[.-]/g, '\\$&');
  return { pattern: `^${scheme}(?:[^/?#@:]*\\.)?${name}(?::[0-9]+)?$`, flags: 'i', matches: false };
}

function admitsForeign(facts: readonly TextFact[], texts: TextFact, scheme: string): boolean {
  return alternativesOf(facts).some((row) => {
    const domains = row.filter((fact) => fact.matches).flatMap((fact) => domainsIn(fact.pattern));
    return excludes([...row, ...domains.map((domain) => within(domain, scheme))], texts) !== true;
  });
}

/** True when an origin of a host that the checks do not spell out passes them all. */
export function admitsForeignOrigin(facts: readonly TextFact[]): boolean {
  return admitsForeign(facts, ORIGIN, 'https?://');
}

/** The same of checks that were made on the host of a parsed origin. */
export function admitsForeignHost(facts: readonly TextFact[]): boolean {
  return admitsForeign(facts, HOST, '');
}
