import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseSource } from '../../src/language/index.ts';
import { CLI, type Measured, typical } from './program.ts';

const RUNS = 3;

type Files = Readonly<Record<string, string>>;

const many = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join('');

const document = (resource: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ec2:*", Resource = ${resource} }] })`;

const role = (head: string, resource: string): string =>
  `  role ${head}\n    credential_type = "iam_user"\n    policy_document = ${document(resource)}\n  }\n`;

const keys = (count: number): string =>
  `toset(flatten([for i in range(${count / 100}) : [for j in range(100) : "r\${i}-\${j}"]]))`;

/** Ten thousand objects each, and about as many again of nothing else. */
const SHAPES: Readonly<Record<string, Files>> = {
  'written out': {
    'main.seed.hcl': `mount "aws" {\n  type = "aws"\n${many(9000, (i) => role(`"r${i}" {`, `"arn:aws:s3:::b-${i}"`))}}\n${many(
      1000,
      (i) => `policy "p${i}" {\n  path "aws/creds/r${i}" {\n    capabilities = ["read"]\n  }\n}\n`,
    )}`,
  },
  'with references': {
    'main.seed.hcl': `locals {\n  team = "payments"\n}\nvariable "env" {\n  default = "dev"\n}\nmount "aws" {\n  type = "aws"\n${many(
      9000,
      (i) => role(`"r${i}" {`, `"arn:\${local.team}-\${var.env}-${i}"`),
    )}}\n${many(
      1000,
      (i) =>
        `policy "p${i}" {\n  rules = "path \\"\${mount.aws.path}/creds/r${i}\\" { capabilities = [\\"read\\"] }"\n}\n`,
    )}`,
  },
  'by for_each': {
    'main.seed.hcl': `mount "aws" {\n  type = "aws"\n${role(`"r" {\n    for_each = ${keys(9000)}\n    name = each.key`, 'each.key')}}
policy "p" {\n  for_each = ${keys(1000)}\n  name = each.key\n  rules = "path \\"aws/creds/\${each.key}\\" { capabilities = [\\"read\\"] }"\n}\n`,
  },
  'by for_each, with templates and references': {
    'main.seed.hcl': `locals {
  team  = "payments"
  roles = { for key in ${keys(9000)} : key => { bucket = "b-\${key}", kind = "iam_user" } }
}
variable "env" {
  default = "dev"
}
mount "aws" {
  type = "aws"
  role "r" {
    for_each = local.roles
    name = "\${var.env}-\${each.key}"
    credential_type = each.value.kind
    policy_document = ${document('"arn:${local.team}-${var.env}:${each.value.bucket}/*"')}
  }
}
policy "p" {
  for_each = toset(slice(keys(local.roles), 0, 1000))
  name = "\${local.team}-\${each.key}"
  rules = "path \\"\${mount.aws.path}/creds/\${mount.aws.role.r[each.key].name}\\" { capabilities = [\\"read\\"] }"
}
`,
  },
  'by a thousand modules': {
    'main.seed.hcl': `module "team" {\n  source = "./team"\n  for_each = ${keys(1000)}\n  team = each.key\n}\n`,
    'team/main.seed.hcl': `variable "team" {\n  type = string\n}\nmount "m" {\n  path = "aws-\${var.team}"\n  type = "aws"\n${many(9, (i) => role(`"r${i}" {`, '"arn:${var.team}"'))}}\n`,
  },
};

/** What makes a parser slow when somebody wants it to be. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  'brackets that never close': (size) => `a = ${'['.repeat(size)}`,
  'templates in templates': (size) => `a = ${'"${'.repeat(size / 3)}`,
  'quotes that never close': (size) => 'a = "x\n'.repeat(size / 7),
  'braces closed by brackets': (size) => '{\n  [\n'.repeat(size / 6),
  'a heredoc without its end': (size) => `a = <<EOT\n${'text ${b}\n'.repeat(size / 10)}`,
  'the same name again and again': (size) => 'a = 1\n'.repeat(size / 6),
};

const SIZE = 1024 * 1024;

const parseTime = (text: string): number => {
  const began = performance.now();
  parseSource({ path: 'main.seed.hcl', text });
  return performance.now() - began;
};

const best = (text: string): number => Math.min(...[1, 2, 3].map(() => parseTime(text)));

export interface Print {
  readonly title: (text: string) => void;
  readonly row: (name: string, ...cells: readonly string[]) => void;
  readonly time: (milliseconds: number) => string;
  readonly memory: (measured: Measured) => string;
}

const shapes = async (folder: string, { title, row, time, memory }: Print): Promise<void> => {
  title('validate, 10,000 objects');
  for (const [name, files] of Object.entries(SHAPES)) {
    const seed = await mkdtemp(join(folder, 'shape-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(seed, path)), { recursive: true });
      await writeFile(join(seed, path), text);
    }
    const measured = await typical(RUNS, [CLI, 'validate', seed]);
    row(name, time(measured.milliseconds), memory(measured));
  }
};

const hostile = ({ title, row, time }: Print): void => {
  title('parse 1 MB that means harm, against half of it (2 is linear)');
  for (const [name, text] of Object.entries(HOSTILE)) {
    const [half, whole] = [best(text(SIZE / 2)), best(text(SIZE))];
    row(name, time(whole), (whole / half).toFixed(2));
  }
};

/** How long seeds take to be read: large ones, a large file, and files that somebody wrote to be slow. */
export const reading = async (folder: string, print: Print): Promise<void> => {
  await shapes(folder, print);
  const block = role('"r" {', '"arn:aws:s3:::bucket"');
  const text = `mount "aws" {\n${block.repeat((5 * SIZE) / block.length)}}\n`;
  print.title('parse');
  print.row('a file of 5 MB', print.time(best(text)));
  hostile(print);
};
