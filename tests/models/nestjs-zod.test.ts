import { fixture } from './harness.js';

const HEAD = `import { exec } from 'node:child_process';
import { Body, Controller, Get, Module, Param, Post, Query, UsePipes } from '@nestjs/common';
import { APP_PIPE, NestFactory } from '@nestjs/core';
import { createZodDto, createZodValidationPipe, validate, ZodValidationPipe } from 'nestjs-zod';
import { z } from 'zod';

const Item = z.object({ id: z.uuid(), name: z.string() });
class ItemDto extends createZodDto(Item) {}
class NamedDto extends ItemDto {}
class PlainDto { id: string; }
`;

fixture(
  'nestjs-zod: a pipe of the application',
  `${HEAD}
@Controller('items')
class Items {
  @Post() create(@Body() dto: ItemDto) {
    exec('x ' + dto.id); // quiet
    exec('x ' + dto.name); // sink command
    exec('x ' + dto.other); // quiet
  }
  @Post('named') named(@Body() dto: NamedDto) {
    exec('x ' + dto.id); // quiet
    exec('x ' + dto.name); // sink command
  }
  @Post('plain') plain(@Body() dto: PlainDto) {
    exec('x ' + dto.id); // sink command
  }
  @Get() find(@Query() query: ItemDto, @Param('id') id: string) {
    exec('x ' + query.id); // quiet
    exec('x ' + id); // sink command
  }
  own(@Body() body) {
    exec('x ' + validate(body, ItemDto).id); // quiet
    exec('x ' + validate(body, Item).name); // sink command
  }
}
@Module({ controllers: [Items], providers: [{ provide: APP_PIPE, useClass: ZodValidationPipe }] })
class App {}
void NestFactory.create(App).then((app) => app.listen(1));
`,
);

fixture(
  'nestjs-zod: a pipe that is made, and pipes of methods and parameters',
  `${HEAD}
const Own = createZodValidationPipe({ createValidationException: () => new Error('no') });
@Controller('items')
class Items {
  @Post('a') @UsePipes(ZodValidationPipe) a(@Body() dto: ItemDto) {
    exec('x ' + dto.id); // quiet
    exec('x ' + dto.name); // sink command
  }
  @Post('b') @UsePipes(Own) b(@Body() dto: ItemDto) {
    exec('x ' + dto.id); // quiet
    exec('x ' + dto.name); // sink command
  }
  @Post('c') @UsePipes(new Own()) c(@Body() dto: ItemDto) {
    exec('x ' + dto.id); // quiet
    exec('x ' + dto.name); // sink command
  }
  @Post('d') d(@Body(new ZodValidationPipe(Item)) dto: unknown) {
    exec('x ' + dto.id); // quiet
    exec('x ' + dto.name); // sink command
  }
  @Post('e') e(@Body(new ZodValidationPipe(ItemDto)) dto) {
    exec('x ' + dto.id); // quiet
    exec('x ' + dto.name); // sink command
  }
  @Post('f') f(@Body() dto: ItemDto) {
    exec('x ' + dto.id); // sink command - no pipe is in force
  }
}
`,
);
