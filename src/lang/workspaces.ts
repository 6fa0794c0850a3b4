/** Packages of one repository that depend on each other by name. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { workspacePatterns } from './manifests.js';
import { upwards } from './upwards.js';

/** True when something is installed under a name and is no link to a package of the repository. */
function isInstalled(folder: string, name: string): boolean {
  for (const each of upwards(folder)) {
    try {
      return !lstatSync(path.join(each, 'node_modules', name)).isSymbolicLink();
    } catch {
      // Not here: look further up.
    }
  }
  return false;
}

/**
 * Returns a test of names for a package.json: true for those that are, or may be, packages of the same repository. It
 * reads the file system when it is asked, and never throws.
 */
export function localPackages(manifestFile: string): (name: string) => boolean {
  const folder = path.dirname(path.resolve(manifestFile));
  let hasWorkspaces: boolean | null = null;
  return (name) => {
    hasWorkspaces ??= [...upwards(folder)].some((each) => workspacePatterns(each) !== null);
    return hasWorkspaces && !isInstalled(folder, name);
  };
}
