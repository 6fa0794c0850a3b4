/** Which code of a program runs in browsers; the facts are in lang. */
import type { FileAnalysis } from '../analysis/analysis.js';
import { isLoadedByPages } from '../analysis/pages.js';

export { isRelativeAddress, runsInBrowser } from '../lang/browser.js';

/** True when only code that runs in browsers uses the file. */
export function isForPages({ project, file }: FileAnalysis): boolean {
  return isLoadedByPages(project, file);
}
