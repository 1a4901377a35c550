import type { FunctionRow, SpecialForm } from '../scope.ts';
import { ANY, BOOL, STRING, type Type } from '../type.ts';
import type { Value } from '../value.ts';
import { CallFailure } from './failure.ts';
import { nothing, text, textOf, truth } from './give.ts';
import { anyParam, nullableParam, row, textParam } from './row.ts';
import { notWithheld } from './withheld.ts';

const typeName = (value: Value): string => {
  switch (value.kind) {
    case 'null':
    case 'unknown':
      return written(value.type);
    case 'bool':
    case 'number':
    case 'string':
      return value.kind;
    case 'list':
    case 'set':
    case 'map':
      return `${value.kind}(${written(value.element)})`;
    case 'tuple':
      return `tuple([${value.items.map(typeName).join(', ')}])`;
    case 'object':
      return `object({${[...value.entries].map(([name, item]) => `${name} = ${typeName(item)}`).join(', ')}})`;
  }
};

const written = (type: Type): string => {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${written(type.element)})`;
    case 'tuple':
      return `tuple([${type.elements.map(written).join(', ')}])`;
    case 'object':
      return `object({${[...type.attributes].map(([name, one]) => `${name} = ${written(one.type)}`).join(', ')}})`;
    default:
      return type.kind;
  }
};

/** The type of what is sensitive may be told, but not the names in it: a secret can be one. */
const namesAreSecret = (value: Value): boolean => {
  if (value.sensitive) return typeName(value).includes('object(');
  if (value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple') return value.items.some(namesAreSecret);
  return value.kind === 'map' || value.kind === 'object' ? [...value.entries.values()].some(namesAreSecret) : false;
};

const typeOf = (value: Value): Value => ({ ...text(typeName(value)), sensitive: namesAreSecret(value) });

const given = (value: Value | undefined): Value => value ?? nothing;

const unset = (name: string): CallFailure =>
  new CallFailure(`the environment variable ${name} is not set`, {
    code: 'env-unset',
    argument: 0,
    help: [
      `set it before the command, or give a default: env("${name}", "…")`,
      'plan and drift can do without: --without-secrets',
    ],
  });

export const markFunctions: readonly (FunctionRow | SpecialForm)[] = [
  row('sensitive', { params: [nullableParam('value')] }, ([value]) => ({ ...given(value), sensitive: true })),
  row('nonsensitive', { params: [nullableParam('value')] }, ([value]) => ({ ...given(value), sensitive: false })),
  row('issensitive', { params: [nullableParam('value')], returns: BOOL }, ([value]) => truth(given(value).sensitive)),
  row('ephemeralasnull', { params: [nullableParam('value')] }, ([value]) => given(value)),
  row('type', { params: [nullableParam('value')], returns: STRING }, ([value]) => typeOf(given(value))),
  row(
    'env',
    { params: [textParam('name'), anyParam('default')], optional: 1, returns: STRING },
    ([name, otherwise], { scope }) => {
      notWithheld(textOf(name), scope);
      const found = scope.env?.[textOf(name)];
      if (found !== undefined) return text(found);
      if (otherwise !== undefined) return otherwise;
      if (scope.mayLackSecrets) return { kind: 'unknown', type: STRING, sensitive: true };
      throw unset(textOf(name));
    },
  ),
  {
    name: 'try',
    params: [nullableParam('expression')],
    rest: nullableParam('expressions'),
    form: (args, attempt) => {
      const tried = args.map((one) => attempt(one));
      const found = tried.find(({ diagnostics }) => diagnostics.length === 0) ?? tried.at(-1);
      return found ?? { value: { kind: 'unknown', type: ANY, sensitive: false }, diagnostics: [] };
    },
  },
  {
    name: 'can',
    params: [nullableParam('expression')],
    form: ([expression], attempt) => {
      if (expression === undefined) return { value: truth(false), diagnostics: [] };
      const { value, diagnostics } = attempt(expression);
      if (diagnostics.length === 0 && value.kind === 'unknown') {
        return { value: { kind: 'unknown', type: BOOL, sensitive: value.sensitive }, diagnostics: [] };
      }
      return { value: truth(diagnostics.length === 0), diagnostics: [] };
    },
  },
];
