import { decodeBase64 } from './checksum.js';
import type { Strength } from './format.js';
import { isPlaceholder } from './placeholder.js';

/** A secret inside a text that has a form of its own: a token, a key file, an address. */
export interface CarriedSecret {
  readonly provider: string;
  readonly what: string;
  readonly start: number;
  readonly end: number;
  readonly strength: Strength;
}

function parseObject(json: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** A JSON Web Token (RFC 7519) that is signed: its header decodes to an object with an algorithm other than "none". */
export function findJwt(text: string): CarriedSecret | null {
  if (!text.includes('eyJ')) return null;
  for (const match of text.matchAll(/(?<![\w.-])(eyJ[\w-]{10,})\.(eyJ[\w-]{2,})\.([\w-]{20,})(?![\w.-])/g)) {
    const header = parseObject(decodeBase64(match[1] ?? ''));
    const claims = parseObject(decodeBase64(match[2] ?? ''));
    if (typeof header?.['alg'] !== 'string' || header['alg'] === 'none' || claims === null) continue;
    // The token that debuggers and documentation show.
    if (claims['sub'] === '1234567890') continue;
    // Keys for the browser, public by design (https://supabase.com/docs/guides/api/api-keys).
    const strength = claims['role'] === 'anon' ? 'mild' : 'secret';
    return { provider: 'JWT', what: 'signed token', start: match.index, end: match.index + match[0].length, strength };
  }
  return null;
}

/** More of a key than this need not be read in order to know it for one. */
const LONGEST_KEY_READ = 2_000;

/**
 * True for a key that says it is longer than it is (X.690, 8.1.3: the length stands behind the tag of the outer sequence):
 * the beginning of one, as forms show it in their fields.
 */
function isCutOff(base64: string): boolean {
  const [tag, size = 0, high = 0, low = 0] = Buffer.from(base64.slice(0, 8), 'base64');
  if (tag !== 0x30) return false;
  const said = size < 0x80 ? size + 2 : size === 0x81 ? high + 3 : size === 0x82 ? high * 256 + low + 4 : 0;
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4) < said;
}

/** A private key in PEM (RFC 7468) or an armored PGP key, with at least a line of content. */
export function findPrivateKey(text: string): CarriedSecret | null {
  if (!text.includes('PRIVATE KEY')) return null;
  const begin = /-----BEGIN ((?:[A-Z0-9]+ ){0,3})PRIVATE KEY(?: BLOCK)?-----/g;
  for (const match of text.matchAll(begin)) {
    const from = match.index + match[0].length;
    const end = text.indexOf('-----END', from);
    const content = text.slice(from, Math.min(end < 0 ? text.length : end, from + LONGEST_KEY_READ));
    // Line breaks may stand as such or as the two characters `\n`.
    const base64 = content.replace(/\\[nr]|\s|^[A-Za-z-]+:.*$/gm, '');
    if (base64.length < 40 || !/^[A-Za-z0-9+/]{40}/.test(base64) || isPlaceholder(base64.slice(0, 400))) continue;
    if (end >= 0 && end - from <= LONGEST_KEY_READ && isCutOff(base64)) continue;
    const encrypted = (match[1] ?? '').includes('ENCRYPTED') || content.includes('Proc-Type: 4,ENCRYPTED');
    return {
      provider: 'PEM',
      what: 'private key',
      start: match.index,
      end: end < 0 ? text.length : end,
      strength: encrypted ? 'mild' : 'secret',
    };
  }
  return null;
}

const PRODUCTS: Readonly<Record<string, string>> = {
  postgres: 'PostgreSQL',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mysql2: 'MySQL',
  mariadb: 'MariaDB',
  mongodb: 'MongoDB',
  'mongodb+srv': 'MongoDB',
  redis: 'Redis',
  rediss: 'Redis',
  amqp: 'AMQP',
  amqps: 'AMQP',
  mssql: 'SQL Server',
  sqlserver: 'SQL Server',
  clickhouse: 'ClickHouse',
  cockroachdb: 'CockroachDB',
  nats: 'NATS',
  ldap: 'LDAP',
  ldaps: 'LDAP',
  smtp: 'SMTP',
  smtps: 'SMTP',
  ftp: 'FTP',
  ftps: 'FTP',
  sftp: 'SFTP',
  http: 'HTTP',
  https: 'HTTP',
};

/** Passwords that images and manuals come with; known to everybody, and mostly meant for a developer's machine. */
const DEFAULT_PASSWORDS = new Set([
  'password',
  'passwd',
  'pass',
  'postgres',
  'postgresql',
  'mysql',
  'mongo',
  'mongodb',
  'redis',
  'root',
  'admin',
  'guest',
  'user',
  'username',
  'test',
  'secret',
  'changeme',
  // The password of a joke (bash.org, quote 244321) that texts use where any password will do.
  'hunter2',
]);

function isLocalHost(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return (
    // 169.254.0.0/16 is link-local (RFC 3927): nobody has an account there.
    /^(?:localhost|127\.\d+\.\d+\.\d+|169\.254\.\d+\.\d+|0\.0\.0\.0|\[::1\]|host\.docker\.internal|(?:.+\.)?(?:localhost|local|test|example|invalid))$/.test(
      name,
    ) ||
    /^(?:.+\.)?example\.(?:com|org|net)$/.test(name) ||
    // A single label is a container or service name of the same machine or cluster.
    /^[a-z0-9_-]*$/.test(name)
  );
}

/** True for an address of this very machine with a password that images come with: it opens what a developer has started. */
export function isOwnMachine(text: string): boolean {
  const match =
    /^[a-z][a-z0-9+]{1,12}:\/\/[^\s/?#:@]*:([^\s/?#@]+)@(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?(?:[/?#]|$)/i.exec(
      text,
    );
  return DEFAULT_PASSWORDS.has(match?.[1]?.toLowerCase() ?? '');
}

/** A password inside an address such as `postgres://user:password@host` (the userinfo of RFC 3986, section 3.2.1). */
export function findUrlPassword(text: string): CarriedSecret | null {
  if (!text.includes('://')) return null;
  const address = /(?<![\w+.-])([a-z][a-z0-9+]{1,12}):\/\/([^\s/?#:@'"`<>]*):([^\s/?#@'"`]{1,200})@([^\s/?#,'"`]*)/gi;
  for (const match of text.matchAll(address)) {
    const [, scheme = '', user = '', password = '', host = ''] = match;
    const product = PRODUCTS[scheme.toLowerCase()];
    if (product === undefined || isPlaceholder(password) || /\$\{|\{\{|%s/.test(user + host)) continue;
    const mild = isLocalHost(host) || DEFAULT_PASSWORDS.has(password.toLowerCase()) || password === user;
    const start = match.index + scheme.length + '://'.length + user.length + ':'.length;
    const what = product === 'HTTP' ? 'password in an address' : 'password in a connection string';
    return { provider: product, what, start, end: start + password.length, strength: mild ? 'mild' : 'secret' };
  }
  return null;
}

/** A password in a connection string of `key=value` pairs: ADO.NET, ODBC and libpq forms. */
export function findPairPassword(text: string): CarriedSecret | null {
  const hosts = /(?:^|[;\s])(?:server|data source|addr(?:ess)?|host|hostaddr)\s*=\s*(?:tcp:)?([^;,\s]+)/i.exec(text);
  const match = /(?:^|[;\s])((?:password|pwd)\s*=\s*)([^;\s'"]{1,200})(?=[;\s]|$)/i.exec(text);
  const password = match?.[2];
  if (hosts === null || match === null || password === undefined || isPlaceholder(password)) return null;
  const start = match.index + match[0].length - password.length;
  const mild = isLocalHost(hosts[1] ?? '') || DEFAULT_PASSWORDS.has(password.toLowerCase());
  return {
    provider: 'Database',
    what: 'password in a connection string',
    start,
    end: start + password.length,
    strength: mild ? 'mild' : 'secret',
  };
}
