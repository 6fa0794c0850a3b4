/** HttpService of @nestjs/axios (https://docs.nestjs.com/techniques/http-module): the methods of axios, whose answers come as observables. */
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { instanceOf } from '../kit.js';
import { observable } from '../helpers/running.js';
import { axios } from './model.js';

const NATIVE = 'axios.observed';

function observed(name: string): readonly (readonly [string, MemberSpec])[] {
  const call = axios.types?.['AxiosInstance']?.members?.[name]?.call;
  return call ? [[name, { call: { ...call, returns: 'unknown', native: NATIVE } }]] : [];
}

const VERBS = ['request', 'get', 'delete', 'head', 'post', 'put', 'patch', 'postForm', 'putForm', 'patchForm'];

export const nestAxios: LibraryModel = {
  packages: ['@nestjs/axios'],
  exports: { HttpService: { construct: { returns: 'HttpService' } } },
  types: {
    HttpService: {
      members: { ...Object.fromEntries(VERBS.flatMap(observed)), axiosRef: { type: 'axios:AxiosInstance' } },
    },
  },
};

export const nestAxiosNatives: Natives = {
  [NATIVE]: (m, call) => observable(m, call, instanceOf(m, call, 'axios:AxiosResponse')),
};
