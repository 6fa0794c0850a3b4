/** What the model of Drizzle leaves to code. */
import type { Natives } from '../schema.js';
import { drizzleAmountNatives } from './amounts.js';
import { drizzleConditionNatives } from './conditions.js';
import { drizzleNatives as rowNatives } from './rows.js';

export const drizzleNatives: Natives = { ...rowNatives, ...drizzleAmountNatives, ...drizzleConditionNatives };
