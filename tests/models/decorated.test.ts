import { fixture } from './harness.js';

fixture(
  'routing-controllers: parameters, validation and answers',
  `
import { Body, BodyParam, Controller, CookieParam, CurrentUser, Get, HeaderParam, JsonController, NotFoundError, Param, Params, Post, QueryParam, QueryParams, Req, Res } from 'routing-controllers';
import { IsIn } from 'class-validator';
import type { Request, Response } from 'express';
import { exec } from 'node:child_process';
import { Pool } from 'pg';

class Order {
  @IsIn(['name', 'age'])
  column: string;
  text: string;
}

@JsonController('/dogs')
export class DogsController {
  constructor(private readonly pool: Pool) {}
  @Get('/:id')
  one(@Param('id') id: string, @QueryParam('limit') limit: number, @QueryParam('sort') sort: string) {
    this.pool.query('select ' + id); // sink sql
    this.pool.query('select 1 limit ' + limit); // sink page-in-sql
    this.pool.query('select 1 order by ' + sort); // sink sql
    return id; // quiet
  }
  @Post('/')
  add(@Body() order: Order, @Body({ validate: false }) raw: Order, @BodyParam('name') name: string) {
    this.pool.query('select 1 order by ' + order.column); // quiet
    this.pool.query('select 1 order by ' + order.text); // sink sql
    this.pool.query('select 1 order by ' + raw.column); // sink sql
    exec(name); // sink command
  }
  @Get('/all')
  all(@QueryParams() query: any, @Params() params: any, @HeaderParam('x-a') header: string, @CookieParam('c') cookie: string, @CurrentUser() user: any, @Req() request: Request) {
    exec(query.a); // sink command
    exec(params.a); // sink command
    exec(header); // sink command
    exec(cookie); // sink command
    exec(user.name); // quiet
    exec(request.body.a); // sink command
  }
}

@Controller('/pages')
export class Pages {
  @Get('/a')
  page(@QueryParam('name') name: string) {
    return '<b>' + name; // sink html
  }
  @Get('/b')
  send(@QueryParam('name') name: string, @Res() response: Response) {
    return response.send(name); // sink html
  }
}
`,
);

fixture(
  'routing-controllers: a server that validates nothing',
  `
import { Body, createExpressServer, JsonController, Post } from 'routing-controllers';
import { IsIn } from 'class-validator';
import { Pool } from 'pg';

class Order {
  @IsIn(['name', 'age'])
  column: string;
}

@JsonController()
export class DogsController {
  constructor(private readonly pool: Pool) {}
  @Post('/')
  add(@Body() order: Order) {
    this.pool.query('select 1 order by ' + order.column); // sink sql
  }
}
createExpressServer({ controllers: [DogsController], validation: false }).listen(1);
`,
);

const resolver = (options: string, column: string): string => `
import { Arg, Args, buildSchema, Ctx, Mutation, Query, Resolver, Root } from 'type-graphql';
import { IsIn } from 'class-validator';
import { exec } from 'node:child_process';
import { Pool } from 'pg';

class Order {
  @IsIn(['name', 'age'])
  column: string;
  text: string;
}

@Resolver()
export class Dogs {
  constructor(private readonly pool: Pool) {}
  @Query(() => [Object])
  dogs(@Arg('id') id: string, @Arg('limit') limit: number, @Args() all: any, @Ctx() context: any) {
    this.pool.query('select ' + id); // sink sql
    this.pool.query('select 1 limit ' + limit); // sink page-in-sql
    exec(all.name); // sink command
    exec(context.name); // quiet
  }
  @Mutation()
  add(@Arg('order') order: Order) {
    this.pool.query('select 1 order by ' + order.column); // ${column}
    this.pool.query('select 1 order by ' + order.text); // sink sql
  }
}
export const schema = buildSchema({ resolvers: [Dogs]${options} });
`;

fixture("TypeGraphQL: arguments are the client's", resolver('', 'sink sql'));
fixture('TypeGraphQL: a schema that validates', resolver(', validate: { forbidUnknownValues: true }', 'quiet'));

fixture(
  'TypeGraphQL: input types let in what they declare',
  `
import { Arg, Field, InputType, Mutation, Resolver } from 'type-graphql';
import { MongoClient } from 'mongodb';
const users = new MongoClient('mongodb://localhost').db().collection('users');

@InputType()
class Registration {
  @Field()
  name: string;
  @Field(() => JSON)
  more: any;
}

@Resolver()
export class Users {
  @Mutation(() => Boolean)
  async register(@Arg('input') input: Registration, @Arg('raw') raw: any) {
    await users.findOne({ name: input.name }); // quiet
    await users.findOne({ name: input.more }); // sink document-query
    await users.findOne({ name: raw.name }); // sink document-query
  }
}
`,
);
