/**
 * Packages that no version of a service should import, as of `REVIEWED`. Vulnerable versions of good packages are the
 * business of `npm audit`; this list is for what an update does not mend. Each entry has its source.
 */
export interface RiskyPackage {
  readonly name: string;
  /** malicious: was made or taken over to do harm; unsafe: does harm by what it is for; abandoned: nobody mends it. */
  readonly kind: 'malicious' | 'unsafe' | 'abandoned';
  readonly why: string;
  readonly instead: string;
  readonly source: string;
}

export const REVIEWED = '2026-11-22';

export const RISKY_PACKAGES: readonly RiskyPackage[] = [
  {
    name: 'flatmap-stream',
    kind: 'malicious',
    why: 'it was published to steal from wallets',
    instead: 'Remove it, and look for what it has done.',
    source: 'https://github.com/dominictarr/event-stream/issues/116',
  },
  {
    name: 'event-stream',
    kind: 'malicious',
    why: 'a version of it brought malicious code along, and nobody maintains it',
    instead: 'Use `node:stream`.',
    source: 'https://github.com/dominictarr/event-stream/issues/116',
  },
  {
    name: 'crossenv',
    kind: 'malicious',
    why: 'it was named after another package to steal environment variables',
    instead: 'Use `cross-env`.',
    source: 'https://blog.npmjs.org/post/163723642530/crossenv-malware-on-the-npm-registry',
  },
  {
    name: 'node-serialize',
    kind: 'unsafe',
    why: 'reading a text with it runs functions that the text holds',
    instead: 'Use `JSON.parse` and a schema.',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2017-5941',
  },
  {
    name: 'serialize-to-js',
    kind: 'unsafe',
    why: 'reading a text with it runs code that the text holds',
    instead: 'Use `JSON.parse` and a schema.',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2017-5954',
  },
  {
    name: 'vm2',
    kind: 'unsafe',
    why: 'it is no boundary for code of strangers: ways out of it keep being found, and its maintainer once gave it up for that reason',
    instead: 'Use `isolated-vm`, or a process or container of its own.',
    source: 'https://github.com/patriksimek/vm2/issues/533',
  },
  {
    name: 'safe-eval',
    kind: 'unsafe',
    why: 'code leaves it, whatever its name says',
    instead: 'Use a parser for the expressions that are needed.',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2022-25904',
  },
  {
    name: 'request',
    kind: 'abandoned',
    why: 'it has been deprecated since 2020 and is not mended',
    instead: 'Use `fetch`.',
    source: 'https://github.com/request/request/issues/3142',
  },
  {
    name: 'request-promise',
    kind: 'abandoned',
    why: 'it extends `request`, which has been deprecated since 2020',
    instead: 'Use `fetch`.',
    source: 'https://github.com/request/request/issues/3142',
  },
  {
    name: 'request-promise-native',
    kind: 'abandoned',
    why: 'it extends `request`, which has been deprecated since 2020',
    instead: 'Use `fetch`.',
    source: 'https://github.com/request/request/issues/3142',
  },
  {
    name: 'xmldom',
    kind: 'abandoned',
    why: 'fixes are published under another name',
    instead: 'Use `@xmldom/xmldom`.',
    source: 'https://github.com/xmldom/xmldom/issues/271',
  },
  {
    name: 'node-uuid',
    kind: 'abandoned',
    why: 'it is deprecated in favour of another name',
    instead: 'Use `crypto.randomUUID()` or `uuid`.',
    source: 'https://www.npmjs.com/package/node-uuid',
  },
  {
    name: 'bcrypt-nodejs',
    kind: 'abandoned',
    why: 'it is no longer maintained',
    instead: 'Use `bcrypt` or `bcryptjs`.',
    source: 'https://www.npmjs.com/package/bcrypt-nodejs',
  },
  {
    name: 'csurf',
    kind: 'abandoned',
    why: 'its maintainers deprecated it and mend nothing',
    instead: 'Use `csrf-csrf`, or cookies with SameSite and a check of the origin.',
    source: 'https://github.com/expressjs/discussions/issues/155',
  },
];
