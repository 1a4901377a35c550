import { fieldOf, keysApart, same } from '../../kinds/index.ts';
import { type Data, type Fields, isMap } from '../../model/data.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Field } from '../../model/kind.ts';
import type { Live } from '../../model/live.ts';
import type { Resource } from '../../model/resource.ts';
import { alike, isHidden } from '../plan/diff.ts';

/*
 * Verifies writes. A 200 proves nothing: servers accept fields and drop them. After each write every field that was sent
 * reads back as taken (canonically equal), hidden (never shown), respelt (the write changed it, but not to what was sent)
 * or ignored (the write did not change it). An ignored field fails the change.
 */

export interface Written {
  readonly resource: Resource;
  /** Names of the fields that were sent. */
  readonly sent: readonly string[];
  /** The live fields before the write; empty for a new object. */
  readonly before: Fields;
  readonly now: Live;
  /** Fields that an earlier run may have written before it was cut off, so that `before` proves nothing for them. */
  readonly unfinished: ReadonlySet<string>;
}

const TURNED_AWAY = '429 ';
/** Help for a 429, which no right prevents. */
export const QUOTA = 'the server turns requests away: wait until its quota allows them again, or look at sys/quotas';

export const verifyWritten = ({ resource, sent, before, now, unfinished }: Written): Diagnostic[] => {
  const { address, at } = resource;
  if (now.state === 'unseen') {
    const turned = now.why.startsWith(TURNED_AWAY) ? [QUOTA] : [];
    const help = ['the write was accepted, and what it did could not be checked', ...turned];
    return [{ code: 'cannot-verify', message: `${address} could not be read back: ${now.why}`, help, address, at }];
  }
  if (now.state !== 'present') {
    const help = ['the server accepted the write, and yet the object is not there'];
    return [{ code: 'write-ignored', message: `${address} was written and is not there`, help, address, at }];
  }
  const after = now.fields;
  return sent.flatMap((name) =>
    judge({ resource, name, before: before[name], now: after[name], again: unfinished.has(name) }),
  );
};

interface Judged {
  readonly resource: Resource;
  readonly name: string;
  readonly before: Data | undefined;
  readonly now: Data | undefined;
  /** An earlier run may have written it. */
  readonly again: boolean;
}

const judge = (judged: Judged): Diagnostic[] => {
  const { resource, name, before, now, again } = judged;
  const field = fieldOf(resource.kind, name);
  const declared = resource.fields[name];
  if (field === undefined || declared === undefined || isHidden(field, resource.kind)) return [];
  if (alike(field, declared, now)) return [];
  const place = { address: resource.address, at: resource.fieldSpans[name] ?? resource.at };
  const keys = keysApart(field, declared, now);
  if (keys !== undefined) return keys.map((key) => ({ ...judgeKey(judged, { field, key }), ...place }));
  const untouched = unchanged(field, before, now);
  return [
    { ...verdict({ what: name, help: [], untouched, again: again && !unchanged(field, undefined, now) }), ...place },
  ];
};

/** One key of a map, of which nobody knows what it is. What the server shows for it is not said: it may be a key, or the run's token. */
const judgeKey = (
  { resource: { kind }, name, before, now, again }: Judged,
  { field, key }: { readonly field: Field; readonly key: string },
): Diagnostic => {
  const [had, has] = [before, now].map((map) => (isMap(map) ? map[key] : undefined));
  const untouched = has === undefined || (had !== undefined && same(field, { [key]: had }, { [key]: has }));
  const hidden = kind.fields.find(({ writeOnly }) => writeOnly)?.name;
  const missing = `a read does not show ${key}: look how it is spelt${hidden === undefined ? '' : `; what the server takes and never shows belongs into ${hidden}`}`;
  const respelt = `the server shows another value for ${key}: read it there, and write it so if that is what is meant`;
  const help = [has === undefined ? missing : respelt];
  return verdict({ what: `${key} of ${name}`, help, untouched, again: again && has !== undefined });
};

const verdict = ({
  what,
  help,
  untouched,
  again,
}: {
  readonly what: string;
  readonly help: readonly string[];
  readonly untouched: boolean;
  readonly again: boolean;
}): Diagnostic => {
  if (untouched && !again) {
    const why = 'its answer was a success; reading the object shows the value it had before';
    return {
      code: 'write-ignored',
      message: `the server accepted the request but did not take ${what}`,
      help: help.length > 0 ? help : [why],
    };
  }
  const next = untouched
    ? 'a run before this one was cut off: if the server does not take it at all, that cannot be told any more'
    : 'the next plan will show it as a difference again';
  return {
    code: 'write-respelt',
    message: `the server took ${what} and shows it in another form`,
    help: [...help, next],
  };
};

const unchanged = (field: Field, before: Data | undefined, now: Data | undefined): boolean => {
  if (now === undefined) return true;
  if (before !== undefined) return same(field, before, now);
  return field.reset !== undefined && same(field, field.reset, now);
};

export const verifyGone = ({ address, at }: Resource, now: Live): Diagnostic[] =>
  now.state === 'present'
    ? [
        {
          code: 'delete-ignored',
          message: `${address} was deleted and is still there`,
          help: ['the server accepted the request; it may be busy revoking leases: run the same command again'],
          address,
          at,
        },
      ]
    : [];
