import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '../fuzz/random.ts';
import type { Ground } from './ground.ts';
import { APPLY, type Before, recover } from './judge.ts';
import { PROGRAM } from './program.ts';
import { isWrite, type Seen } from './proxy.ts';
import { nextScene, type Scene, type Slot } from './states.ts';
import { steadyOn } from './steady.ts';

/** Where the blow falls. */
export type Blow =
  | { readonly at: 'time'; readonly milliseconds: number }
  | { readonly at: 'before' | 'after'; readonly write: number };

export interface Killing {
  readonly ground: Ground;
  readonly slots: readonly Slot[];
  /** What is declared. */
  scene: Scene;
}

/** Writes a scene at random into the folder. */
export const newScene = async (killing: Killing, random: Random): Promise<void> => {
  const { ground, slots } = killing;
  const scene = nextScene(slots, killing.scene, random);
  killing.scene = scene;
  await writeFile(join(ground.folder.path, 'main.seed.hcl'), steadyOn(ground.server.product).text(random));
  await ground.folder.write(scene);
};

/** Runs a real apply and ends it with SIGKILL. @returns whether the blow fell before it had ended by itself, and its output. */
export const killed = async (
  { proxy, env, folder }: Ground,
  blow: Blow,
): Promise<{ readonly fell: boolean; readonly said: string; readonly took: number }> => {
  const began = performance.now();
  const child = spawn(process.execPath, [PROGRAM, ...APPLY, folder.path], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  const kill = (): void => void child.kill('SIGKILL');
  let writes = 0;
  if (blow.at === 'time') setTimeout(kill, blow.milliseconds).unref();
  else {
    proxy.rule = (seen: Seen) => {
      if (!isWrite(seen) || ++writes !== blow.write) return {};
      if (blow.at === 'after') return { after: kill };
      return {
        before: () => {
          kill();
          return true;
        },
      };
    };
  }
  const signal = await ended;
  proxy.rule = () => ({});
  // What was on its way may still be done, which no plan could know of.
  await proxy.idle();
  return { fell: signal === 'SIGKILL', said, took: performance.now() - began };
};

/** Writes to the rotated credentials that carry a secret. */
export const resent = ({ proxy: { forwarded }, server }: Ground): string[] => {
  const { rotation, secret } = steadyOn(server.product);
  return forwarded
    .filter((seen) => isWrite(seen) && seen.path === rotation.path && secret.test(seen.body))
    .map(({ body }) => `resent: ${body}`);
};

export const stateOf = async (ground: Ground): Promise<Before> => ({
  resources: await ground.resources(),
  bystanders: await ground.bystanders(),
  inventory: await ground.inventory(),
});

/** The server makes itself other credentials, as its rotation does. */
export const rotate = async ({ client, server }: Ground): Promise<void> => {
  await client.request({ method: 'POST', ...steadyOn(server.product).rotation });
};

/** One blow: from the scene that stands to a new one, killed on the way, and what is found afterwards. */
export const killRound = async (
  killing: Killing,
  random: Random,
  { resources, baseline }: { resources: Before['resources']; baseline: Before },
) => {
  const { ground } = killing;
  await newScene(killing, random);
  const mode = random.below(3);
  const write = 1 + random.below(40);
  const blow: Blow =
    mode === 0
      ? { at: 'time', milliseconds: 250 + random.below(1500) }
      : { at: mode === 1 ? 'before' : 'after', write };
  ground.proxy.forwarded.length = 0;
  const { fell, took } = await killed(ground, blow);
  const findings = await recover(ground, { ...baseline, resources });
  return { blow, fell, took, findings: [...findings, ...resent(ground)] };
};
