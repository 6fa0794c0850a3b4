import path from 'node:path';
import { buildPackage } from './lib/build.js';
import { repoRoot } from './lib/repo.js';

await buildPackage(path.join(repoRoot, 'dist'));
