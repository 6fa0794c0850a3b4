/** Settings of frameworks that stand in files of their own. */
export { uncheckedOrigin } from '../models/sveltekit/config.js';
