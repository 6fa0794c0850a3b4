/** Generated API projects for the benchmark: routers, controllers, services and repositories, of any size. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Files of one feature; a project of n files has n / 5 features. */
const FILES_PER_FEATURE = 5;

function feature(index: number): Readonly<Record<string, string>> {
  const name = `Item${String(index)}`;
  const table = `items_${String(index)}`;
  const flawed = index % 10 === 0;
  return {
    [`${name}.routes.ts`]: `import { Router } from 'express';
import { pool } from '../database.js';
import { requireUser } from '../guard.js';
import { ${name}Controller } from './${name}.controller.js';
import { ${name}Repository } from './${name}.repository.js';
import { ${name}Service } from './${name}.service.js';

const controller = new ${name}Controller(new ${name}Service(new ${name}Repository(pool)));
export const router = Router();
router.use(requireUser);
router.get('/', controller.list);
router.get('/:id', controller.find);
router.post('/', controller.create);
router.delete('/:id', controller.remove);
`,
    [`${name}.controller.ts`]: `import type { Request, Response } from 'express';
import type { ${name}Service } from './${name}.service.js';
import { parse${name} } from './${name}.schema.js';

export class ${name}Controller {
  constructor(private readonly service: ${name}Service) {}

  list = async (req: Request, res: Response): Promise<void> => {
    const { search, sort, page } = req.query;
    const items = await this.service.list(String(search ?? ''), String(sort ?? 'id'), Number(page ?? 1));
    res.json({ items, count: items.length });
  };

  find = async (req: Request, res: Response): Promise<void> => {
    const item = await this.service.find(String(req.params.id));
    if (!item) {
      res.status(404).json({ error: 'not found' });
      return;
    }
    res.json(item);
  };

  create = async (req: Request, res: Response): Promise<void> => {
    const input = parse${name}(req.body);
    res.status(201).json(await this.service.create(input));
  };

  remove = async (req: Request, res: Response): Promise<void> => {
    await this.service.remove(String(req.params.id));
    res.sendStatus(204);
  };
}
`,
    [`${name}.service.ts`]: `import type { ${name}, ${name}Repository } from './${name}.repository.js';
import type { ${name}Input } from './${name}.schema.js';

const SORTS = ['id', 'name', 'price'];
const PAGE = 20;

export class ${name}Service {
  constructor(private readonly repository: ${name}Repository) {}

  async list(search: string, sort: string, page: number): Promise<${name}[]> {
    const column = SORTS.includes(sort) ? sort : 'id';
    const offset = Math.max(0, (page - 1) * PAGE);
    const items = await this.repository.search(search.trim().toLowerCase(), ${flawed ? 'sort' : 'column'}, PAGE, offset);
    return items.filter((item) => item.price >= 0 || column === 'id').map((item) => ({ ...item, name: item.name.trim() }));
  }

  async find(id: string): Promise<${name} | undefined> {
    if (!/^\\d+$/.test(id)) return undefined;
    return this.repository.byId(id);
  }

  async create(input: ${name}Input): Promise<${name}> {
    if (input.price > 1000) throw new RangeError('too expensive');
    const name = input.tags.length > 0 ? \`\${input.name} (\${input.tags.join(', ')})\` : input.name;
    return this.repository.insert({ ...input, name });
  }

  async remove(id: string): Promise<void> {
    const item = await this.find(id);
    if (item) await this.repository.remove(String(item.id));
  }
}
`,
    [`${name}.repository.ts`]: `import type { Pool } from 'pg';
import type { ${name}Input } from './${name}.schema.js';

export interface ${name} {
  readonly id: number;
  readonly name: string;
  readonly price: number;
}

export class ${name}Repository {
  constructor(private readonly pool: Pool) {}

  async search(text: string, sort: string, limit: number, offset: number): Promise<${name}[]> {
    const { rows } = await this.pool.query<${name}>(\`SELECT id, name, price FROM ${table} WHERE name ILIKE $1 ORDER BY \${sort} LIMIT $2 OFFSET $3\`, [\`%\${text}%\`, limit, offset]);
    return rows;
  }

  async byId(id: string): Promise<${name} | undefined> {
    const { rows } = await this.pool.query<${name}>('SELECT id, name, price FROM ${table} WHERE id = $1', [id]);
    return rows[0];
  }

  async insert(input: ${name}Input): Promise<${name}> {
    const { rows } = await this.pool.query<${name}>('INSERT INTO ${table} (name, price) VALUES ($1, $2) RETURNING id, name, price', [input.name, input.price]);
    const [row] = rows;
    if (!row) throw new Error('not inserted');
    return row;
  }

  async remove(id: string): Promise<void> {
    await this.pool.query('DELETE FROM ${table} WHERE id = $1', [id]);
  }
}
`,
    [`${name}.schema.ts`]: `import { z } from 'zod';

const schema = z.object({
  name: z.string().min(1).max(80),
  price: z.number().nonnegative(),
  tags: z.array(z.string().max(20)).max(10),
  kind: z.enum(['plain', 'special', 'gift']).default('plain'),
});

export type ${name}Input = z.infer<typeof schema>;

export function parse${name}(value: unknown): ${name}Input {
  return schema.parse(value);
}
`,
  };
}

const SHARED: Readonly<Record<string, string>> = {
  'database.ts': `import { Pool } from 'pg';
export const pool = new Pool({ connectionString: process.env.DATABASE_URL });
`,
  'guard.ts': `import type { NextFunction, Request, Response } from 'express';
import jwt from 'jsonwebtoken';
export function requireUser(req: Request, res: Response, next: NextFunction): void {
  const token = req.headers.authorization?.replace('Bearer ', '');
  if (!token) {
    res.sendStatus(401);
    return;
  }
  try {
    res.locals.user = jwt.verify(token, process.env.JWT_SECRET ?? '', { algorithms: ['HS256'] });
  } catch {
    res.sendStatus(401);
    return;
  }
  next();
}
`,
};

/** Writes a project of about `files` files below a folder and returns their paths. */
export function writeProject(folder: string, files: number, modules: string): readonly string[] {
  const features = Math.max(1, Math.round(files / FILES_PER_FEATURE));
  const written: string[] = [];
  const write = (name: string, text: string): void => {
    const full = path.join(folder, name);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
    written.push(full);
  };
  symlinkSync(modules, path.join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(SHARED)) write(`src/${name}`, text);
  for (let index = 0; index < features; index++)
    for (const [name, text] of Object.entries(feature(index))) write(`src/f${String(index)}/${name}`, text);
  const imports = Array.from(
    { length: features },
    (_, index) => `import { router as r${String(index)} } from './f${String(index)}/Item${String(index)}.routes.js';`,
  );
  const mounts = Array.from(
    { length: features },
    (_, index) => `app.use('/items-${String(index)}', r${String(index)});`,
  );
  write(
    'src/app.ts',
    `import express from 'express';\n${imports.join('\n')}\n\nconst app = express();\napp.use(express.json());\n${mounts.join('\n')}\napp.listen(3000);\n`,
  );
  const config = {
    compilerOptions: {
      target: 'ES2022',
      module: 'nodenext',
      moduleResolution: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      esModuleInterop: true,
      types: ['node'],
    },
    include: ['src'],
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  return written;
}
