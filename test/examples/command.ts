import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Io, Output } from '../../cmd/io.ts';
import { main } from '../../cmd/main.ts';
import type { TestServer } from '../servers/index.ts';

/** What a command line came to. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const collecting = (): Output & { readonly text: () => string } => {
  const pieces: string[] = [];
  return {
    write: (text) => void pieces.push(text),
    isTTY: false,
    columns: undefined,
    text: () => pieces.join(''),
  };
};

/** Runs a command line of the program against a server, with nothing of the environment but what is given. */
export const vaultseed = async (
  words: readonly string[],
  { server, env = {} }: { readonly server: TestServer; readonly env?: Readonly<Record<string, string>> },
): Promise<Ran> => {
  const home = await mkdtemp(join(tmpdir(), 'vaultseed-home-'));
  const [out, err] = [collecting(), collecting()];
  const io: Io = {
    out,
    err,
    stdin: Readable.from([]),
    env: { VAULT_ADDR: server.address, VAULT_TOKEN: server.token, VAULTSEED_LEDGER: 'off', ...env },
    cwd: join(import.meta.dirname, '../../examples'),
    home,
    signal: new AbortController().signal,
  };
  try {
    return { code: await main(words, io), out: out.text(), err: err.text() };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
};
