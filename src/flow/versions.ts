/** Which version of a library a piece of code gets. */
import type { TS } from '../lang/ts.js';
import { satisfies, versionFor } from '../lang/versions.js';
import type { SourceSpec, VersionCondition } from './semantics.js';

/** True when the package that the node's file gets is known to have such a version. */
export function hasVersion(node: TS.Node, { package: name, versions, maybe }: VersionCondition): boolean {
  const version = versionFor(node.getSourceFile().fileName, name);
  return version === null ? maybe === true : satisfies(version, versions);
}

/** Returns what a source gives in the version that a file gets. */
export function sourceInUse(source: SourceSpec, node: TS.Node): SourceSpec {
  const other = node.pos >= 0 ? source.variants?.find((each) => hasVersion(node, each)) : undefined;
  return other ? { ...source, ...other.gives } : source;
}
