import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasPlugin, moto, ownServer, postgres, query, servers } from './index.ts';

const health = async (address: string) => (await fetch(`${address}/v1/sys/health`)).json();
const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

describe.each(servers())('$name', (server) => {
  it('answers with the version it is pinned to', async () => {
    expect(await health(server.address)).toMatchObject({ version: server.version, sealed: false });
    expect(hasPlugin(server, 'secrets', 'kv')).toBe(true);
    expect(hasPlugin(server, 'secrets', 'aws')).toBe(server.product === 'vault');
  });

  it('takes an audit device over the API', async () => {
    const answer = await fetch(`${server.address}/v1/sys/audit/servers-test`, {
      method: 'POST',
      headers: { 'X-Vault-Token': server.token },
      body: JSON.stringify({ type: 'file', options: { file_path: 'discard' } }),
    });
    expect(answer.status).toBe(204);
  });

  it('can be had fresh, uninitialised, and is gone when it is stopped', async () => {
    const own = await ownServer(server.name, { dev: false });
    expect(await health(own.address)).toMatchObject({ initialized: false, sealed: true });
    await own.stop();
    expect(isAlive(own.pid)).toBe(false);
    expect(existsSync(own.folder)).toBe(false);
  });

  it('can be had with TLS', async () => {
    const own = await ownServer(server.name, { tls: true });
    expect(own.caFile !== undefined && existsSync(own.caFile)).toBe(true);
    await own.stop();
  });
});

describe.skipIf(!moto())('moto', () => {
  it('answers as STS does', async () => {
    const scope = 'canary/20260101/us-east-1/sts/aws4_request';
    const answer = await fetch(`${moto()?.address}/`, {
      method: 'POST',
      headers: { Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    });
    expect(await answer.text()).toContain('<Arn>');
  });
});

describe.skipIf(!postgres())('postgres', () => {
  it('lets in who knows the password and nobody else', async () => {
    const server = postgres();
    if (!server) throw new Error('left out');
    expect(await query(server, 'SELECT usesuper FROM pg_user WHERE usename = current_user')).toBe('t');
    const visitor = { user: 'visitor', password: 'canary-visitor-password' };
    expect(await query(server, 'SELECT current_user', visitor)).toBe('visitor');
    await expect(query(server, 'SELECT 1', { ...visitor, password: 'wrong' })).rejects.toThrow(
      'password authentication',
    );
  });
});
