import { expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';

marked(
  'no-system-info-exposure',
  'facts of the machine and the process',
  `
import os from 'node:os';
import express from 'express';

const app = express();
app.get('/status', (req, res) => {
  res.json({ host: os.hostname() }); // report
  res.json({ addresses: os.networkInterfaces() }); // report
  res.json({ node: process.version }); // report
  res.json(process.versions); // report
  res.json({ status: 'ok', uptime: process.uptime() }); // quiet
  console.log(os.hostname()); // quiet
});
`,
);

marked(
  'no-system-info-exposure',
  'the environment',
  `
import express from 'express';

const app = express();
app.get('/status', (req, res) => {
  res.json(process.env); // report
  res.json({ url: process.env.DATABASE_URL }); // report
  res.json({ name: process.env.APP_NAME }); // quiet
  res.json({ configured: Boolean(process.env.API_KEY) }); // quiet
});
`,
);

marked(
  'no-system-info-exposure',
  'settings that a service of the program reads by name',
  `
import { Controller, Get } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';

class Settings {
  constructor(private readonly config: ConfigService) {}
  private get(key: string): string {
    return this.config.get<string>(key) ?? '';
  }
  get lifetime() {
    return Number(this.get('JWT_EXPIRATION_TIME'));
  }
  get region() {
    return this.get('REGION');
  }
  get key() {
    return this.get('STRIPE_SECRET_KEY');
  }
}

@Controller('settings')
export class SettingsController {
  constructor(private readonly settings: Settings) {}
  @Get('lifetime')
  lifetime() {
    return { lifetime: this.settings.lifetime }; // quiet
  }
  @Get('region')
  region() {
    return { region: this.settings.region }; // quiet
  }
  @Get('key')
  key() {
    return { key: this.settings.key }; // report
  }
}
`,
);

it('no-system-info-exposure: tells the whole story', () => {
  const code = `import os from 'node:os';
import express from 'express';

const app = express();

app.get('/status', (_req, res) => {
  res.json({ host: os.hostname() });
});
`;
  expect(reportsOf('no-system-info-exposure', code, 'src/app.ts').map((each) => each.message)).toEqual([
    'System information from `os.hostname()` (src/app.ts:7:20) reaches the answer of `Response.json`. Answer a fixed text, and leave such facts to metrics that only operators can read.',
  ]);
});

marked(
  'no-system-info-exposure',
  'all bindings of a worker',
  `
import { Hono } from 'hono';

const app = new Hono();
app.get('/all', (c) => c.json(c.env)); // report
app.get('/mode', (c) => c.json({ mode: c.env.MODE })); // quiet
`,
);

marked(
  'no-system-info-exposure',
  'facts of the machine for who is known, and for everybody',
  `
import os from 'node:os';
import express from 'express';
import jwt from 'jsonwebtoken';

const app = express();
const known = (req, res, next) => {
  try {
    req.user = jwt.verify(req.headers.authorization, process.env.KEY);
  } catch {
    return res.status(401).end();
  }
  next();
};
app.get('/machine', known, (req, res) => {
  res.json({ host: os.hostname() }); // quiet
  res.json(process.env); // report
});
app.get('/status', (req, res) => {
  res.json({ host: os.hostname() }); // report
});
`,
);

marked(
  'no-system-info-exposure',
  'NestJS: facts of the machine behind a guard',
  `
import os from 'node:os';
import { Controller, Get, Injectable, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';

@Injectable()
export class Machine {
  facts() { return { host: os.hostname() }; }
}

@UseGuards(AuthGuard('jwt'))
@Controller('machine')
export class MachineController {
  constructor(private readonly machine: Machine) {}
  @Get('facts')
  facts() {
    return this.machine.facts(); // quiet
  }
}

@Controller('open')
export class OpenController {
  constructor(private readonly machine: Machine) {}
  @Get('facts')
  facts() {
    return this.machine.facts(); // report
  }
}
`,
);
