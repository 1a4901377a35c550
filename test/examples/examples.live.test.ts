import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditAllowed, moto, type OwnServer, ownServer, postgres, servers } from '../servers/index.ts';
import { vaultseed } from './command.ts';
import { contents } from './contents.ts';
import { type Lesson, lessons, lineFor, type Surroundings } from './lessons.ts';

// The lessons use the names that a reader would use, and one declares an audit device: each server is one of their own.
describe.each(servers().map(({ name }) => name))('%s', (name) => {
  let server: OwnServer;

  beforeAll(async () => {
    server = await ownServer(name, name.startsWith('openbao') ? { config: auditAllowed } : {});
  });
  afterAll(() => server.stop());

  describe.each(lessons)('$folder', (lesson) => {
    it('is applied, then there is nothing to do, and destroying it leaves nothing', async ({ skip }) => {
      const around: Surroundings = { server, moto: moto(), postgres: postgres() };
      const missing = lesson.missing(around);
      if (missing !== undefined) skip(missing);
      await walk(lesson, around);
    });
  });
});

const walk = async (lesson: Lesson, around: Surroundings): Promise<void> => {
  const { server } = around;
  const run = (command: string, ...flags: string[]) =>
    vaultseed([...lineFor(command, lesson, around), ...flags], { server, env: lesson.env(around) });
  const before = await contents(server);

  const planned = await run('plan', '--json', '--detailed-exitcode');
  expect(planned).toMatchObject({ code: 2 });
  expect(JSON.parse(planned.out)).toMatchObject({ summary: { create: lesson.objects(around) } });
  // A static role changes somebody's password as soon as it is made; an audit device with `log_raw` writes tokens in clear.
  const allowed = ['--allow', 'irreversible,secret-revealing'];
  expect(await run('apply', '--auto-approve', ...allowed)).toMatchObject({ code: 0 });
  expect(await run('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
  expect(await run('drift')).toMatchObject({ code: 0 });
  expect(await run('destroy', '--auto-approve')).toMatchObject({ code: 0 });
  expect(await contents(server)).toEqual(before);
};
