import type { Mistake } from './mistake.ts';

const user = (password: string): string => `auth "userpass" {\n  user "a" {\n    password = ${password}\n  }\n}`;

/** What is wrong where a secret belongs is told with the names that matter, and without what is secret. */
export const secretMistakes: readonly Mistake[] = [
  {
    name: 'the file of a password is not there',
    seed: user('trimspace(file("pw.txt"))'),
    want: ['main.seed.hcl:3:31 file-missing: file(): pw.txt is not there'],
  },
  {
    name: 'a file in the home folder',
    seed: user('file("~/.pw")'),
    want: [
      'main.seed.hcl:3:21 file-missing: file(): ~/.pw is not there | the home folder is written file(pathexpand("~/.pw"))',
    ],
  },
  {
    name: 'a file that a module looks for in its own folder',
    seed: {
      'main.seed.hcl': 'module "team" {\n  source = "./team"\n}',
      'team/main.seed.hcl': user('jsondecode(file("db.json")).password'),
    },
    want: [
      'team/main.seed.hcl:3:32 file-missing: file(): db.json is not there | it was looked for at team/db.json: a path begins at the folder of its file',
    ],
  },
  {
    name: 'a password as shells write it in a text',
    seed: user('"${DB_PASSWORD}"'),
    want: [
      'main.seed.hcl:3:19 unknown-reference: there is nothing called "DB_PASSWORD" | a variable of the environment is written env("DB_PASSWORD")',
    ],
  },
  {
    name: 'a password without quotes is not repeated',
    seed: user('DB_PASSWORD'),
    want: ['main.seed.hcl:3:16 unknown-reference: what stands here is neither a text nor a reference'],
  },
  {
    name: 'a literal that is a word of the message is no secret there',
    seed: user('upper("this", "argument")'),
    want: ['main.seed.hcl:3:16 argument-count: upper() has too many arguments: 2'],
  },
];
