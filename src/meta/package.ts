import { createRequire } from 'node:module';

/** Who the plugin says it is: ESLint prints it with `--print-config` and keys its cache by it. */
export interface PackageIdentity {
  readonly name: string;
  readonly version: string;
}

/** The shape that is read from package.json, which npm writes and checks. */
function isIdentity(value: unknown): value is PackageIdentity {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'version' in value &&
    typeof value.version === 'string'
  );
}

/**
 * Reads name and version from the package's own package.json, which it finds by its own name wherever this code lies.
 * `require` is used because JSON import attributes are experimental in Node 20.
 * @throws {TypeError} when the file lacks one of them.
 */
export function packageIdentity(): PackageIdentity {
  const manifest: unknown = createRequire(import.meta.url)('eslint-plugin-api-security/package.json');
  if (!isIdentity(manifest)) throw new TypeError('package.json lacks a name or a version');
  return { name: manifest.name, version: manifest.version };
}
