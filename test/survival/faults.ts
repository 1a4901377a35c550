import { type Random, randomFrom } from '../fuzz/random.ts';
import { APPLY, type Before, recover } from './judge.ts';
import { type Killing, newScene, resent } from './kill.ts';
import type { Fate } from './proxy.ts';

/** How bad a network is, in per cent of all requests. */
interface Weather {
  readonly slow: number;
  readonly before: number;
  readonly after: number;
  readonly half: number;
}

const WEATHERS: readonly [Weather, ...Weather[]] = [
  { slow: 50, before: 0, after: 0, half: 0 },
  { slow: 5, before: 10, after: 0, half: 0 },
  { slow: 5, before: 0, after: 10, half: 0 },
  { slow: 0, before: 0, after: 0, half: 10 },
  { slow: 10, before: 5, after: 5, half: 5 },
  { slow: 0, before: 40, after: 20, half: 10 },
];

const SLOW = 120;

const fateIn = ({ slow, before, after, half }: Weather, random: Random): Fate => {
  const wait = random.chance(slow) ? { wait: random.below(SLOW) } : {};
  if (random.chance(before)) return { ...wait, cut: 'before' };
  if (random.chance(after)) return { ...wait, cut: 'after' };
  return random.chance(half) ? { ...wait, cut: 'half' } : wait;
};

interface Applied {
  readonly changes?: readonly { readonly outcome?: string; readonly status?: string }[];
  readonly outcomes?: readonly { readonly status: string }[];
}

/** An apply through bad weather, and what is found after it. */
export const faultRound = async (
  killing: Killing,
  seed: readonly [number, number],
  { resources, baseline }: { readonly resources: Before['resources']; readonly baseline: Before },
) => {
  const random = randomFrom(...seed);
  const { ground } = killing;
  await newScene(killing, random);
  const weather = WEATHERS[seed[1] % WEATHERS.length] ?? WEATHERS[0];
  const counts = { faults: 0, code: -1 };
  ground.proxy.forwarded.length = 0;
  ground.proxy.rule = () => {
    const fate = fateIn(weather, random);
    if (fate.cut !== undefined) counts.faults += 1;
    return fate;
  };
  const ran = await ground.vaultseed(`${APPLY.join(' ')} --json`);
  ground.proxy.rule = () => ({});
  await ground.proxy.idle();
  const findings: string[] = [];
  if (ran.out.startsWith('{')) {
    const said: Applied = JSON.parse(ran.out);
    const all = said.outcomes ?? said.changes ?? [];
    const states = all.map((one) => one.status ?? ('outcome' in one ? one.outcome : undefined) ?? 'none');
    const odd = states.filter((state) => !['done', 'failed', 'not-tried'].includes(state));
    if (odd.length > 0) findings.push(`outcomes: ${[...new Set(odd)].join(', ')}`);
    if (ran.code === 0 && states.some((state) => state !== 'done'))
      findings.push('success was told of what is not done');
  } else if (ran.code === 0) findings.push('success without a word');
  if (/mistake of vaultseed|internal-error/.test(ran.err + ran.out)) findings.push(`a bug: ${ran.err.slice(-1500)}`);
  const after = await recover(ground, { ...baseline, resources });
  return { weather, faults: counts.faults, code: ran.code, findings: [...findings, ...after, ...resent(ground)] };
};
