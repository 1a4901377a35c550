import { createHash } from 'node:crypto';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { FunctionRow } from '../scope.ts';
import { STRING } from '../type.ts';
import { base64Bytes } from './base64.ts';
import { charsetOf } from './charset.ts';
import { CallFailure } from './failure.ts';
import { text, textOf } from './give.ts';
import { row, textParam } from './row.ts';

/** No name, no time, no system. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty last block, as Go's writer ends its streams. */
const GZIP_END = Buffer.from([1, 0, 0, 0xff, 0xff]);

const gzipped = (value: string): Buffer => {
  const bytes = Buffer.from(value, 'utf8');
  const body = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(bytes), 0);
  tail.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([GZIP_HEAD, body, GZIP_END, tail]);
};

/** The namespaces that RFC 4122 names. */
const NAMESPACES: Readonly<Record<string, string>> = {
  dns: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  url: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  oid: '6ba7b812-9dad-11d1-80b4-00c04fd430c8',
  x500: '6ba7b814-9dad-11d1-80b4-00c04fd430c8',
};

const UUID = /^(?:urn:uuid:)?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;
const BARE = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;

const namespaceOf = (written: string): Buffer => {
  const uuid = Object.hasOwn(NAMESPACES, written) ? (NAMESPACES[written] ?? '') : written;
  const match = UUID.exec(uuid) ?? BARE.exec(uuid);
  if (match !== null) return Buffer.from(match.slice(1).join(''), 'hex');
  const help = [`a namespace is a UUID, or one of ${Object.keys(NAMESPACES).join(', ')}`];
  throw new CallFailure('there is no such namespace', { argument: 0, help });
};

const uuidOf = (namespace: string, name: string): string => {
  const hash = createHash('sha1').update(namespaceOf(namespace)).update(name, 'utf8').digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

export const byteFunctions: readonly FunctionRow[] = [
  row('base64gzip', { params: [textParam('text')], returns: STRING }, ([value]) =>
    text(gzipped(textOf(value)).toString('base64')),
  ),
  row('textencodebase64', { params: [textParam('text'), textParam('encoding')], returns: STRING }, ([value, name]) => {
    const bytes = charsetOf(textOf(name, 1)).encode(textOf(value));
    if (bytes === undefined)
      throw new CallFailure('the text has characters that this encoding has not', { argument: 0 });
    return text(bytes.toString('base64'));
  }),
  row(
    'textdecodebase64',
    { params: [textParam('base64'), textParam('encoding')], returns: STRING },
    ([value, name]) => {
      const decoded = charsetOf(textOf(name, 1)).decode(base64Bytes(textOf(value)));
      if (decoded === undefined) throw new CallFailure('these bytes are no text in this encoding', { argument: 0 });
      return text(decoded);
    },
  ),
  row('uuidv5', { params: [textParam('namespace'), textParam('name')], returns: STRING }, ([namespace, name]) =>
    text(uuidOf(textOf(namespace), textOf(name, 1))),
  ),
];
