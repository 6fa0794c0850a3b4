/** Which code of a program runs in browsers; the facts are in lang. */
export { isRelativeAddress, runsInBrowser } from '../lang/browser.js';
