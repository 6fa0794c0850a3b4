/** Which code of a program runs in browsers; the facts are in lang. */
export { runsInBrowser } from '../lang/browser.js';
