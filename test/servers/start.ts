import type { Say } from './cache.ts';
import { type Moto, startMoto } from './moto.ts';
import { type AnyName, type ServerName, serverNames, wanted } from './pins.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { motoProgram, type Program, postgresProgram, secretsProgram } from './programs.ts';
import { auditAllowed, startSecrets, type TestServer } from './secrets.ts';

/** What runs for one worker. Plain data: it travels from the setup process to every test file. */
export interface Started {
  readonly servers: readonly TestServer[];
  readonly moto: Moto | undefined;
  readonly postgres: Postgres | undefined;
}

export interface StartedAll {
  readonly sets: readonly Started[];
  readonly stop: Stoppable['stop'];
}

const programOf = (name: AnyName, say: Say): Promise<Program> => {
  if (name === 'moto') return motoProgram(say);
  return name === 'postgres' ? postgresProgram(say) : secretsProgram[name](say);
};

/** Fetches or builds every program that this run asks for; says what is left out, and in CI fails for it. */
export const getAll = async (
  say: Say,
  names: readonly AnyName[] = wanted(),
): Promise<ReadonlyMap<AnyName, Program>> => {
  const programs = new Map(await Promise.all(names.map(async (name) => [name, await programOf(name, say)] as const)));
  const missing = [...programs].flatMap(([name, program]) => (program.found ? [] : [`${name}: ${program.why}`]));
  if (missing.length > 0 && process.env.CI === 'true')
    throw new Error(`test servers are missing, which CI does not accept:\n  ${missing.join('\n  ')}`);
  for (const line of missing) say(`left out: ${line}`);
  return programs;
};

/** Starts so many sets at once, each with all there is. If anything fails, all is ended and its trouble is thrown. */
export const startAll = async (say: Say, count: number): Promise<StartedAll> => {
  const programs = await getAll(say);
  const stops: Stoppable['stop'][] = [];
  const stop = async () => {
    await Promise.all(stops.map((end) => end()));
  };
  const begun = Array.from({ length: count }, () => startSet({ say, programs, stops }));
  // None is left that would still be starting when the others are ended.
  await Promise.allSettled(begun);
  try {
    return { sets: await Promise.all(begun), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

interface Setting {
  readonly say: Say;
  readonly programs: ReadonlyMap<AnyName, Program>;
  /** What ends them again; each adds its own. */
  readonly stops: Stoppable['stop'][];
}

const startSet = async ({ say, programs, stops }: Setting): Promise<Started> => {
  const start = async <T extends Stoppable>(name: AnyName, begin: (program: Program) => Promise<T>) => {
    const program = programs.get(name);
    if (!program?.found) return undefined;
    const { stop: end, ...facts } = await begin(program);
    stops.push(end);
    return facts;
  };
  const secrets = serverNames.map((name) => start(name, (program) => startShared({ name, program, say })));
  const [moto, postgres] = [start('moto', startMoto), start('postgres', startPostgres)];
  await Promise.allSettled([...secrets, moto, postgres]);
  const servers = (await Promise.all(secrets)).filter((server) => server !== undefined);
  return { servers, moto: await moto, postgres: await postgres };
};

interface Stoppable {
  readonly stop: () => Promise<void>;
}

const startShared = async ({ name, program, say }: { name: ServerName; program: Program; say: Say }) => {
  const { folder, output, caFile, stop, ...facts } = await startSecrets(name, program, {
    config: name.startsWith('openbao') ? auditAllowed : '',
  });
  const end = async () => {
    for (const line of innerTrouble(output())) say(`${name}: ${line}`);
    await stop();
  };
  return { ...facts, stop: end };
};

/** What a server told its log and hid in its answer: whoever looks for the reason of a rare failure finds it here. */
const innerTrouble = (log: string): string[] =>
  log
    .split('\n')
    .filter((line) => /\[ERROR\] +core: /.test(line))
    .slice(0, 20);
