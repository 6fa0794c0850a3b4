import { packageIdentity } from './package.js';

/** Returns where a rule's page stands: in the docs folder of the published package, by version. */
export function documentationUrl(rule: string): string {
  const { name, version } = packageIdentity();
  return `https://unpkg.com/${name}@${version}/docs/rules/${rule}.md`;
}
