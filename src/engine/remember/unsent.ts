import { fieldOf } from '../../kinds/index.ts';
import { type Fields, isKnown } from '../../model/data.ts';
import type { Entry } from '../../model/ledger.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { isHidden } from '../plan/diff.ts';
import type { Ownership } from '../plan/memory.ts';
import { namesSent } from '../plan/update-fields.ts';

/*
 * Hidden fields of what was taken into care: what the server holds in them nobody knows, and the seed's value was not sent. They
 * are fingerprinted like all others, so that a new value in the seed is seen and sent; and they are marked, so that nobody is
 * told that they are as declared.
 */

/** The hidden fields of an object that a run has not sent, and that none has before. */
export const unsentFields = (
  { kind, fields }: Pick<Resource, 'kind' | 'fields'>,
  before: Entry | undefined,
  sent: ReadonlySet<string>,
): readonly string[] =>
  Object.keys(fields).filter((name) => {
    const field = fieldOf(kind, name);
    // What only says how to work with the object is sent nowhere.
    if (field === undefined || field.local || !isHidden(field, kind) || sent.has(name)) return false;
    return before?.echoes[name] === undefined || before.unsent?.includes(name) === true;
  });

/** What no run has sent, as far as is remembered, and what the plan does not send either. */
export const neverSent = (
  { resources, owned }: { readonly resources: readonly Resource[]; readonly owned?: Ownership | undefined },
  { changes, hidden }: Pick<Plan, 'changes' | 'hidden'>,
): NonNullable<Plan['unsent']> => {
  if (owned === undefined) return [];
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  return resources.flatMap((resource) => {
    const { address, kind, fields, lifecycle } = resource;
    const entry = owned.entryOf(resource);
    // What is there and nobody's own was sent by somebody else, or by nobody.
    if (entry === undefined) return hidden.filter((one) => one.address === address);
    const { unsent = [] } = entry;
    // What is made once is never sent again, whoever asks.
    if (unsent.length === 0 || lifecycle.createOnly || isSentAnyway(byAddress.get(address))) return [];
    const sent = namesSent(resource, byAddress.get(address)?.edits ?? []);
    const memory = owned.memoryOf(resource);
    return unsent
      .filter((name) => !sent.has(name) && !lifecycle.ignore.includes(name))
      .filter((name) => {
        const [field, declared] = [fieldOf(kind, name), fields[name]];
        if (field === undefined || declared === undefined || !isKnown(declared)) return false;
        return memory?.declared(field, declared) === 'same';
      })
      .map((field) => ({ address, field }));
  });
};

/** What is made sends all that is declared, what goes sends nothing any more. */
const isSentAnyway = (change: Change | undefined): boolean =>
  change !== undefined && change.action !== 'update' && change.action !== 'adopt';

/** Hidden fields that are set on the server and undeclared: a write that replaces the object loses them. */
export const lostSecrets = ({ kind, fields }: Resource, live: Fields): string[] =>
  kind.write !== 'replace'
    ? []
    : kind.fields
        .filter(
          ({ name, writeOnly, setFlag }) =>
            writeOnly && setFlag !== undefined && live[setFlag] === true && !(name in fields),
        )
        .map(({ name }) => name);
