import { visible } from '../model/clean.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ServerIdentity } from '../model/plan.ts';
import { fieldsMoved, fieldsOf } from './fields-moved.ts';
import { count } from './layout.ts';
import type { PlanFile } from './plan-file.ts';
import type { PlanJson } from './plan-json.ts';
import { productText } from './words.ts';

/*
 * What has moved between a plan that was approved and the same plan made now: every change that is new, gone or another one,
 * by address and field. Secrets are told apart by the marks of their changes, and never shown.
 */

/** A plan made just now from the source that a file names. */
export interface Now extends Pick<PlanFile, 'secrets' | 'files' | 'plan' | 'marks'> {
  /** Variables that the command line gave then and not now. */
  readonly ungiven: readonly string[];
  /** The version of this program. */
  readonly vaultseed: string;
  /** What to do about it; unless said, another file. */
  readonly next?: string | undefined;
}

/** Why a plan is not for this server; undefined when it is. */
export const elsewhere = ({ plan, made }: PlanFile, here: ServerIdentity): Diagnostic | undefined => {
  const { kind, version, edition, address, namespace = '' } = plan.server;
  const there = { product: kind, version, edition, address, namespace };
  const same = kind === here.product && address === here.address && namespace === here.namespace;
  if (same && made.cluster === here.clusterId) return undefined;
  const where = (one: ServerIdentity): string =>
    `${productText(one)} at ${one.address}${one.namespace === '' ? '' : `, namespace ${one.namespace}`}`;
  const cluster = same ? ': its address is the same, and it is another cluster' : '';
  return {
    code: 'plan-elsewhere',
    message: `the plan is for ${where(there)}, and this is ${where(here)}${cluster}`,
    help: ['nothing was written; name the right server, or look at a plan for this one'],
  };
};

type ChangeJson = PlanJson['changes'][number];

/** So many changes are told one by one. */
const TOLD = 20;

const moved = (message: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'plan-moved',
  message,
  ...more,
});

/** Everything that is not as it was approved; empty when the plan is the same. */
export const movedSince = (then: PlanFile, now: Now): readonly Diagnostic[] => {
  if (then.plan.digest === now.plan.digest) return [];
  if (now.ungiven.length > 0) return [notGiven(then, now)];
  const key = keyProblem(then, now);
  const found = key === undefined ? [...changesMoved(then, now), ...unseenMoved(then, now)] : [key];
  const told = found.length > 0 ? found : [moved('the plan does not mean what it did when it was approved')];
  const rest = told.length - TOLD;
  const all =
    rest > 1 ? [...told.slice(0, TOLD), moved(`${rest} further changes are not as they were approved`)] : told;
  const last = all.at(-1);
  if (last === undefined) return [];
  return [...all.slice(0, -1), { ...last, help: [...(last.help ?? []), ...hints(then, now)] }];
};

/** Where values are lacking all that differs follows from it. */
const notGiven = (then: PlanFile, now: Now): Diagnostic => {
  const given = now.ungiven.map((name) => `--var ${name}=…`).join(' ');
  const differ = [...changesMoved(then, now), ...unseenMoved(then, now)].length;
  const are = differ === 1 ? '1 change is' : `${differ} changes are`;
  return moved(`the plan was made with ${given}, which is not given now`, {
    help: [...(differ === 0 ? [] : [`${are} not as approved without it`]), 'nothing was written; give the same again'],
  });
};

/** Without the key that told secrets apart then, nobody can say what is still the same. */
const keyProblem = ({ secrets: then }: PlanFile, { secrets: now }: Now): Diagnostic | undefined => {
  if (then.key === now.key || then.key === undefined) return undefined;
  return now.key === undefined
    ? moved(
        'the key of the ledger cannot be read, and without it nobody can say whether secrets are as they were approved',
      )
    : moved('the key of the ledger is another one by now, so nobody can say whether secrets are as they were approved');
};

const hints = (then: PlanFile, now: Now): readonly string[] => {
  // Marks of another key tell nothing: then only files that came or went are known.
  const comparable = then.secrets.key === now.secrets.key;
  const files = filesMoved(then.files, now.files, comparable);
  const given = then.source.variables.flatMap((one) => ('name' in one ? [`--var ${one.name}=…`] : []));
  return [
    ...(files.length === 0 ? [] : [`the seed was changed: ${files.join(', ')}`]),
    ...(given.length === 0 ? [] : [`the plan was made with ${given.join(' ')}: see that the values are the same`]),
    ...(then.source.without_secrets ? ['the plan was made without secrets: what they change was not approved'] : []),
    ...(then.vaultseed === now.vaultseed
      ? []
      : [`vaultseed ${then.vaultseed} made the plan, and this is ${now.vaultseed}`]),
    now.next ?? 'nothing was written; look at a new plan: vaultseed plan --out FILE',
  ];
};

type Files = PlanFile['files'];

/** Files that hold something else, came or went. Without a mark nobody can say what is in one. */
const filesMoved = (then: Files, now: Files, comparable: boolean): readonly string[] => {
  const before = new Map(then.map((file) => [file.path, file]));
  const here = new Set(now.map(({ path }) => path));
  const changed = now.flatMap(({ path, mark }) => {
    const old = before.get(path);
    if (old === undefined) return [`${path} (new)`];
    return !comparable || old.mark === undefined || mark === undefined || old.mark === mark ? [] : [path];
  });
  const gone = then.filter(({ path }) => !here.has(path)).map(({ path }) => `${path} (gone)`);
  return [...changed, ...gone].map((path) => visible(path));
};

const changesMoved = (then: PlanFile, now: Now): readonly Diagnostic[] => {
  const before = marked(then);
  const after = marked(now);
  const gone = then.plan.changes.filter(({ address }) => !after.has(address));
  const others = now.plan.changes.flatMap((change) => {
    const { address } = change;
    const old = before.get(address);
    const mark = after.get(address)?.mark;
    if (old === undefined)
      return [
        moved(`${address} was not to be touched, and would be ${DONE[change.action]} now`, {
          address,
          help: fieldsOf(change),
        }),
      ];
    return old.mark === mark ? [] : [another(old.change, change)];
  });
  return [...others, ...notNeeded(gone, { all: gone.length === then.plan.changes.length })];
};

/** So many addresses are named where one message is about several. */
const NAMED = 4;

/** What was approved and is done already, by whomever: in one message, as it is one thing that happened. */
const notNeeded = (gone: readonly ChangeJson[], { all }: { readonly all: boolean }): readonly Diagnostic[] => {
  const [first, ...more] = gone;
  if (first === undefined) return [];
  if (more.length === 0) {
    const { address, action } = first;
    return [moved(`${address} was to be ${DONE[action]}, and need not be any more`, { address })];
  }
  const named = gone.slice(0, NAMED).map(({ address }) => address);
  const rest = gone.length - named.length;
  const which = `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return [
    all
      ? moved(`none of the ${gone.length} changes need be made any more: ${which}`, {
          help: ['this plan was carried out already, or somebody has done the same'],
        })
      : moved(`${gone.length} of the changes need not be made any more: ${which}`, {
          help: [
            'somebody has made them, or a run of this plan that did not get to its end: a new one has what is left',
          ],
        }),
  ];
};

const marked = ({ plan, marks }: Pick<PlanFile, 'plan' | 'marks'>) =>
  new Map(plan.changes.map((change, at) => [change.address, { change, mark: marks[at] }]));

const DONE: Readonly<Record<ChangeJson['action'], string>> = {
  create: 'created',
  update: 'changed',
  adopt: 'adopted',
  replace: 'made anew',
  delete: 'deleted',
  forget: 'forgotten',
};

const risksOf = ({ risk, also = [] }: ChangeJson): string => [...also, risk].join(', ');

const another = (old: ChangeJson, now: ChangeJson): Diagnostic => {
  const { address } = now;
  if (old.action !== now.action)
    return moved(`${address} was to be ${DONE[old.action]}, and would be ${DONE[now.action]} now`, {
      address,
      help: fieldsOf(now),
    });
  const help = [
    ...fieldsMoved(old, now),
    ...(risksOf(old) === risksOf(now) ? [] : [`its risk was ${risksOf(old)}, and is ${risksOf(now)}`]),
    ...remarksMoved(old, now),
  ];
  const secrets = now.fields.filter(({ sensitive }) => sensitive).map(({ name }) => visible(name));
  const only = help.length > 0 || secrets.length === 0 ? help : [`${list(secrets)}: another secret than was approved`];
  return moved(`${address} would be ${DONE[now.action]} in another way than was approved`, { address, help: only });
};

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const remarksMoved = (old: ChangeJson, now: ChangeJson): readonly string[] =>
  now.remarks.filter((remark) => !old.remarks.includes(remark)).map((remark) => visible(remark));

const unseenMoved = (then: PlanFile, now: Now): readonly Diagnostic[] => {
  const addresses = ({ plan }: Pick<PlanFile, 'plan'>): ReadonlySet<string> =>
    new Set(plan.unseen.map(({ address }) => address));
  const [before, after] = [addresses(then), addresses(now)];
  const hidden = now.plan.unseen.filter(({ address }) => !before.has(address));
  const shown = [...before].filter((address) => !after.has(address));
  return [
    ...hidden.map(({ address, why }) => moved(`${address} cannot be looked at any more: ${why}`, { address })),
    ...(shown.length === 0
      ? []
      : [
          moved(
            `${count(shown.length, 'object')} could not be looked at then and can now: ${shown.slice(0, TOLD).join(', ')}`,
          ),
        ]),
  ];
};
