/** Resolvers of NestJS whose schema and models are declared elsewhere: what they let in, and what they hash. */
import { expect, it } from 'vitest';
import { linesIn, type Files } from './project.js';

const schema = (input: string): string => `
scalar JSON
type Mutation {
  createUser(input: ${input}!): User!
  changeUser(fields: UserFields!): User!
}
input UserInput { name: String! email: String! password: String! }
input UserFields { name: String password: String }
type User { name: String! }
`;

const RESOLVER = `
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { UserFields, UserInput } from './generated';
import type { UserDocument } from './user.schema';

@Resolver('User')
export class UserResolver {
  constructor(@InjectModel('User') private readonly users: Model<UserDocument>) {}

  @Mutation('createUser')
  async create(@Args('input') input: UserInput) {
    return new this.users(input).save();
  }

  @Mutation()
  async changeUser(@Args('fields') fields: UserFields) {
    return this.users.findOneAndUpdate({ name: 'ours' }, fields);
  }
}
`;

const GENERATED = `
export class UserInput { name: string; email: string; password: string; }
export class UserFields { name?: string; password?: string; }
`;

const USER = (hooks: string): string => `
import bcrypt from 'bcrypt';
import { Schema, type Document } from 'mongoose';

export interface UserDocument extends Document { name: string; password: string; role: string }
export const UserSchema = new Schema({ name: String, password: String, role: String });
${hooks}
`;

const SAVED = `
UserSchema.pre('save', function (next) {
  bcrypt.hash(this.password, 12, (error, hash) => { this.password = hash; next(error); });
});
`;
const UPDATED = `
UserSchema.pre('findOneAndUpdate', async function () {
  const fields = this.getUpdate();
  if (fields.password) fields.password = await bcrypt.hash(fields.password, 12);
});
`;

function program(hooks: string, input = 'UserInput'): Files {
  return {
    'src/user.graphql': schema(input),
    'src/generated.ts': GENERATED,
    'src/user.schema.ts': USER(hooks),
    'src/user.resolver.ts': RESOLVER,
  };
}

const CREATES = 14;
const CHANGES = 19;

it('lets in what the text of a schema declares, and whatever a scalar of its own carries', () => {
  const rule = 'no-mass-assignment';
  expect(linesIn(rule, 'src/user.resolver.ts', program(''))).toEqual([]);
  expect(linesIn(rule, 'src/user.resolver.ts', program('', 'JSON'))).toEqual([CREATES]);
});

it('knows the hooks of an injected model by the schema beside the type of its documents', () => {
  const rule = 'no-plaintext-password';
  expect(linesIn(rule, 'src/user.resolver.ts', program(''))).toEqual([CREATES, CHANGES]);
  expect(linesIn(rule, 'src/user.resolver.ts', program(SAVED))).toEqual([CHANGES]);
  expect(linesIn(rule, 'src/user.resolver.ts', program(UPDATED))).toEqual([CREATES]);
  expect(linesIn(rule, 'src/user.resolver.ts', program(SAVED + UPDATED))).toEqual([]);
});
