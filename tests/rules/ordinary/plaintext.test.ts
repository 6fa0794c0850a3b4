/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-plaintext-password in ordinary programs', () => {
  marked(
    'no-plaintext-password',
    'stores',
    `import express from 'express';
import { PrismaClient } from '@prisma/client';
import mongoose, { Schema } from 'mongoose';
import { createCipheriv, randomBytes } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { Pool } from 'pg';
import { Entity, Column, PrimaryGeneratedColumn, Repository, BeforeInsert } from 'typeorm';
import { Injectable, Controller, Post, Body } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
const prisma = new PrismaClient(); // quiet
const pool = new Pool(); // quiet
const app = express(); // quiet
app.post('/a', async (req, res) => { await prisma.user.create({ data: { email: req.body.email, password: req.body.password } }); res.sendStatus(201); }); // report
app.post('/b', async (req, res) => { const { email, password } = req.body; await pool.query('INSERT INTO users(email, password) VALUES ($1, $2)', [email, password]); res.sendStatus(201); }); // report
app.post('/c', async (req, res) => { const { rows } = await pool.query('SELECT * FROM users WHERE email = $1 AND password = $2', [req.body.email, req.body.password]); res.json(rows.length); }); // report
const userSchema = new Schema({ email: String, password: String }); // quiet
const User = mongoose.model('User', userSchema); // quiet
app.post('/d', async (req, res) => { await User.create({ email: String(req.body.email), password: req.body.password }); res.sendStatus(201); }); // report
app.post('/e', async (req, res) => { const u = new User({ email: String(req.body.email), password: req.body.password }); await u.save(); res.sendStatus(201); }); // report
const accountSchema = new Schema({ email: String, password: String }); // quiet
accountSchema.pre('save', async function () { this.password = await bcrypt.hash(this.password!, 12); }); // quiet
const Account = mongoose.model('Account', accountSchema); // quiet
app.post('/f', async (req, res) => { const u = new Account({ email: String(req.body.email), password: req.body.password }); await u.save(); res.sendStatus(201); }); // quiet
app.post('/g', async (req, res) => { // quiet
  const c = createCipheriv('aes-256-gcm', Buffer.from(process.env.K!, 'hex'), randomBytes(12)); // quiet
  const password = Buffer.concat([c.update(req.body.password, 'utf8'), c.final()]).toString('hex'); // quiet
  await prisma.user.create({ data: { email: req.body.email, password } }); res.sendStatus(201); // report
});
app.post('/h', async (req, res) => { const password = await bcrypt.hash(req.body.password, 12); await prisma.user.create({ data: { email: req.body.email, password } }); res.sendStatus(201); }); // quiet
app.post('/i', async (req, res) => { const user = await User.findOne({ email: String(req.body.email) }); if (user && user.password === req.body.password) { res.json({ ok: true }); return; } res.sendStatus(401); }); // report
app.post('/j', async (req, res) => { const user = await prisma.user.findUnique({ where: { email: req.body.email } }); if (user?.password !== req.body.password) { res.sendStatus(401); return; } res.sendStatus(200); }); // report
app.post('/k', async (req, res) => { await prisma.user.update({ where: { id: 1 }, data: { password: Buffer.from(req.body.newPassword).toString('base64') } }); res.sendStatus(200); }); // report
app.post('/l', async (req, res) => { const user = await User.findOne({ email: String(req.body.email), password: String(req.body.password) }); res.json(!!user); }); // report
app.post('/n', async (req, res) => { if (req.body.password !== req.body.confirmPassword) { res.sendStatus(400); return; } res.sendStatus(200); }); // quiet
class CreateUserDto { email!: string; password!: string; } // quiet
@Entity() export class Member { @PrimaryGeneratedColumn() id!: number; @Column() email!: string; @Column() password!: string; } // quiet
@Entity() export class Member2 { @PrimaryGeneratedColumn() id!: number; @Column() email!: string; @Column() password!: string; @BeforeInsert() async hash() { this.password = await bcrypt.hash(this.password, 12); } } // quiet
@Injectable() export class MembersService { // quiet
  constructor(@InjectRepository(Member) private readonly repo: Repository<Member>, @InjectRepository(Member2) private readonly repo2: Repository<Member2>) {} // quiet
  async create(dto: CreateUserDto) { const m = this.repo.create({ email: dto.email, password: dto.password }); return this.repo.save(m); } // report
  async create2(dto: CreateUserDto) { const m = new Member(); m.email = dto.email; m.password = dto.password; return this.repo.save(m); } // report
  async create3(dto: CreateUserDto) { const m = this.repo2.create({ email: dto.email, password: dto.password }); return this.repo2.save(m); } // quiet
  async create4(dto: CreateUserDto) { return this.repo.save({ ...dto, password: await bcrypt.hash(dto.password, 12) }); } // quiet
}
@Controller('members') export class MembersController { // quiet
  constructor(private readonly svc: MembersService) {} // quiet
  @Post() create(@Body() dto: CreateUserDto) { return this.svc.create(dto); } // quiet
  @Post('2') create2(@Body() dto: CreateUserDto) { return this.svc.create2(dto); } // quiet
  @Post('3') create3(@Body() dto: CreateUserDto) { return this.svc.create3(dto); } // quiet
  @Post('4') create4(@Body() dto: CreateUserDto) { return this.svc.create4(dto); } // quiet
}`,
  );
  marked(
    'no-plaintext-password',
    'filters and comparisons',
    `import express from 'express';
import mongoose, { Schema } from 'mongoose';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient(); // quiet
const app = express(); // quiet
app.use(express.json()); // quiet
const User = mongoose.model('User', new Schema({ email: String, password: String })); // quiet
app.post('/l', async (req, res) => { const user = await User.findOne({ email: String(req.body.email), password: String(req.body.password) }); res.json(!!user); }); // report
app.post('/l2', async (req, res) => { const user = await User.findOne({ email: String(req.body.email), password: req.body.password }); res.json(!!user); }); // report
app.post('/l3', async (req, res) => { const user = await prisma.user.findFirst({ where: { email: req.body.email, password: req.body.password } }); res.json(!!user); }); // report
app.post('/j', async (req, res) => { const user = await prisma.user.findUnique({ where: { email: req.body.email } }); if (!user || user.password !== req.body.password) { res.sendStatus(401); return; } res.sendStatus(200); }); // report
app.post('/j2', async (req, res) => { const user = await prisma.user.findUnique({ where: { email: req.body.email } }); if (user?.password === req.body.password) { res.sendStatus(200); return; } res.sendStatus(401); }); // report`,
  );
});

describe('no-plaintext-password and hooks of MikroORM', () => {
  marked(
    'no-plaintext-password',
    'entities with and without a hook',
    `import bcrypt from 'bcrypt';
import { Entity, Property, PrimaryKey, BeforeCreate, BeforeUpdate } from '@mikro-orm/core';
import { EntityRepository } from '@mikro-orm/postgresql';
import { InjectRepository } from '@mikro-orm/nestjs';
import { Injectable, Controller, Post, Body } from '@nestjs/common';
class NewMember { password!: string; }
@Entity() export class Plain { @PrimaryKey() id!: number; @Property() password!: string; }
@Entity() export class Hashed {
  @PrimaryKey() id!: number; @Property() password!: string;
  @BeforeCreate() @BeforeUpdate() async hash() { this.password = await bcrypt.hash(this.password, 12); }
}
class Base<T extends object> extends EntityRepository<T> {}
@Injectable() export class Members {
  constructor(
    @InjectRepository(Plain) private readonly plain: EntityRepository<Plain>,
    @InjectRepository(Hashed) private readonly hashed: Base<Hashed>,
  ) {}
  open(dto: NewMember) { return this.plain.create({ password: dto.password }); } // report
  change(member: Plain, dto: NewMember) { return this.plain.assign(member, { password: dto.password }); } // report
  safe(dto: NewMember) { return this.hashed.create({ password: dto.password }); } // quiet
  safeChange(member: Hashed, dto: NewMember) { return this.hashed.assign(member, { password: dto.password }); } // quiet
}
@Controller('members') export class MembersController {
  constructor(private readonly members: Members) {}
  @Post('a') a(@Body() dto: NewMember) { return this.members.open(dto); }
  @Post('b') b(@Body() dto: NewMember) { return this.members.change(new Plain(), dto); }
  @Post('c') c(@Body() dto: NewMember) { return this.members.safe(dto); }
  @Post('d') d(@Body() dto: NewMember) { return this.members.safeChange(new Hashed(), dto); }
}`,
  );
});
