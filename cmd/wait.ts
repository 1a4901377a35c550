import { type Checked, checked, refused } from '../src/model/checked.ts';
import { visible } from '../src/model/clean.ts';
import type { Client, Settings } from '../src/server/index.ts';
import { type Context, note } from './context.ts';
import { duration, LONGEST_WAIT } from './options.ts';

/** How long to wait for a server that is not ready, in milliseconds: option, else environment; 0: not at all. */
export const waitFrom = (
  { wait }: { readonly wait?: number | undefined },
  { VAULTSEED_WAIT: text = '' }: Readonly<Record<string, string | undefined>>,
): Checked<number> => {
  if (wait !== undefined || text === '') return checked(wait ?? 0);
  const found = duration(text);
  if (found !== undefined) return checked(found);
  return refused({
    code: 'server-setting-invalid',
    message: `VAULTSEED_WAIT is no length of time up to ${LONGEST_WAIT}`,
    help: ['write it as 90s or 5m'],
  });
};

/** How to connect to a server that may not be ready yet. */
export interface Awaited {
  readonly settings: Settings;
  /** In milliseconds. */
  readonly wait: number;
  /** Reads the settings again: a token may have been written down meanwhile. */
  readonly again: () => Promise<Settings>;
}

/** A server that is ready. */
export const atOnce = (settings: Settings): Awaited => ({ settings, wait: 0, again: async () => settings });

/** After how long a wait is explained, in milliseconds. */
export const SILENCE = 3000;

const UNITS: readonly (readonly [size: number, name: string])[] = [
  [3600, 'h'],
  [60, 'm'],
  [1, 's'],
];

/** `1h5m`, `45s`: whole seconds, as people write them. */
const lengthText = (milliseconds: number): string => {
  let left = Math.max(1, Math.ceil(milliseconds / 1000));
  const parts = UNITS.flatMap(([size, name]) => {
    const number = Math.floor(left / size);
    left -= number * size;
    return number === 0 ? [] : [`${number}${name}`];
  });
  return parts.join('');
};

/** Connects as soon as the server is ready for it; says on the way what it waits for, whenever that changes. */
export const connected = async (context: Context, { settings, wait, again }: Awaited): Promise<Client> => {
  const { connectWithin } = await import('../src/server/index.ts');
  const address = visible(settings.address);
  const timer = setTimeout(() => note(context, `Waiting up to ${lengthText(wait)} for ${address} ...`), SILENCE);
  let waits = false;
  try {
    const client = await connectWithin(settings, lengthText(wait), {
      ...{ wait, again, signal: context.io.signal },
      tell: ({ message }, left) => {
        clearTimeout(timer);
        waits = true;
        note(context, `Waiting up to ${lengthText(left)}: ${visible(message)} ...`);
      },
    });
    if (waits) note(context, `${address} is ready.`);
    return client;
  } finally {
    clearTimeout(timer);
  }
};
