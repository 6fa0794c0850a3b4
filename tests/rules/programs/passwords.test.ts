/** Passwords on their way into stores, through models that stand in files of their own. */
import { describe } from 'vitest';
import { markedFiles } from '../marked-files.js';

describe('passwords of services of several files', () => {
  markedFiles('documents of Mongoose that are found, changed and saved', {
    'src/models/user.ts': `import mongoose from 'mongoose';
const schema = new mongoose.Schema({ email: String, password: { type: String, required: true } });
export const User = mongoose.model('User', schema);
`,
    'src/models/member.ts': `import mongoose from 'mongoose';
import bcrypt from 'bcrypt';
const schema = new mongoose.Schema({ email: String, password: { type: String, required: true } });
schema.pre('save', async function () {
  if (!this.isModified('password')) return;
  this.password = await bcrypt.hash(this.password, 12);
});
export const Member = mongoose.model('Member', schema);
`,
    'src/models/plugins.ts': `import mongoose from 'mongoose';
import bcrypt from 'bcrypt';
import { secure } from '@acme/secure';
const hashing = (schema: mongoose.Schema) => {
  schema.pre('save', async function () { this.set('password', await bcrypt.hash(this.get('password'), 12)); });
};
const counting = (schema: mongoose.Schema) => { schema.add({ count: Number }); };
const fields = { email: String, password: String };
const own = new mongoose.Schema(fields);
own.plugin(hashing);
export const Own = mongoose.model('Own', own);
const others = new mongoose.Schema(fields);
others.plugin(secure);
export const Others = mongoose.model('Others', others);
const plain = new mongoose.Schema(fields);
plain.plugin(counting);
export const Plain = mongoose.model('Plain', plain);
`,
    'src/routes.ts': `import { Router } from 'express';
import { User } from './models/user.js';
import { Member } from './models/member.js';
import { Others, Own, Plain } from './models/plugins.js';
export const routes = Router();
routes.patch('/a/:id', async (req, res) => {
  const user = await User.findById(req.params.id);
  user!.password = req.body.password;
  await user!.save(); // report no-plaintext-password
  res.sendStatus(204);
});
routes.patch('/b/:id', async (req, res) => {
  const user = await User.findOne({ _id: String(req.params.id) }).orFail().exec();
  user.password = req.body.password;
  await user.save(); // report no-plaintext-password
  res.sendStatus(204);
});
routes.patch('/c/:id', async (req, res) => {
  const user = await Member.findById(req.params.id);
  user!.password = req.body.password;
  await user!.save();
  res.sendStatus(204);
});
routes.patch('/d/:id', async (req, res) => {
  const user = await User.findById(req.params.id);
  user!.email = req.body.email;
  await user!.save();
  res.sendStatus(204);
});
routes.post('/e', async (req, res) => {
  await Own.create({ email: req.body.email, password: req.body.password });
  await Others.create({ email: req.body.email, password: req.body.password });
  await Plain.create({ email: req.body.email, password: req.body.password }); // report no-plaintext-password
  res.sendStatus(204);
});
`,
  });

  markedFiles('entities of TypeORM that hash before they are stored, and others', {
    'src/user.entity.ts': `import { BeforeInsert, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import * as bcrypt from 'bcrypt';
@Entity()
export class User {
  static hashPassword(password: string): Promise<string> {
    return new Promise((resolve, reject) => {
      bcrypt.hash(password, 10, (err, hash) => {
        if (err) {
          return reject(err);
        }
        resolve(hash);
      });
    });
  }
  @PrimaryGeneratedColumn() id!: number;
  @Column() password!: string;
  @BeforeInsert()
  async hashPassword(): Promise<void> {
    this.password = await User.hashPassword(this.password);
  }
}
`,
    'src/plain.entity.ts': `import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity()
export class Plain {
  @PrimaryGeneratedColumn() id!: number;
  @Column() password!: string;
}
`,
    'src/repositories.ts': `import { EntityRepository, Repository } from 'typeorm';
import { Plain } from './plain.entity.js';
import { User } from './user.entity.js';
@EntityRepository(User)
export class UserRepository extends Repository<User> {}
@EntityRepository(Plain)
export class PlainRepository extends Repository<Plain> {}
`,
    'src/service.ts': `import { Repository } from 'typeorm';
import { Plain } from './plain.entity.js';
import { PlainRepository, UserRepository } from './repositories.js';
import { User } from './user.entity.js';
export class Service {
  constructor(
    private readonly users: UserRepository,
    private readonly plains: PlainRepository,
    private readonly declaredUsers: Repository<User>,
    private readonly declaredPlains: Repository<Plain>,
  ) {}
  user(user: User) { return this.users.save(user); }
  plain(plain: Plain) { return this.plains.save(plain); }
  declaredUser(password: string) { return this.declaredUsers.create({ password }); }
  declaredPlain(password: string) { return this.declaredPlains.create({ password }); }
}
`,
    'src/controller.ts': `import { Body, Controller, Post } from '@nestjs/common';
import { Plain } from './plain.entity.js';
import { Service } from './service.js';
import { User } from './user.entity.js';
@Controller()
export class Users {
  constructor(private readonly service: Service) {}
  @Post('a') a(@Body() body: { password: string }) {
    const user = new User();
    user.password = body.password;
    return this.service.user(user);
  }
  @Post('b') b(@Body() body: { password: string }) {
    const plain = new Plain();
    plain.password = body.password;
    return this.service.plain(plain); // report no-plaintext-password
  }
  @Post('c') c(@Body() body: { password: string }) { return this.service.declaredUser(body.password); }
  @Post('d') d(@Body() body: { password: string }) { return this.service.declaredPlain(body.password); } // report no-plaintext-password
}
`,
  });

  markedFiles('salts of a helper in another file', {
    'src/passwords.ts': `import { randomBytes, scryptSync } from 'node:crypto';
const costs = { N: 131072, r: 8, p: 1, maxmem: 2 ** 28 };
export const fixed = (password: string) => scryptSync(password, 'pepper', 64, costs);
export const drawn = (password: string) => scryptSync(password, randomBytes(16), 64, costs);
`,
    'src/routes.ts': `import { Router } from 'express';
import { drawn, fixed } from './passwords.js';
export const routes = Router();
routes.post('/a', (req, res) => {
  const hash = fixed(req.body.password); // report no-weak-password-hash
  res.json({ ok: hash.length });
});
routes.post('/b', (req, res) => {
  const hash = drawn(req.body.password);
  res.json({ ok: hash.length });
});
`,
  });
});
