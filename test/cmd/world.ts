import { Readable } from 'node:stream';
import type { Io, Output } from '../../cmd/io.ts';
import { main } from '../../cmd/main.ts';

/** What a command printed, in the order in which it came, and how it ended. */
export interface Ran {
  readonly out: string;
  readonly err: string;
  /** Everything, each stretch with where it went. */
  readonly told: readonly { readonly to: 'out' | 'err'; readonly text: string }[];
  readonly code: number;
}

export interface World {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** What is typed; of a function, what it gives once something is asked. */
  readonly stdin?: string | (() => Promise<string>) | undefined;
  /** Whether there is a terminal at every end. */
  readonly terminal?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

async function* typed({ stdin = '' }: World): AsyncGenerator<string> {
  yield typeof stdin === 'string' ? stdin : await stdin();
}

/** Runs a command line in this process, in a world of its own. */
export const run = async (argv: readonly string[], world: World): Promise<Ran> => {
  const told: { to: 'out' | 'err'; text: string }[] = [];
  const isTTY = world.terminal ?? false;
  const output = (to: 'out' | 'err'): Output => ({
    write: (text) => void told.push({ to, text }),
    isTTY,
    columns: isTTY ? 80 : undefined,
  });
  const io: Io = {
    out: output('out'),
    err: output('err'),
    stdin: Object.assign(Readable.from(typed(world)), { isTTY }),
    // Tests share servers, and would share a ledger; those that are about it name one of their own.
    env: { LANG: 'en_US.UTF-8', NO_COLOR: '1', VAULTSEED_LEDGER: 'off', ...world.env },
    cwd: world.cwd,
    home: world.cwd,
    signal: world.signal ?? new AbortController().signal,
  };
  const code = await main(argv, io);
  const all = (to: 'out' | 'err'): string => told.flatMap((one) => (one.to === to ? [one.text] : [])).join('');
  return { out: all('out'), err: all('err'), told, code };
};
