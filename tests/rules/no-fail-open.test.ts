import { marked } from './marked.js';
import rule from '../../src/rules/no-fail-open.js';
import { ruleTester } from './tester.js';

const filename = 'file.ts';
const HEAD = `import type { NextFunction, Request, Response } from 'express';
import jwt from 'jsonwebtoken';
import passport from 'passport';
const key = process.env.KEY!;
async function known(token: string) { if (!(await fetch('https://ids.example/' + token)).ok) throw new Error('unknown'); }
`;
const guard = (body: string): string =>
  `${HEAD}export function guard(req: Request, res: Response, next: NextFunction) {\n${body}\n}`;

const NEST = `import { CanActivate, ExecutionContext, ForbiddenException, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
`;
const nest = (body: string): string =>
  `${NEST}export class Guard implements CanActivate { constructor(private readonly jwt: JwtService) {}
private async member(id: string): Promise<boolean> { return id !== ''; }
async canActivate(context: ExecutionContext): Promise<boolean> { const { user, token } = context.switchToHttp().getRequest();
${body}
} }`;

ruleTester.run('no-fail-open', rule, {
  valid: [
    {
      name: 'a check that calls back, in an async guard',
      filename,
      code: `${HEAD}export async function guard(req: Request, res: Response, next: NextFunction) {
  jwt.verify(String(req.get('x')), key, async (error) => { if (error) return void res.sendStatus(401); next(); });
}`,
    },
    {
      name: 'a callback that turns away, by whatever it is told',
      filename,
      code: guard(`const token = req.get('x'); if (!token) return res.sendStatus(401);
jwt.verify(token, key, (error, claims) => { if (error) { console.warn('bad'); return res.sendStatus(401); } res.locals.claims = claims; next(); });
jwt.verify(token, key, (error, claims) => { if (claims) next(); else res.sendStatus(401); });
jwt.verify(token, key, (error) => { error ? res.sendStatus(401) : next(); });`),
    },
    {
      name: 'whoever is not known may pass: nothing turns anybody away',
      filename,
      code: guard(`jwt.verify(String(req.get('x')), key, (error, claims) => { res.locals.claims = claims; next(); });`),
    },
    {
      name: 'the catch branch turns away',
      filename,
      code: guard(`try { jwt.verify(String(req.get('x')), key); next(); } catch { res.sendStatus(401); }`),
    },
    {
      name: 'the catch branch hands the error on',
      filename,
      code: guard(
        `if (!req.get('x')) return res.sendStatus(401); try { jwt.verify(String(req.get('x')), key); next(); } catch (e) { next(e); }`,
      ),
    },
    {
      name: 'an optional sign-in denies nobody',
      filename,
      code: guard(
        `try { res.locals.u = jwt.verify(String(req.get('x')), key); } catch { res.locals.u = null; }\nnext();`,
      ),
    },
    {
      name: 'a denial that leaves',
      filename,
      code: guard(`if (!req.get('x')) { res.status(401).end(); return; }\nnext();`),
    },
    {
      name: 'a denial in the other branch',
      filename,
      code: guard(`if (req.get('x')) next();\nelse res.sendStatus(403);`),
    },
    {
      name: 'a default that turns away',
      filename,
      code: guard(`switch (res.locals.plan) { case 'pro': next(); break; default: res.sendStatus(402); }`),
    },
    {
      name: 'a check that is awaited',
      filename,
      code: `${HEAD}export async function guard(req: Request, res: Response, next: NextFunction) {\nawait known(String(req.get('x')));\nnext(); }`,
    },
    {
      name: 'a callback that looks at the user',
      filename,
      code: guard(
        `passport.authenticate('jwt', (e: unknown, user: unknown) => { if (!user) return res.sendStatus(401); return next(); })(req, res, next);`,
      ),
    },
    { name: 'Nest: thrown', filename, code: nest(`if (!user) throw new ForbiddenException();\nreturn true;`) },
    {
      name: 'Nest: the promise is awaited',
      filename,
      code: nest(`if (!(await this.member(user.id))) throw new ForbiddenException();\nreturn true;`),
    },
    {
      name: 'Nest: the catch branch throws',
      filename,
      code: nest(
        `try { await this.jwt.verifyAsync(token); return true; } catch { throw new UnauthorizedException(); }`,
      ),
    },
  ],
  invalid: [
    {
      name: 'the catch branch passes',
      filename,
      code: guard(
        `if (!req.get('x')) return res.sendStatus(401);\ntry { jwt.verify(String(req.get('x')), key); next(); }\ncatch { next(); }`,
      ),
      errors: [{ messageId: 'catch', line: 9 }],
    },
    {
      name: 'a denial that does not leave',
      filename,
      code: guard(`if (!req.get('x')) {\nres.status(401).end(); }\nnext();`),
      errors: [{ messageId: 'denial', line: 8 }],
    },
    {
      name: 'a default that passes',
      filename,
      code: guard(`switch (res.locals.plan) { case 'free': res.sendStatus(402); break;\ndefault: next(); }`),
      errors: [{ messageId: 'default', line: 8 }],
    },
    {
      name: 'a check that nobody waits for',
      filename,
      code: guard(`known(String(req.get('x')));\nnext();`),
      errors: [{ messageId: 'not-awaited', line: 7 }],
    },
    {
      name: 'a callback that notes the error of a check, or does not look at it',
      filename,
      code: guard(`const token = req.get('x'); if (!token) return res.sendStatus(401);
jwt.verify(token, key, (error, claims) => { if (error) { console.warn('bad'); } res.locals.claims = claims;
next(); });
jwt.verify(token, key, (error, claims) => { res.locals.claims = claims;
next(); });`),
      errors: [
        { messageId: 'not-heeded', line: 9 },
        { messageId: 'not-heeded', line: 11 },
      ],
    },
    {
      name: 'a callback that does not look at the user',
      filename,
      code: guard(
        `passport.authenticate('jwt', (e: unknown, user: unknown) => { res.locals.user = user;\nnext(); })(req, res, next);`,
      ),
      errors: [{ messageId: 'not-asked', line: 8 }],
    },
    {
      name: 'Nest: made and not thrown',
      filename,
      code: nest(`if (!user) new ForbiddenException();\nreturn true;`),
      errors: [{ messageId: 'not-thrown', line: 6 }],
    },
    {
      name: 'Nest: a promise is asked',
      filename,
      code: nest(`if (!this.member(user.id)) throw new ForbiddenException();\nreturn true;`),
      errors: [{ messageId: 'promise-tested', line: 6 }],
    },
    {
      name: 'Nest: the catch branch answers true',
      filename,
      code: nest(`try { await this.jwt.verifyAsync(token); return true; } catch {\nreturn true; }`),
      errors: [{ messageId: 'catch', line: 7 }],
    },
    {
      name: 'Fastify: the failure ends in the log',
      filename,
      code: `import Fastify from 'fastify';\nconst app = Fastify();
app.addHook('onRequest', async (request) => { await request.jwtVerify().catch((e) => request.log.warn(e)); });
app.addHook('onRequest', async (request, reply) => { await request.jwtVerify().catch(() => reply.code(401).send()); });`,
      errors: [{ messageId: 'swallowed', line: 3 }],
    },
  ],
});

marked(
  'no-fail-open',
  'authorizers that let everybody in',
  `
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import jwt from 'jsonwebtoken';

const policy = (principalId: string, resource: string) => ({
  principalId, // quiet
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: resource }] },
});
export const open = async (event: APIGatewayTokenAuthorizerEvent) => {
  console.log(event.methodArn);
  return { principalId: 'user', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }] } }; // report
};
export const closed = async (event: APIGatewayTokenAuthorizerEvent) => {
  const { sub } = jwt.verify(event.authorizationToken, process.env.KEY, { algorithms: ['HS256'] }) as { sub: string };
  return { principalId: sub, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }] } }; // quiet
};
export const behind = async (event: APIGatewayTokenAuthorizerEvent) => {
  let principalId = 'nobody';
  try {
    principalId = (jwt.verify(event.authorizationToken, process.env.KEY, { algorithms: ['HS256'] }) as { sub: string }).sub;
  } catch {
    console.warn('bad token');
  }
  return { principalId, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }] } }; // report
};
export const denied = async (event: APIGatewayTokenAuthorizerEvent) => {
  let principalId = 'nobody';
  try {
    principalId = (jwt.verify(event.authorizationToken, process.env.KEY, { algorithms: ['HS256'] }) as { sub: string }).sub;
  } catch {
    throw new Error('Unauthorized');
  }
  return policy(principalId, event.methodArn); // quiet
};
`,
);

marked(
  'no-fail-open',
  'a guard whose answer is what it finds in a list',
  `
import { CanActivate, ExecutionContext } from '@nestjs/common';
export class Open implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    try {
      return context.switchToHttp().getRequest().user.roles.includes('admin');
    } catch {
      return true; // report
    }
  }
}
export class Closed implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    try {
      return context.switchToHttp().getRequest().user.roles.includes('admin');
    } catch {
      return false; // quiet
    }
  }
}
`,
);
