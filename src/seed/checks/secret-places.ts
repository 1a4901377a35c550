import { fieldOf, mayBeSecret } from '../../kinds/index.ts';
import type { Attribute } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { MASK } from '../../model/secret.ts';
import type { Span } from '../../model/span.ts';
import { type InstanceTable, type Program, withCalled } from '../evaluate/state.ts';
import type { Declaration } from '../parts/written.ts';

/*
 * A diagnostic about the value of a secret field must not show the value, neither in the excerpt nor in its words. The
 * language does not know for which field it evaluates, so diagnostics are redacted here, at the end.
 */

/**
 * The attributes that may hold secrets: of secret fields, of fields that sound like one, of objects about which nothing is
 * known, and inputs of modules that are declared sensitive.
 */
export const secretPlaces = (root: Program): readonly SecretPlace[] =>
  withCalled(root).flatMap(({ written, names, instances }) =>
    written.declarations.flatMap((declaration) => {
      const attributes = [...declaration.attributes.values()];
      if (declaration.module !== undefined) {
        const variables = names.units.get(declaration)?.written.variables;
        return placesAmong(attributes, ({ name }) => variables?.get(name)?.sensitive);
      }
      const kind = kindOf(declaration, instances);
      return placesAmong(attributes, ({ name }) => kind && maySecret(kind, name));
    }),
  );

/** An attribute in which a secret may stand. */
interface SecretPlace {
  readonly span: Span;
  /** It certainly holds a secret, and not only perhaps. */
  readonly sure: boolean;
}

const placesAmong = (
  attributes: readonly Attribute[],
  holdsSecret: (attribute: Attribute) => boolean | undefined,
): readonly SecretPlace[] =>
  attributes.flatMap((attribute) => {
    const holds = holdsSecret(attribute);
    return holds === false ? [] : [{ span: attribute.span, sure: holds === true }];
  });

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

/** The diagnostic, without literals when it is at one of the places. */
export const discreet = (diagnostic: Diagnostic, places: readonly SecretPlace[]): Diagnostic => {
  const { at, message, help } = diagnostic;
  const place = at && places.find(({ span }) => holds(span, at));
  if (place === undefined) return diagnostic;
  if (place.sure && diagnostic.quietly !== undefined) return veiled(diagnostic);
  const literals = literalsIn(place.span);
  const without = (text: string): string => literals.reduce(masked, text);
  const quiet = { ...diagnostic, secret: true, message: without(message) };
  return help === undefined ? quiet : { ...quiet, help: help.map(without) };
};

const holds = ({ source, start, end }: Span, at: Span): boolean =>
  source === at.source && start <= at.start && at.end <= end;

/** The diagnostic for a place that holds a secret: without the line, and with its quiet wording where it has one. */
export const veiled = (diagnostic: Diagnostic): Diagnostic =>
  diagnostic.quietly === undefined
    ? { ...diagnostic, secret: true }
    : { ...diagnostic, ...diagnostic.quietly, secret: 'line' };

/** Shorter literals are not looked for: they occur in messages by chance. */
const SHORTEST = 4;

/** Codes whose messages name files and environment variables, which are no secrets. */
const NAMES =
  /\b(?:env|templatefile|pathexpand|file(?:base64|exists|(?:base64)?sha(?:256|512)|md5|sha1)?)\(\s*"(?:[^"\\]|\\.)*"/g;

const literalsIn = ({ source, start, end }: Span): readonly string[] =>
  [
    ...source.text
      .slice(start, end)
      .replace(NAMES, '')
      .matchAll(/"((?:[^"\\]|\\.)*)"/g),
  ]
    .map(([, text = '']) => text)
    .filter((text) => text.length >= SHORTEST)
    .sort((a, b) => b.length - a.length);

/** A literal that is one plain word stands for itself as a word only, and not for a part of another. */
const masked = (text: string, literal: string): string =>
  /^[a-z_]+$/.test(literal)
    ? text.replaceAll(new RegExp(`(?<![A-Za-z_])${literal}(?![A-Za-z_])`, 'g'), MASK)
    : text.replaceAll(literal, MASK);
