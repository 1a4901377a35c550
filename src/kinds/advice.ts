import { isIP } from 'node:net';
import { type Data, type Fields, isKnown, isPlain, type Plain } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Condition, Field, Kind } from '../model/kind.ts';
import { meets } from './condition.ts';
import { seconds } from './forms/duration.ts';
import { itemsOf } from './forms/lists.ts';
import { pointerGet } from './pointer.ts';

/*
 * Warnings about values that servers accept silently, or refuse in words that do not help, and that are hardly ever meant.
 * A warning is given only when everything that it depends on is known.
 */

interface Finding extends Pick<Diagnostic, 'message' | 'help'> {
  readonly code: 'advice';
  readonly path?: readonly string[];
}

/** Warnings about what is easily chosen by accident; nothing is said of what is not known yet, or not `misunderstood`. */
export const advised = ({ advice }: Kind, fields: Fields, misunderstood: boolean): readonly Finding[] =>
  advice.length === 0 || misunderstood
    ? []
    : advice
        .filter(({ when }) => knownFor(when, fields) && meets(when, fields))
        .map(({ text, help }) => ({ code: 'advice', message: text, help }));

/** What is there in another form, or under another name, is not missing. */
export const isUnclear = ({ code, message }: Pick<Diagnostic, 'code' | 'message'>): boolean =>
  code === 'wrong-type' || (code === 'wrong-value' && message.includes(' has no member '));

const knownFor = (condition: Condition, fields: Fields): boolean =>
  Object.keys(condition).every((key) => isKnown(fields[key.startsWith('/') ? (key.split('/')[1] ?? '') : key] ?? null));

/** What is doubtful in a value that is right by itself. */
export const doubtsAbout = (field: Field, value: Data, fields: Fields): readonly Finding[] => {
  if (field.writeOnly || field.sensitive || !isKnown(value) || !isPlain(value)) return [];
  if (field.atMost.length === 0 && field.compare !== 'cidr-set') return [];
  return [
    ...field.atMost.flatMap((name) => longer(field, value, { name, most: fields[name] }) ?? []),
    ...networks(field, value),
  ];
};

interface Limit {
  readonly name: string;
  readonly most: Data | undefined;
}

const longer = (field: Field, value: Plain, { name, most }: Limit): Finding | undefined => {
  if (most === undefined || !isKnown(most) || !isPlain(most)) return undefined;
  const [own, limit] = [seconds(value), seconds(most)];
  // Zero leaves it to what is around the object.
  if (own === undefined || limit === undefined || limit <= 0 || own <= limit) return undefined;
  return {
    code: 'advice',
    message: `${field.name} is longer than ${name}: ${shown(value)}, and at most ${shown(most)}`,
    help: [`write ${field.name} = ${JSON.stringify(most)} or less, or a longer ${name}`],
    path: [],
  };
};

const shown = (value: Plain): string => (typeof value === 'number' ? `${value}s` : String(value));

/** Servers take texts with a slash in them that are no networks, as the paths of sockets, where no token can come from. */
const networks = (field: Field, value: Plain): readonly Finding[] =>
  field.compare !== 'cidr-set'
    ? []
    : itemsOf(value).flatMap((item, index): readonly Finding[] => {
        if (typeof item !== 'string' || isNetwork(item.trim())) return [];
        const path = Array.isArray(value) ? [String(index)] : [];
        const message = `${field.name}: ${JSON.stringify(item)} is no network`;
        return [
          { code: 'advice', message, help: ['a network is written 10.0.0.0/8, 192.0.2.7/32 or 2001:db8::/32'], path },
        ];
      });

const isNetwork = (text: string): boolean => {
  const [address = '', length, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return length === undefined && isWithPort(text);
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
};

const isWithPort = (text: string): boolean => {
  const [, four, six] = /^(?:([\d.]+)|\[([\da-f:.]+)\]):\d+$/i.exec(text) ?? [];
  return isIP(four ?? six ?? '') > 0;
};

interface Refused extends Pick<Diagnostic, 'message' | 'help'> {
  readonly code: 'wrong-value';
  readonly path: readonly string[];
}

/** Members of a map that take some values only where the rest of the declaration is as it is. */
export const unchosen = ({ choices }: Kind, name: string, fields: Fields): readonly Refused[] => {
  if (choices.length === 0) return [];
  return choices
    .filter(({ at, when }) => at.split('/')[1] === name && meets(when, fields))
    .flatMap(({ at, values }): readonly Refused[] => {
      const found = pointerGet(fields, at);
      if (found === undefined || found === null || found === '' || !isKnown(found) || !isPlain(found)) return [];
      if (values.includes(String(found))) return [];
      const keys = at.split('/').slice(1);
      const all = values.map((one) => JSON.stringify(one));
      const message = `${keys.join('.')} takes one of ${all.join(', ')}, not ${JSON.stringify(found)}`;
      return [{ code: 'wrong-value', message, path: keys.slice(1), help: [`write ${keys.at(-1)} = ${all.at(-1)}`] }];
    });
};
