import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type File, files, isNode, lineAt, nodes, root } from './source.ts';

/** What our data files are called: the engines and auth methods, none of which the program itself knows. */
const engines = ['secrets', 'auth']
  .flatMap((folder) => readdirSync(join(root, 'schemas', folder)))
  .filter((name) => name.endsWith('.json') && !name.startsWith('_'))
  .map((name) => name.slice(0, -'.json'.length));

// Also as a part of a name: awsRole, AwsRole and aws_role say it, draws does not.
const named = (names: readonly string[]): RegExp => {
  const any = [...new Set(names)].map((name) => `${name}|${name[0]?.toUpperCase()}${name.slice(1)}`).join('|');
  return new RegExp(`(?<![a-zA-Z0-9])(?:${any}|${any.toUpperCase()})(?![a-z0-9])`, 'g');
};

const mentions = (all: readonly File[], pattern: RegExp): readonly string[] =>
  all.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map((match) => `${path}:${lineAt(text, match.index)} says ${match[0]}`),
  );

describe('the names of engines', () => {
  it('come from the data', () => expect(engines.length).toBeGreaterThan(0));

  it('are nowhere in the program', () => {
    expect(mentions(files('src', 'cmd'), named(engines))).toEqual([]);
  });

  it.each(["if (type === 'aws')", 'awsRole', 'the AWS engine', 'class AwsRole', 'aws_role'])(
    'are seen in: %s',
    (text) => {
      expect(mentions([{ path: 'x.ts', text }], named(['aws', 'kv']))).toHaveLength(1);
    },
  );

  it.each(['draws', 'laws', 'awsome'])('are not seen in: %s', (text) => {
    expect(mentions([{ path: 'x.ts', text }], named(['aws', 'kv']))).toEqual([]);
  });
});

const callsReveal = (file: File): readonly string[] =>
  nodes(file).flatMap(({ type, property, start }) =>
    type === 'MemberExpression' && isNode(property) && property.name === 'reveal'
      ? [`${file.path}:${lineAt(file.text, start)}`]
      : [],
  );

describe('secrets', () => {
  it('are revealed on their way to a server only', () => {
    const elsewhere = files('src', 'cmd').filter(({ path }) => !path.startsWith('src/server/'));
    expect(elsewhere.flatMap(callsReveal)).toEqual([]);
  });

  it.each(['secret.reveal()', 'list.map((one) => one.reveal())', 'secret?.reveal()'])(
    'are seen leaving in: %s',
    (text) => {
      expect(callsReveal({ path: 'src/report/x.ts', text })).toHaveLength(1);
    },
  );
});

/** The errors of a server as they are shown have masks in them: `says` of src/server knows the words. */
const judgesByWhatIsShown = (all: readonly File[]): readonly string[] =>
  mentions(all, /\berrors\.(?:some|every|find|join\([^)]*\)\.(?:includes|match|search))\b/g);

describe('what a server says', () => {
  it('is never judged by what is shown of it', () => {
    const elsewhere = files('src', 'cmd').filter(({ path }) => path !== 'src/server/answer.ts');
    expect(judgesByWhatIsShown(elsewhere)).toEqual([]);
  });

  it.each(["answer.errors.some((text) => text === 'x')", "errors.join('; ').includes('x')"])(
    'is seen in: %s',
    (text) => {
      expect(judgesByWhatIsShown([{ path: 'x.ts', text }])).toHaveLength(1);
    },
  );
});

/** The outside world as globals: only `cmd/` has a mouth and hands. */
const worldly = (file: File): readonly string[] =>
  nodes(file).flatMap(({ type, object, start }) =>
    type === 'MemberExpression' && isNode(object) && (object.name === 'process' || object.name === 'console')
      ? [`${file.path}:${lineAt(file.text, start)} uses ${object.name}`]
      : [],
  );

describe('the outside world', () => {
  it('is handed in, never reached for', () => {
    expect(files('src').flatMap(worldly)).toEqual([]);
  });

  it.each(['process.env.HOME', "console.log('x')", 'process.exit(1)'])('is seen in: %s', (text) => {
    expect(worldly({ path: 'x.ts', text })).toHaveLength(1);
  });
});
