/** Answers that take `req.user` along whole: what that is depends on what the project's strategies tell passport. */
import { marked } from './marked.js';

const HEAD = `
import express from 'express';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import mongoose from 'mongoose';

const User = mongoose.model('User', new mongoose.Schema({ email: String, passwordHash: String }));
const app = express();
`;

marked(
  'no-excessive-data-exposure',
  'the record that a strategy has found',
  `${HEAD}
passport.use(new Strategy({ secretOrKey: process.env.KEY }, async (payload, done) => {
  const user = await User.findById(payload.sub);
  return user ? done(null, user) : done(null, false);
}));
app.get('/me', passport.authenticate('jwt', { session: false }), (req, res) => {
  res.json(req.user); // report
  res.json({ user: req.user }); // report
  res.json({ id: req.user.id }); // quiet
  res.json(req.user.email); // quiet
});
`,
);

marked(
  'no-excessive-data-exposure',
  'what a strategy has left out, or only one of two has found',
  `${HEAD}
passport.use(new Strategy({ secretOrKey: process.env.KEY }, async (payload, done) => {
  done(null, await User.findById(payload.sub).select('-passwordHash'));
}));
app.get('/me', passport.authenticate('jwt', { session: false }), async (req, res) => {
  res.json(req.user); // quiet
  res.json(await User.findById('1')); // report
});
`,
);

marked(
  'no-excessive-data-exposure',
  'claims of a token beside a record',
  `${HEAD}
passport.use(new Strategy({ secretOrKey: process.env.KEY }, (payload, done) => done(null, { id: payload.sub })));
passport.deserializeUser(async (id, done) => done(null, await User.findById(id)));
app.get('/me', passport.authenticate('jwt', { session: false }), async (req, res) => {
  res.json(req.user); // quiet
  res.json(await User.findById('1')); // report
});
`,
);

const NEST = (found: string): string => `
import { Controller, Get, Req, UseGuards, Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { InjectRepository } from '@nestjs/typeorm';
import { Strategy } from 'passport-jwt';
import { Column, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
import { Request } from 'express';

@Entity()
class User {
  @PrimaryGeneratedColumn() id: string;
  @Column() passwordHash: string;
}
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {
    super({ secretOrKey: process.env.KEY });
  }
  async validate(payload: { sub: string }) {
    return ${found};
  }
}
@Controller('me')
@UseGuards(AuthGuard('jwt'))
export class MeController {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}
  @Get('all')
  all() {
    return this.users.find({ take: 5 }); // report
  }
  @Get('id')
  id(@Req() req: Request) {
    return { id: req.user.id }; // quiet
  }
  @Get()
  me(@Req() req: Request) {
    return req.user; // ${found.includes('users') ? 'report' : 'quiet'}
  }
}
`;

marked(
  'no-excessive-data-exposure',
  'the entity that a strategy of NestJS returns',
  NEST('this.users.findOneBy({ id: payload.sub })'),
);
marked('no-excessive-data-exposure', 'the claims that a strategy of NestJS returns', NEST('{ id: payload.sub }'));
