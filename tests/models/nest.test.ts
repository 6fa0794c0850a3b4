import { fixture } from './harness.js';

fixture(
  'NestJS: parameters, pipes and answers',
  `
import { BadRequestException, Body, Controller, createParamDecorator, DefaultValuePipe, ExecutionContext, Get, Header, Headers, Injectable, Param, ParseBoolPipe, ParseEnumPipe, ParseIntPipe, ParseUUIDPipe, Post, Query, Redirect, Req, Res, UsePipes } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Pool } from 'pg';

enum Sort { Name = 'name', Age = 'age' }

@Injectable()
class ColumnPipe {
  transform(value: string): string {
    if (!['name', 'age'].includes(value)) throw new BadRequestException('unknown column');
    return value;
  }
}

class TrimPipe {
  transform(value: string) {
    return value.trim();
  }
}

const Tenant = createParamDecorator((data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest().headers['x-tenant']);
const CurrentUser = createParamDecorator((data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest().user);

@Injectable()
class Dogs {
  constructor(private readonly pool: Pool) {}
  find(text: string) {
    return this.pool.query(text); // sink sql
  }
}

@Controller('dogs')
export class DogsController {
  constructor(private readonly pool: Pool, private readonly dogs: Dogs) {}

  @Get('int/:id')
  byInt(@Param('id', ParseIntPipe) id: number, @Param('id') raw: number) {
    void this.pool.query('SELECT ' + id); // quiet
    void this.pool.query('SELECT ' + raw); // sink sql
  }

  @Get('uuid/:id')
  byUuid(@Param('id', new ParseUUIDPipe({ version: '4' })) id: string, @Param() all: { id: string }) {
    void this.pool.query(\`SELECT '\${id}'\`); // quiet
    void this.pool.query(\`SELECT '\${all.id}'\`); // sink sql
  }

  @Get('enum')
  byEnum(@Query('sort', new ParseEnumPipe(Sort)) sort: Sort, @Query('tame', ParseBoolPipe) tame: boolean, @Query('plain') plain: Sort) {
    void this.pool.query('SELECT ' + sort + tame); // quiet
    void this.pool.query('SELECT ' + plain); // sink sql
  }

  @Get('own')
  byOwn(@Query('sort', ColumnPipe) sort: string, @Query('other', TrimPipe) other: string, @Query('page', new DefaultValuePipe(1), ParseIntPipe) page: number, @Query('d', new DefaultValuePipe('x')) d: string) {
    void this.pool.query('SELECT ' + sort + page); // quiet
    void this.pool.query('SELECT ' + other); // sink sql
    void this.pool.query('SELECT ' + d); // sink sql
  }

  @Get('used')
  @UsePipes(ColumnPipe)
  used(@Query('sort') sort: string) {
    void this.pool.query('SELECT ' + sort); // quiet
  }

  @Post()
  async create(@Body() body: { name: string }, @Body('age') age: string, @Headers('x-a') header: string, @Tenant() tenant: string, @CurrentUser() user: { id: string }) {
    await this.pool.query('SELECT ' + body.name); // sink sql
    await this.pool.query('SELECT ' + age); // sink sql
    await this.pool.query('SELECT ' + header); // sink sql
    await this.pool.query('SELECT ' + tenant); // sink sql
    await this.pool.query('SELECT ' + user.id); // quiet
    await this.dogs.find('SELECT ' + body.name);
    return { name: body.name }; // quiet
  }

  @Get('raw')
  raw(@Req() req: Request, @Res() res: Response) {
    void this.pool.query('SELECT ' + req.query.sort); // sink sql
    res.redirect(String(req.query.to)); // sink redirect
  }

  @Get('page')
  page(@Query('name') name: string) {
    return \`<h1>\${name}</h1>\`; // sink html
  }

  @Get('plain')
  @Header('Content-Type', 'text/plain')
  plain(@Query('name') name: string) {
    return \`hello \${name}\`; // quiet
  }

  @Get('go')
  @Redirect('/')
  go(@Query('to') to: string, @Query('id') id: string) {
    if (id) return { url: '/dogs/' + id }; // quiet
    return { url: to }; // sink redirect
  }
}
`,
);

fixture(
  'NestJS: messages and resolvers',
  `
import { Controller } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { EventPattern, Payload } from '@nestjs/microservices';
import { MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { Pool } from 'pg';

const pool = new Pool();

@Controller()
export class Events {
  @EventPattern('created')
  created(@Payload() event: { table: string }) {
    void pool.query('SELECT ' + event.table); // sink sql
  }

  @EventPattern('bare')
  bare(event: { table: string }) {
    void pool.query('SELECT ' + event.table); // sink sql
    void pool.query('SELECT $1', [event.table]); // quiet
  }

  @SubscribeMessage('say')
  say(client: { id: string }, room: string) {
    void pool.query('SELECT ' + room); // sink sql
    void pool.query('SELECT ' + client.id); // quiet
  }

  @SubscribeMessage('chat')
  chat(@MessageBody('room') room: string) {
    void pool.query('SELECT ' + room); // sink sql
  }
}

@Resolver()
export class Farms {
  @Query(() => String)
  farm(@Args('name') name: string, @Context() context: { req: Request }) {
    void pool.query('SELECT ' + name); // sink sql
    void pool.query('SELECT ' + context.req.headers['x-a']); // sink sql
    void pool.query('SELECT $1', [name]); // quiet
  }
}
`,
);

fixture(
  'NestJS: pipes of a gateway see the message that no decorator names; those of the application do not',
  `
import { UsePipes, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Matches } from 'class-validator';
import { Pool } from 'pg';

const pool = new Pool();

class Room {
  @Matches(/^[a-z]+$/)
  name: string;
  title: string;
}

@UsePipes(new ValidationPipe())
@WebSocketGateway()
export class Checked {
  @SubscribeMessage('enter')
  enter(client: { id: string }, room: Room) {
    void pool.query('SELECT ' + room.name); // quiet
    void pool.query('SELECT ' + room.title); // sink sql
  }
}

@WebSocketGateway()
export class Unchecked {
  @SubscribeMessage('leave')
  leave(client: { id: string }, room: Room) {
    void pool.query('SELECT ' + room.name); // sink sql
  }
}

async function bootstrap() {
  const app = await NestFactory.create(class Module {});
  app.useGlobalPipes(new ValidationPipe());
  await app.listen(3000);
}
void bootstrap();
`,
);

fixture(
  'GraphQL: arguments are what the schema lets in',
  `
import { Args, ArgsType, Field, InputType, Mutation, PartialType, Resolver } from '@nestjs/graphql';
import { MongoClient } from 'mongodb';
const farms = new MongoClient('mongodb://localhost').db().collection('farms');

@InputType()
class FarmInput {
  @Field() name: string;
  @Field(() => JSON) more: any;
}
@InputType()
class FarmChange extends PartialType(FarmInput) {
  @Field() reason: string;
}

@Resolver()
export class Farms {
  @Mutation(() => String)
  async find(
    @Args('name') name: string,
    @Args({ name: 'count', type: () => Number }) count: number,
    @Args('word', { nullable: true }) word: string | null,
    @Args('more') more: any,
    @Args('names', { type: () => [String] }) names: string[],
    @Args('input') input: FarmInput,
    @Args('change') change: FarmChange,
  ) {
    await farms.findOne({ name }); // quiet
    await farms.findOne({ count }); // quiet
    await farms.findOne({ name: word }); // quiet
    await farms.findOne({ name: more }); // sink document-query
    await farms.findOne({ name: names[0] }); // quiet
    await farms.findOne({ name: input.name }); // quiet
    await farms.findOne({ name: input.more }); // sink document-query
    await farms.findOne({ name: change.reason }); // quiet
    await farms.findOne({ name: change.more }); // sink document-query
  }
}
`,
);
