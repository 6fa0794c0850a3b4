/** Addresses as they are written: what they lead to, and whether the way there is encrypted. */
import { ts, type TS } from '../lang/ts.js';

/** Schemes without encryption, and what to write instead. */
const ENCRYPTED: Readonly<Record<string, string>> = {
  http: 'https://',
  ws: 'wss://',
  ftp: 'ftps:// or sftp://',
  ldap: 'ldaps://',
  redis: 'rediss://',
  amqp: 'amqps://',
  mqtt: 'mqtts://',
  nats: 'tls://',
};

/** Databases that talk in clear unless an option says otherwise, with parameters of the address that say so. */
const BY_OPTION: Readonly<Record<string, string>> = {
  postgres: 'sslmode=verify-full',
  postgresql: 'sslmode=verify-full',
  mysql: 'ssl={"rejectUnauthorized":true}',
  mariadb: 'ssl=true',
  mongodb: 'tls=true',
};

/**
 * https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS (`disable`), `ssl=0` and `ssl=false` of
 * https://github.com/brianc/node-postgres/tree/master/packages/pg-connection-string, and
 * https://www.mongodb.com/docs/manual/reference/connection-string-options/#mongodb-urioption-urioption.tls.
 */
const SWITCHED_OFF = /[?&](?:sslmode=disable|ssl-mode=disabled|ssl=(?:0|false)|tls=false)(?=$|&)/i;

const ADDRESS = /^([a-z][a-z+.-]*):\/\/(?:[^@/?#\s\uFFFC]*@)?(\[[\da-f:.]+\]|[^:/?#,@\s\uFFFC[\]]+)(?=$|[:/?#,])/i;

export interface Cleartext {
  readonly scheme: string;
  readonly host: string;
  /** What to write instead. */
  readonly instead: string;
  /** Options of the call may encrypt all the same. */
  readonly byOption: boolean;
}

/** Returns what is known of an address whose scheme does not encrypt; null for others, and when the host is not certain. */
export function cleartextOf(address: string): Cleartext | null {
  const match = ADDRESS.exec(address.trim());
  if (!match) return null;
  const scheme = (match[1] ?? '').toLowerCase();
  const host = (match[2] ?? '').toLowerCase().replace(/\.$/, '');
  const encrypted = Object.hasOwn(ENCRYPTED, scheme) ? ENCRYPTED[scheme] : undefined;
  if (encrypted !== undefined) return { scheme, host, instead: `\`${encrypted}\``, byOption: false };
  const parameter = Object.hasOwn(BY_OPTION, scheme) ? BY_OPTION[scheme] : undefined;
  if (parameter === undefined) return null;
  // What the address says goes before options of the driver.
  if (SWITCHED_OFF.test(address)) return { scheme, host, instead: `\`?${parameter}\``, byOption: false };
  if (/[?&](?:ssl|tls|sslmode|ssl-mode)=/i.test(address)) return null;
  return { scheme, host, instead: `\`?${parameter}\`, or the option of the driver`, byOption: true };
}

/** Private and link-local networks (RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291) and this machine. */
const PRIVATE_ADDRESS =
  /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)[\d.]+$|^\[(?:::1?|f[cd][\da-f]{2}:.*|fe[89ab][\da-f]:.*)\]$/;
/** Names that no public server has: reserved ones (RFC 6761, RFC 6762, RFC 8375) and those of clusters and containers. */
const PRIVATE_NAME =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|corp|home\.arpa|test|invalid|svc|svc\.cluster\.local)$/;

/** True for hosts that are reached without leaving the machine, the cluster or the private network. */
export function isPrivateHost(host: string): boolean {
  return PRIVATE_ADDRESS.test(host) || PRIVATE_NAME.test(host) || !/[.:]/.test(host);
}

/** True when a host is a pattern of the user: the name itself, or `*.` and what it ends with. */
export function matchesHost(host: string, pattern: string): boolean {
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
}

const NAMES_ENCRYPTION = /\b(?:ssl|tls|sslmode|dialectOptions|encrypt)\b|\.\.\./i;

/** True when the options beside an address are written out, and none of them is about encryption. */
export function saysNothingOfEncryption(call: TS.Node, argument: TS.Node, origin: TS.Node | null): boolean {
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return false;
  const written = (node: TS.Node): boolean =>
    ts.isObjectLiteralExpression(node) && !NAMES_ENCRYPTION.test(node.getText());
  const others = (call.arguments ?? []).filter((each) => each !== argument);
  if (!others.every((each) => ts.isStringLiteralLike(each) || ts.isFunctionLike(each) || written(each))) return false;
  if (ts.isObjectLiteralExpression(argument)) return written(argument);
  if (origin === null) return false;
  const { parent } = origin;
  return ts.isPropertyAssignment(parent) ? written(parent.parent) : true;
}
