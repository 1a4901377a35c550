/** The commands by what people want. The first text is what one screen shows of each. */
const GROUPS = {
  start: { dev: 'a throw-away server with a seed applied, to try things on' },
  check: {
    validate: 'is the seed right? looks at nothing but files',
    plan: 'what would change on the server',
    show: 'a plan that plan --out wrote',
    fmt: 'lay out the files of a seed as all of them are',
    policy: 'what a token must be allowed to do for the seed',
  },
  change: {
    apply: 'show the plan, ask, and carry it out; or carry out a plan file',
    destroy: 'remove from the server what the seed declares',
  },
  'whose is it': {
    ledger: 'what the seed remembers as its own; hand over, new key',
    unlock: 'take the lock of a seed from a run that is gone, or stop one',
  },
  watch: { drift: 'what on the server is not as the seed declares' },
  'look inside': {
    console: 'evaluate expressions in the context of a seed',
    explain: 'the fields of a kind, or what an error code means',
  },
} as const satisfies Record<string, Record<string, string>>;

export const commandNames: readonly string[] = Object.values(GROUPS).flatMap((group) => Object.keys(group));

/** What `vaultseed` alone prints: one screen. */
export const overview = (version: string): string => {
  const groups = Object.entries(GROUPS).map(([title, commands]) => {
    const lines = Object.entries(commands).map(([name, text]) => `    ${name.padEnd(10)} ${text}`);
    return [`  ${title}`, ...lines].join('\n');
  });
  return [
    `vaultseed ${version}: declarative seed data for secrets servers`,
    '',
    ...groups,
    '',
    'A seed is a folder with *.seed.hcl or *.seed.json files. The server is named by --address,',
    'by the seed, or by BAO_ADDR or VAULT_ADDR; the token by BAO_TOKEN, VAULT_TOKEN or a login.',
    '',
    'vaultseed COMMAND --help says more about each.',
  ].join('\n');
};

/** Options that may stand in front of the command: without a value. */
const LEADING = new Set(['--json', '--no-color', '-v', '-vv', '-vvv', '--verbose']);

/** `-var`, `-auto-approve=…`: longer than any short option, which are `-v` (also `-vv`), `-h`. */
const SINGLE_DASH = /^-(?!v+$)[a-z][a-z-]+(=.*)?$/s;

export interface Line {
  readonly words: readonly string[];
  /** What follows `--`. */
  readonly rest: readonly string[];
}

/** A command line with `-var` spelt `--var`, as other tools of the trade allow, and cut at `--`. */
export const lineOf = (argv: readonly string[]): Line => {
  const cut = argv.indexOf('--');
  const before = cut < 0 ? argv : argv.slice(0, cut);
  const words = before.map((word) => (SINGLE_DASH.test(word) ? `-${word}` : word));
  return { words, rest: cut < 0 ? [] : argv.slice(cut + 1) };
};

/** The command, and its words with the options that stood in front of it. */
export const commandOf = (words: readonly string[]): { name: string | undefined; words: readonly string[] } => {
  const at = words.findIndex((word) => !LEADING.has(word));
  if (at < 0) return { name: undefined, words };
  return { name: words[at], words: [...words.slice(0, at), ...words.slice(at + 1)] };
};
