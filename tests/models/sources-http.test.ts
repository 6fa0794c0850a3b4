/** Where data of clients comes in: every way that frameworks, events and brokers hand it over, each into one sink. */
import { fixture } from './harness.js';

fixture(
  'Express, uploads and plain servers',
  `import express, { Request, Response, NextFunction, Router } from 'express';
import cookieParser from 'cookie-parser';
import multer from 'multer';
import busboy from 'busboy';
import fileUpload from 'express-fileupload';
import formidable from 'formidable';
import { IncomingForm } from 'formidable';
import { exec } from 'node:child_process';
import http from 'node:http';
import https from 'node:https';
import fs from 'node:fs';
const app = express();
const router = Router();
const upload = multer({ dest: 'uploads' });
app.use(cookieParser());
app.use(fileUpload());
router.all('/a/:id', (req, res) => {
  exec('x ' + req.params.id); // sink command
  exec('x ' + req.query.a); // sink command
  exec('x ' + req.body.a); // sink command
  exec('x ' + req.headers['x-a']); // sink command
  exec('x ' + req.header('x-a')); // sink command
  exec('x ' + req.get('x-a')); // sink command
  exec('x ' + req.cookies.a); // sink command
  exec('x ' + req.signedCookies.a); // quiet
  exec('x ' + req.path); // sink command
  exec('x ' + req.url); // sink command
  exec('x ' + req.originalUrl); // sink command
  exec('x ' + req.hostname); // sink command
  exec('x ' + req.host); // sink command
  exec('x ' + req.subdomains[0]); // sink command
  exec('x ' + req.protocol); // quiet
  exec('x ' + req.ip); // quiet
  exec('x ' + req.ips[0]); // quiet
  exec('x ' + req.method); // quiet
  exec('x ' + req.rawHeaders[1]); // sink command
  exec('x ' + req.headers.cookie); // sink command
  exec('x ' + (req as any).rawBody); // quiet
  exec('x ' + req.param('a')); // sink command
});
app.post('/up', upload.single('f'), (req, res) => {
  exec('x ' + req.file!.originalname); // sink command
  exec('x ' + req.file!.mimetype); // sink command
  exec('x ' + req.file!.fieldname); // sink command
  exec('x ' + req.file!.buffer.toString()); // sink command
  exec('x ' + req.file!.filename); // quiet
  exec('x ' + req.file!.path); // quiet
});
app.post('/ups', upload.array('f'), (req, res) => {
  for (const f of req.files as Express.Multer.File[]) exec('x ' + f.originalname); // sink command
});
app.post('/upf', upload.fields([{ name: 'a' }]), (req, res) => {
  const files = req.files as { [k: string]: Express.Multer.File[] };
  exec('x ' + files['a'][0].originalname); // sink command
});
const disk = multer({ storage: multer.diskStorage({
  filename: (req, file, cb) => { exec('x ' + file.originalname); cb(null, 'a'); }, // sink command
  destination: (req, file, cb) => { cb(null, 'uploads'); },
}) });
app.post('/disk', disk.single('x'), (req, res) => res.end());
app.post('/efu', (req, res) => {
  const f = (req as any).files.x as fileUpload.UploadedFile;
  exec('x ' + f.name); // sink command
});
app.post('/bb', (req, res) => {
  const bb = busboy({ headers: req.headers });
  bb.on('file', (name, file, info) => {
    exec('x ' + info.filename); // sink command
    exec('x ' + info.mimeType); // sink command
    exec('x ' + name); // sink command
    file.pipe(fs.createWriteStream('/srv/' + info.filename)); // sink path
    file.on('data', (d) => exec('x ' + d.toString())); // sink command
  });
  bb.on('field', (name, val, info) => {
    exec('x ' + val); // sink command
    exec('x ' + name); // sink command
  });
  req.pipe(bb);
});
app.post('/fm', async (req, res) => {
  const form = formidable({});
  const [fields, files] = await form.parse(req);
  exec('x ' + fields.a![0]); // sink command
  exec('x ' + files.f![0].originalFilename); // sink command
  exec('x ' + files.f![0].mimetype); // sink command
  new IncomingForm().parse(req, (err, fields, files) => {
    exec('x ' + fields.a); // sink command
    exec('x ' + (files.f as any)[0].originalFilename); // sink command
  });
});
function mw(req: Request, res: Response, next: NextFunction) {
  res.locals.name = req.query.name;
  next();
}
app.get('/mw', mw, (req, res) => {
  exec('x ' + res.locals.name); // sink command
});
app.route('/r').get((req, res) => {
  exec('x ' + req.query.a); // sink command
}).post(async ({ body: { a } }, res) => {
  exec('x ' + a); // sink command
});
class Ctl {
  handle = (req: Request, res: Response) => {
    exec('x ' + req.query.a); // sink command
  };
}
app.get('/ctl', new Ctl().handle);
http.createServer((req, res) => {
  exec('x ' + req.url); // sink command
  exec('x ' + req.headers.host); // sink command
  const u = new URL(req.url!, 'http://localhost');
  exec('x ' + u.searchParams.get('a')); // sink command
  exec('x ' + u.pathname); // sink command
  let body = '';
  req.on('data', (c) => (body += c)); // sink collected
  req.on('end', () => {
    exec('x ' + body); // sink command
    const j = JSON.parse(body);
    exec('x ' + j.name); // sink command
    exec('x ' + new URLSearchParams(body).get('a')); // sink command
  });
});
https.createServer({}, async (req, res) => {
  const chunks: Buffer[] = [];
  for await (const c of req) chunks.push(c as Buffer); // sink collected
  exec('x ' + Buffer.concat(chunks).toString('utf8')); // sink command
  for (const [k, v] of new URL(req.url!, 'http://x').searchParams) exec('x ' + v); // sink command
});
http.createServer().on('request', (req, res) => {
  exec('x ' + req.url); // sink command
}).on('upgrade', (req, socket, head) => {
  exec('x ' + req.url); // sink command
});
app.use((err: any, req: Request, res: Response, next: NextFunction) => {
  exec('x ' + req.url); // sink command
});
`,
);

fixture(
  'Fastify',
  `import Fastify, { FastifyInstance, FastifyRequest, FastifyReply } from 'fastify';
import multipart from '@fastify/multipart';
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import { exec } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import fs from 'node:fs';
const app = Fastify();
app.register(multipart);
app.register(cookie);
app.get<{ Querystring: { a: string }; Params: { id: string } }>('/a/:id', async (request, reply) => {
  exec('x ' + request.query.a); // sink command
  exec('x ' + request.params.id); // sink command
  exec('x ' + (request.body as any).a); // sink command
  exec('x ' + request.headers['x-a']); // sink command
  exec('x ' + request.cookies.a); // sink command
  exec('x ' + request.url); // sink command
  exec('x ' + request.originalUrl); // sink command
  exec('x ' + request.hostname); // sink command
  exec('x ' + request.host); // sink command
  exec('x ' + request.raw.url); // sink command
  exec('x ' + request.id); // quiet
});
app.post('/f', async (request: FastifyRequest, reply: FastifyReply) => {
  const data = await request.file();
  exec('x ' + data!.filename); // sink command
  exec('x ' + data!.mimetype); // sink command
  exec('x ' + (await data!.toBuffer()).toString()); // sink command
  exec('x ' + (data!.fields.a as any).value); // sink command
  await pipeline(data!.file, fs.createWriteStream('/srv/' + data!.filename)); // sink path
  for await (const part of request.parts()) {
    if (part.type === 'file') exec('x ' + part.filename); // sink command
    else exec('x ' + part.value); // sink command
  }
  for await (const part of request.files()) exec('x ' + part.filename); // sink command
  const saved = await request.saveRequestFiles();
  exec('x ' + saved[0].filename); // sink command
});
app.route({ method: 'POST', url: '/r', handler: async (req) => {
  exec('x ' + (req.body as any).a); // sink command
}, preHandler: async (req, reply) => {
  exec('x ' + (req.query as any).a); // sink command
} });
app.addHook('onRequest', async (req) => {
  exec('x ' + req.url); // sink command
});
app.addHook('preHandler', (req, reply, done) => {
  exec('x ' + (req.body as any).q); // sink command
  done();
});
async function plugin(f: FastifyInstance) {
  f.post('/p', async (req) => {
    exec('x ' + (req.body as { q: string }).q); // sink command
  });
  f.get('/ws', { websocket: true }, (socket, req) => {
    socket.on('message', (m) => exec('x ' + m.toString())); // sink command
    exec('x ' + (req.query as any).a); // sink command
  });
}
app.register(plugin);
app.addContentTypeParser('text/plain', { parseAs: 'string' }, (req, body, done) => {
  exec('x ' + body); // sink command
  done(null, body);
});
app.setErrorHandler((err, req, reply) => {
  exec('x ' + req.url); // sink command
});
app.setNotFoundHandler((req, reply) => {
  exec('x ' + req.url); // sink command
});
`,
);

fixture(
  'Koa',
  `import Koa, { Context } from 'koa';
import Router from '@koa/router';
import OldRouter from 'koa-router';
import bodyParser from 'koa-bodyparser';
import { koaBody } from 'koa-body';
import { bodyParser as bp2 } from '@koa/bodyparser';
import multer from '@koa/multer';
import { exec } from 'node:child_process';
const app = new Koa();
const router = new Router();
const old = new OldRouter();
app.use(bodyParser());
router.get('/:id', async (ctx) => {
  exec('x ' + ctx.params.id); // sink command
  exec('x ' + ctx.query.a); // sink command
  exec('x ' + ctx.request.query.a); // sink command
  exec('x ' + ctx.request.body.a); // sink command
  exec('x ' + ctx.request.rawBody); // sink command
  exec('x ' + ctx.querystring); // sink command
  exec('x ' + ctx.search); // sink command
  exec('x ' + ctx.headers['x-a']); // sink command
  exec('x ' + ctx.get('x-a')); // sink command
  exec('x ' + ctx.request.get('x-a')); // sink command
  exec('x ' + ctx.cookies.get('a')); // sink command
  exec('x ' + ctx.path); // sink command
  exec('x ' + ctx.url); // sink command
  exec('x ' + ctx.href); // sink command
  exec('x ' + ctx.host); // sink command
  exec('x ' + ctx.hostname); // sink command
  exec('x ' + ctx.URL.searchParams.get('a')); // sink command
  exec('x ' + ctx.req.url); // sink command
  exec('x ' + ctx.header.foo); // sink command
  exec('x ' + ctx.captures[0]); // sink command
  exec('x ' + ctx.origin); // sink command
  exec('x ' + ctx.subdomains[0]); // sink command
});
router.param('id', (id, ctx, next) => {
  exec('x ' + id); // sink command
  return next();
});
old.post('/x', koaBody({ multipart: true }), async (ctx: Context) => {
  exec('x ' + (ctx.request as any).body.a); // sink command
  exec('x ' + (ctx.request as any).files.f.originalFilename); // sink command
});
router.post('/m', multer().single('f'), (ctx) => {
  exec('x ' + ctx.file.originalname); // sink command
  exec('x ' + ctx.request.file.originalname); // sink command
});
app.use(async (ctx, next) => {
  exec('x ' + ctx.query.a); // sink command
  ctx.state.q = ctx.query.q;
  await next();
});
app.use(async (ctx, next) => {
  exec('x ' + ctx.state.q); // sink command
  await next();
});
app.use(router.routes());
app.use(old.routes());
`,
);

fixture(
  'hapi',
  `import Hapi, { Request, ResponseToolkit } from '@hapi/hapi';
import { exec } from 'node:child_process';
const server = Hapi.server({});
server.route({ method: 'POST', path: '/{id}', handler: (request, h) => {
  exec('x ' + request.params.id); // sink command
  exec('x ' + request.query.a); // sink command
  exec('x ' + (request.payload as any).a); // sink command
  exec('x ' + request.headers['x']); // sink command
  exec('x ' + request.state.c); // sink command
  exec('x ' + request.path); // sink command
  exec('x ' + request.url.pathname); // sink command
  exec('x ' + request.url.searchParams.get('a')); // sink command
  exec('x ' + request.info.host); // sink command
  exec('x ' + request.info.hostname); // sink command
  exec('x ' + request.info.referrer); // sink command
  exec('x ' + request.paramsArray[0]); // sink command
  exec('x ' + request.raw.req.url); // sink command
  exec('x ' + (request.payload as any).file.hapi.filename); // sink command
  return 'x';
} });
server.route([{ method: 'GET', path: '/', options: { pre: [{ method: (req: Request) => req.query.a, assign: 'a' }], handler: (req, h) => {
  exec('x ' + req.pre.a); // sink command
  return 1;
} } }]);
async function handler(request: Request, h: ResponseToolkit) {
  exec('x ' + request.query.q); // sink command
}
server.route({ method: 'GET', path: '/b', handler });
server.ext('onRequest', (request, h) => {
  exec('x ' + request.path); // sink command
  return h.continue;
});
const plugin = { name: 'p', register: async (s: Hapi.Server) => {
  s.route({ method: 'GET', path: '/c', handler: (r) => { exec('x ' + r.query.a); return 1; } }); // sink command
} };
server.register(plugin);
`,
);

fixture(
  'NestJS: middleware, gateways, contexts of transports',
  `import { Injectable, NestMiddleware, Controller } from '@nestjs/common';
import { Request, Response, NextFunction } from 'express';
import { WebSocketGateway, SubscribeMessage, ConnectedSocket, OnGatewayConnection } from '@nestjs/websockets';
import { MessagePattern, Payload, Ctx, RmqContext, KafkaContext } from '@nestjs/microservices';
import { Socket } from 'socket.io';
import { exec } from 'node:child_process';
@Injectable()
export class Mid implements NestMiddleware {
  use(req: Request, res: Response, next: NextFunction) {
    exec('x ' + req.url); // sink command
    next();
  }
}
@WebSocketGateway()
export class W implements OnGatewayConnection {
  @SubscribeMessage('a')
  a(@ConnectedSocket() c: Socket) {
    exec('x ' + c.handshake.query.a); // sink command
  }
  handleConnection(client: Socket) {
    exec('x ' + client.handshake.query.a); // sink command
  }
}
@Controller()
export class M {
  @MessagePattern('a')
  a(@Payload() data: string, @Ctx() ctx: RmqContext) {
    exec('x ' + ctx.getMessage().content.toString()); // sink command
    exec('x ' + ctx.getPattern()); // quiet
  }
  @MessagePattern('b')
  b(@Payload() data: string, @Ctx() ctx: KafkaContext) {
    exec('x ' + ctx.getMessage().value); // sink command
  }
}
`,
);
