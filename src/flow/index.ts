export { Machine } from './machine.js';
