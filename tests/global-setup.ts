import { prepareCases } from '../scripts/prepare-cases.js';

/** Runs once before all tests, so that a fresh clone needs no step of its own for the generated Prisma client. */
export default function setup(): void {
  prepareCases();
}
