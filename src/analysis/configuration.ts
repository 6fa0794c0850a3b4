/** Settings of frameworks that stand in files of their own. */
export { checksOriginInHooks, uncheckedOrigin } from '../models/sveltekit/config.js';
