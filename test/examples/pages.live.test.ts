import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPlugin, type OwnServer, ownServer, servers } from '../servers/index.ts';
import { vaultseed } from './command.ts';
import { lessons } from './lessons.ts';

const pageOf = (folder: string): string => join(import.meta.dirname, '../../examples', folder, 'README.md');

const BLOCK = /(?<=```text\n).*?(?=\n```)/s;

// Where the server is, and who asks, is another matter here.
const elsewhere = (plan: string): string =>
  plan.trimEnd().replace(/ at http:.*/, ' at https://vault.example:8200 (token "ci")');

/** The plan that a page shows. With UPDATE_GOLDEN=1 the page is given `plan` to show first. */
const shownPlan = (folder: string, plan: string): string => {
  const text = readFileSync(pageOf(folder), 'utf8');
  if (process.env.UPDATE_GOLDEN !== '1') return BLOCK.exec(text)?.[0] ?? '';
  writeFileSync(
    pageOf(folder),
    text.replace(BLOCK, () => plan),
  );
  return plan;
};

// The lessons that have a page to themselves; the one in two languages has it a folder above them.
const pages = lessons
  .filter(({ folder }) => !folder.endsWith('/json'))
  .map((lesson) => ({ page: lesson.folder.replace('/hcl', ''), lesson }));

/** Pages show plans for an empty server that has every plugin. */
const whole = servers().filter((server) => hasPlugin(server, 'secrets', 'aws'));

describe.each(whole.slice(0, 1).map(({ name }) => name))('the pages, with %s', (name) => {
  let server: OwnServer;

  beforeAll(async () => {
    server = await ownServer(name);
  });
  afterAll(() => server.stop());

  it.each(pages)('$page shows the plan that comes out', async ({ page: folder, lesson }) => {
    const env = { ORDERS_DATABASE_PASSWORD: 'canary', ...lesson.env({ server, moto: undefined, postgres: undefined }) };
    const { code, out } = await vaultseed(['plan', lesson.folder], { server, env });
    expect(code).toBe(0);
    expect(elsewhere(out)).toBe(shownPlan(folder, elsewhere(out)));
  });
});
