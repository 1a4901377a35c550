import { keyOf } from '../../src/engine/plan/memory.ts';
import type { Resource } from '../../src/model/resource.ts';
import type { Ran } from '../cmd/world.ts';
import type { Ground } from './ground.ts';

/** What must hold whatever happened; each finding is a line. */

interface Planned {
  readonly changes: readonly { readonly action: string; readonly address: string }[];
  readonly unseen: readonly { readonly address: string; readonly why: string }[];
}

const ALLOW = `--max-deletions 10000 ${[
  'access-narrowing',
  'login-affecting',
  'data-destroying',
  'irreversible',
  'secret-revealing',
]
  .map((risk) => `--allow ${risk}`)
  .join(' ')}`;

/** A command whose JSON is read; what it printed to the error channel is kept for findings. */
export const planned = async (ground: Ground): Promise<Planned & { readonly ran: Ran }> => {
  const ran = await ground.vaultseed(`plan --json ${ALLOW}`);
  const none = { changes: [], unseen: [] };
  return { ...none, ...(ran.out.startsWith('{') ? JSON.parse(ran.out) : {}), ran };
};

export const applied = (ground: Ground): Promise<Ran> => ground.vaultseed(`apply --auto-approve ${ALLOW}`);

export const APPLY = ['apply', '--auto-approve', ...ALLOW.split(' ')];

const told = ({ code, out, err }: Ran): string => `exit ${code}\n${out.slice(-1500)}\n${err.slice(-2500)}`;

/** Creations planned for what exists. */
export const wrongCreates = async (ground: Ground, { changes }: Planned): Promise<string[]> => {
  const resources = new Map((await ground.resources()).map((one) => [one.address, one]));
  const creating = changes
    .filter(({ action }) => action === 'create')
    .flatMap(({ address }) => resources.get(address) ?? []);
  const wrong: string[] = [];
  for (const one of creating) {
    if (one.kind.unreadable || one.kind.tables.length === 0) {
      if (!one.kind.unreadable && (await ground.has(one))) wrong.push(`wrong create: ${one.address} exists`);
    } else if (await ground.has(one)) wrong.push(`wrong create: ${one.address} exists`);
  }
  return wrong;
};

const sorted = (texts: Iterable<string>): string[] => [...texts].sort();

/** The ledger lists exactly what the seed declares. */
const ledgerFindings = async (ground: Ground, resources: readonly Resource[]): Promise<string[]> => {
  const ran = await ground.vaultseed('ledger show --json');
  const shown: { objects?: { address: string; begun?: string }[] } = ran.out.startsWith('{') ? JSON.parse(ran.out) : {};
  const objects = shown.objects ?? [];
  const [mine, should] = [
    objects.map(({ address }) => address),
    resources.filter(({ existing }) => !existing).map(({ address }) => address),
  ];
  const missing = should.filter((one) => !mine.includes(one)).map((one) => `orphan: ${one} is not in the ledger`);
  const extra = mine.filter((one) => !should.includes(one)).map((one) => `the ledger still lists ${one}`);
  const open = objects
    .filter(({ begun }) => begun !== undefined)
    .map(({ address, begun }) => `still begun: ${begun} ${address}`);
  return [...missing, ...extra, ...open];
};

/** What the last scene had and this one has not, and is there nevertheless. */
const leftovers = async (ground: Ground, before: readonly Resource[], now: readonly Resource[]): Promise<string[]> => {
  const keys = new Set(now.map(keyOf));
  const gone = before.filter(
    (one) => !keys.has(keyOf(one)) && one.kind.delete.length > 0 && !one.kind.unreadable && !one.kind.alwaysThere,
  );
  const left: string[] = [];
  for (const one of gone)
    if (one.kind.id !== 'sys/endpoint#endpoint' && (await ground.has(one))) left.push(`left over: ${one.address}`);
  return left;
};

export interface Before {
  readonly resources: readonly Resource[];
  readonly bystanders: string;
  readonly inventory: ReadonlySet<string>;
}

/** Plans, applies, plans again: converged, nothing wrong on the way. */
export const recover = async (ground: Ground, before: Before): Promise<string[]> => {
  const first = await planned(ground);
  const findings = first.ran.code === 0 ? [] : [`the plan after it: ${told(first.ran)}`];
  findings.push(
    ...first.unseen.map(({ address, why }) => `unseen: ${address}: ${why}`),
    ...(await wrongCreates(ground, first)),
  );
  const apply = await applied(ground);
  if (apply.code !== 0) findings.push(`the apply after it: ${told(apply)}`);
  return [...findings, ...(await converged(ground, before))];
};

/** The plan is empty, the ledger is the server, and what is not ours is as it was. */
export const converged = async (ground: Ground, before: Before): Promise<string[]> => {
  const last = await planned(ground);
  const now = await ground.resources();
  const findings = last.changes.map(({ action, address }) => `not converged: ${action} ${address}`);
  if (last.ran.code !== 0) findings.push(`the last plan: ${told(last.ran)}`);
  findings.push(...(await ledgerFindings(ground, now)), ...(await leftovers(ground, before.resources, now)));
  if ((await ground.bystanders()) !== before.bystanders)
    findings.push(`touched: ${await ground.bystanders()} was ${before.bystanders}`);
  const tops = new Set(now.map(({ name }) => name));
  const inventory = await ground.inventory();
  const extra = sorted(inventory).filter(
    (one) => !before.inventory.has(one) && !tops.has(one.slice(one.lastIndexOf(' ') + 1).replace(/\/$/, '')),
  );
  const lost = sorted(before.inventory).filter((one) => !inventory.has(one));
  findings.push(...extra.map((one) => `orphan: ${one}`), ...lost.map((one) => `gone: ${one}`));
  return findings;
};
