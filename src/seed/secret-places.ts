import { fieldOf, mayBeSecret } from '../kinds/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind } from '../model/kind.ts';
import { MASK } from '../model/secret.ts';
import type { Span } from '../model/span.ts';
import { type InstanceTable, type Program, withCalled } from './state.ts';
import type { Declaration } from './written.ts';

/*
 * What is wrong in the value of a secret field is told without the value: neither the line nor the words may repeat what is
 * written there. The language does not know which field it evaluates for, so this is seen to at the end.
 */

/**
 * The attributes that may hold secrets: of secret fields, of fields that sound like one, of objects about which nothing is
 * known, and inputs of modules that are declared sensitive.
 */
export const secretPlaces = (root: Program): readonly Span[] => [
  ...new Set(
    withCalled(root).flatMap(({ written, names, instances }) =>
      written.declarations.flatMap((declaration) => {
        const attributes = [...declaration.attributes.values()];
        if (declaration.module !== undefined) {
          const variables = names.units.get(declaration)?.written.variables;
          return attributes.filter(({ name }) => variables?.get(name)?.sensitive ?? true).map(({ span }) => span);
        }
        const kind = kindOf(declaration, instances);
        return attributes.filter(({ name }) => kind === undefined || maySecret(kind, name)).map(({ span }) => span);
      }),
    ),
  ),
];

const kindOf = (declaration: Declaration, instances: InstanceTable): Kind | undefined => {
  const [table] = instances.get(declaration)?.values() ?? [];
  const [instance] = table?.values() ?? [];
  return instance?.kind;
};

const maySecret = (kind: Kind, name: string): boolean => {
  if (name === 'name' && kind.named) return false;
  const field = fieldOf(kind, name);
  return field === undefined ? mayBeSecret(kind, name) : field.writeOnly || field.sensitive || field.hides.length > 0;
};

/** The diagnostic, told without literals where it stands in one of the places. */
export const discreet = (diagnostic: Diagnostic, places: readonly Span[]): Diagnostic => {
  const { at, message, help } = diagnostic;
  const place =
    at && places.find(({ source, start, end }) => source === at.source && start <= at.start && at.end <= end);
  if (place === undefined) return diagnostic;
  const literals = literalsIn(place);
  const without = (text: string): string => literals.reduce((rest, literal) => rest.replaceAll(literal, MASK), text);
  const quiet = { ...diagnostic, secret: true, message: without(message) };
  return help === undefined ? quiet : { ...quiet, help: help.map(without) };
};

/** Shorter ones occur in messages by chance. */
const SHORTEST = 4;

const literalsIn = ({ source, start, end }: Span): readonly string[] =>
  [...source.text.slice(start, end).matchAll(/"((?:[^"\\]|\\.)*)"/g)]
    .map(([, text = '']) => text)
    .filter((text) => text.length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
