import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Plain } from '../model/data.ts';
import type { Field } from '../model/kind.ts';
import { perObject } from '../model/per-object.ts';
import { accepts } from './plainly.ts';

/*
 * One compiled validator for each distinct schema: many fields say no more than `type: string`, so a seed needs few.
 * Loading ajv costs about 20 ms and each compilation about one, so nothing is compiled before its first use: the bundle does not
 * even load it before that, and a value that is seen to be right without it does not need it.
 */

let ajv: Ajv2020 | undefined;
const compiled = new Map<string, ValidateFunction>();

const compile = (schema: Field['schema']): ValidateFunction => {
  // `validateSchema` is off because a test judges every kind file; `verbose` gives errors the value they are about.
  ajv ??= new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    validateSchema: false,
    meta: false,
    verbose: true,
  });
  return ajv.compile(schema);
};

/** By the schema itself, so that its text is made once and not for every value. */
const judgeOf = perObject((schema: Field['schema']): ValidateFunction => {
  const { default: _, ...judging } = schema;
  const key = JSON.stringify(judging);
  const judge = compiled.get(key) ?? compile(judging);
  compiled.set(key, judge);
  return judge;
});

const plainly = perObject((schema: Field['schema']) => accepts(schema) ?? (() => false));

/** What is wrong with a value, in the terms of JSON Schema. */
export type Wrong = Pick<ErrorObject, 'instancePath' | 'keyword' | 'params' | 'data' | 'parentSchema'>;

/** The first thing that is wrong with a value by a schema. */
export const firstError = (schema: Field['schema'], value: Plain): Wrong | undefined => {
  if (plainly(schema)(value)) return undefined;
  const judge = judgeOf(schema);
  return judge(value) ? undefined : judge.errors?.[0];
};
