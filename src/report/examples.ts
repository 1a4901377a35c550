import recorded from '../../schemas/errors.json' with { type: 'json' };

/** How a code is met: what was typed in a folder with these files, and what came. Or why no example can be played. */
export type Told =
  | { readonly files: Readonly<Record<string, string>>; readonly command: string; readonly output: string }
  | { readonly reason: string };

const all: Readonly<Record<string, Told>> = recorded;

/** The example of a code: recorded by a generator that plays it, and compared by a test. */
export const exampleOf = (code: string): Told | undefined => (Object.hasOwn(all, code) ? all[code] : undefined);
