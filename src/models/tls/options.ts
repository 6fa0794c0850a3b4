/** How a connection checks who is at the other end (https://nodejs.org/api/tls.html#tlsconnectoptions-callback). */
import type { RoleSpec } from '../schema.js';

/** Options that switch the check off when they are false, and options that do so when they are true. */
const DEMANDS = ['rejectUnauthorized', 'strictSSL', 'tlsValidate', 'sslValidate'];
/**
 * https://www.mongodb.com/docs/drivers/node/current/security/tls/, the `trustServerCertificate` of tedious
 * (https://tediousjs.github.io/tedious/api-connection.html), and what browsers under control are told
 * (https://playwright.dev/docs/api/class-browser#browser-new-context-option-ignore-https-errors).
 */
const WAIVES = [
  'tlsAllowInvalidCertificates',
  'tlsAllowInvalidHostnames',
  'tlsInsecure',
  'trustServerCertificate',
  'ignoreHTTPSErrors',
  'acceptInsecureCerts',
];
/** The least version, by its name and by the name of a method that speaks one version only. */
const LEAST = ['minVersion', 'maxVersion', 'secureProtocol'];

/**
 * The options of TLS, wherever a library takes them. Parts are named by what they do: `rejects` switches the check off when
 * it is false, `accepts` when it is true, `identity` is the function that compares names, `least` is a version.
 */
export function tlsOptions(...places: readonly string[]): RoleSpec {
  return {
    role: 'tls.options',
    parts: Object.fromEntries(
      places.flatMap((at, index): readonly (readonly [string, string])[] => [
        ...DEMANDS.map((name) => [`rejects.${name}${String(index)}`, `${at}.${name}`] as const),
        ...WAIVES.map((name) => [`accepts.${name}${String(index)}`, `${at}.${name}`] as const),
        ...LEAST.map((name) => [`least.${name}${String(index)}`, `${at}.${name}`] as const),
        [`identity${String(index)}`, `${at}.checkServerIdentity`],
      ]),
    ),
  };
}

/** The versions that a server lets in; whether it asks for certificates of clients is its own affair. */
export function tlsVersions(...places: readonly string[]): RoleSpec {
  return {
    role: 'tls.options',
    parts: Object.fromEntries(
      places.flatMap((at, index) => LEAST.map((name) => [`least.${name}${String(index)}`, `${at}.${name}`])),
    ),
  };
}

/**
 * A connection whose host is an option, and whose encryption another option switches: `off` does without when it is false,
 * `waived` when it is true.
 */
export function plainOptions(host: string, switches: { readonly off?: string; readonly waived?: string }): RoleSpec {
  return { role: 'tls.plain', parts: { host, ...switches } };
}

/** A connection that is not encrypted unless an option says how: its host is at a slot. */
export function plainWithout(host: string, option: string): RoleSpec {
  return { role: 'tls.missing', parts: { host }, when: [{ at: option, absent: true }] };
}
