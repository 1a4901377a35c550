import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPlugin, type OwnServer, ownServer, servers } from '../servers/index.ts';
import { vaultseed } from './command.ts';
import { lessons } from './lessons.ts';

const page = (folder: string): string =>
  readFileSync(join(import.meta.dirname, '../../examples', folder, 'README.md'), 'utf8');

/** The plan that a page shows. */
const shownPlan = (folder: string): string => /```text\n(.*?)\n```/s.exec(page(folder))?.[1] ?? '';

// Which server it is, and where, is another one here.
const withoutServer = (plan: string): string => plan.trimEnd().replace(/ → .*/, ' → a server');

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
    expect(withoutServer(out)).toBe(withoutServer(shownPlan(folder)));
  });
});
