import { type Data, Pending, type Plain } from '../model/data.ts';
import { Secret } from '../model/secret.ts';
import type { Request } from './client.ts';
import { scrubber } from './scrub.ts';

/*
 * What a run knows to be secret, by the place it is for. A server says of one request what another one has told it: a password
 * that was written into the settings of a mount comes back in the error of a role in it (seen on OpenBao 2.7.2).
 */

/** More are not kept for one place: what comes back are the few secrets of its settings, not those that people keep in it. */
const MOST = 1_000;

type Of = Pick<Request, 'path' | 'namespace' | 'outer'>;

const PLACE = /^(?:auth\/)?[^/]*/;

const placeOf = ({ path, namespace = '', outer = '' }: Of): string =>
  `${outer} ${namespace} ${PLACE.exec(path)?.[0] ?? ''}`;

interface Known {
  readonly secrets: Set<string>;
  /** Made at the first text, and anew when there are more. */
  scrub?: ((text: string) => string) | undefined;
}

/** Every text in a plain value. */
export const textsIn = (value: Plain, found: Set<string>): void => {
  if (typeof value === 'string' || typeof value === 'number') found.add(String(value));
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) textsIn(part, found);
};

const secretsIn = (data: Data, found: Set<string>): void => {
  if (typeof data !== 'object' || data === null || data instanceof Pending) return;
  if (data instanceof Secret) textsIn(data.reveal(), found);
  else for (const part of Object.values(data)) secretsIn(part, found);
};

export interface KnownSecrets {
  /** Keeps the secrets of a value. */
  keep(of: Of, data: Data): void;
  keepTexts(of: Of, secrets: ReadonlySet<string>): void;
  /** A text without any that is known of the place. */
  scrub(of: Of, text: string): string;
}

export const knownSecrets = (): KnownSecrets => {
  const places = new Map<string, Known>();
  const keepTexts: KnownSecrets['keepTexts'] = (of, secrets) => {
    if (secrets.size === 0) return;
    const key = placeOf(of);
    const known = places.get(key) ?? { secrets: new Set() };
    places.set(key, known);
    const before = known.secrets.size;
    for (const secret of secrets) if (known.secrets.size < MOST) known.secrets.add(secret);
    if (known.secrets.size > before) known.scrub = undefined;
  };
  return {
    keepTexts,
    keep: (of, data) => {
      const found = new Set<string>();
      secretsIn(data, found);
      keepTexts(of, found);
    },
    scrub: (of, text) => {
      const known = places.get(placeOf(of));
      if (known === undefined) return text;
      known.scrub ??= scrubber(known.secrets);
      return known.scrub(text);
    },
  };
};
