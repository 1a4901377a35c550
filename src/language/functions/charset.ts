import { CODE_PAGES } from './code-pages.ts';
import { CallFailure } from './failure.ts';

/** A way to write text as bytes. */
interface Charset {
  encode(value: string): Buffer | undefined;
  decode(bytes: Buffer): string | undefined;
}

/** The byte order mark tells the two apart; without one the higher byte comes first. */
const wide = (order: 'le' | 'be', mark: boolean): Charset => ({
  encode: (value) => {
    const bytes = Buffer.from(mark ? `\ufeff${value}` : value, 'utf16le');
    return order === 'le' ? bytes : bytes.swap16();
  },
  decode: (bytes) => decodedAs(mark && bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : `utf-16${order}`, bytes),
});

/** The first code points of Unicode, one byte each. */
const narrow = (size: number): Charset => ({
  encode: (value) =>
    [...value].every((one) => one < String.fromCharCode(size)) ? Buffer.from(value, 'latin1') : undefined,
  decode: (bytes) => (bytes.every((byte) => byte < size) ? bytes.toString('latin1') : undefined),
});

const decodedAs = (label: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const LATIN = narrow(0x100);
const ASCII = narrow(0x80);

/** Where windows-1252 is not ISO-8859-1: the platform of today reads both alike. */
const WESTERN = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const western: Charset = {
  encode: (value) => {
    const bytes = Array.from(value, (one) => (WESTERN.includes(one) ? WESTERN.indexOf(one) + 0x80 : one.charCodeAt(0)));
    const fits = [...value].every((one) => WESTERN.includes(one) || /[\0-\x7f\xa0-\xff]/.test(one));
    return fits ? Buffer.from(bytes) : undefined;
  },
  decode: (bytes) => Array.from(bytes, (byte) => WESTERN[byte - 0x80] ?? String.fromCharCode(byte)).join(''),
};

/** `IBM437`, `cp437`, `437`, `csPC8CodePage437`, `IBM00858`. */
const PAGE = /^(?:ibm|cp|cspc8codepage)?0*([0-9]{3})$/;

const codePage = (upper: string): Charset => {
  const characters = [...upper];
  const byteOf = (one: string): number => (one < '\x80' ? one.charCodeAt(0) : characters.indexOf(one) + 0x80);
  return {
    encode: (value) => {
      const fits = [...value].every((one) => one < '\x80' || characters.includes(one));
      return fits ? Buffer.from(Array.from(value, byteOf)) : undefined;
    },
    decode: (bytes) => Array.from(bytes, (byte) => characters[byte - 0x80] ?? String.fromCharCode(byte)).join(''),
  };
};

/** What the platform does not know, or knows by that name as something else. */
const OWN: Readonly<Record<string, Charset>> = {
  'utf-16': wide('be', true),
  'utf-16be': wide('be', false),
  'utf-16le': wide('le', false),
  'iso-8859-1': LATIN,
  'iso_8859-1': LATIN,
  latin1: LATIN,
  'windows-1252': western,
  cp1252: western,
  'us-ascii': ASCII,
  ascii: ASCII,
};

/** Which bytes a character is, for a charset that the platform can only read: by reading all there are. */
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

const tableOf = (label: string): ReadonlyMap<string, readonly number[]> => {
  const table = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  const add = (...bytes: readonly number[]): boolean => {
    try {
      const read = decoder.decode(Uint8Array.from(bytes));
      const whole = [...read].length === 1;
      if (whole && !table.has(read)) table.set(read, bytes);
      return whole;
    } catch {
      return false;
    }
  };
  const leads = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !add(byte));
  for (const lead of leads) for (let trail = 0x30; trail < 0xff; trail++) add(lead, trail);
  return table;
};

const remembered = (label: string): ReadonlyMap<string, readonly number[]> => {
  const found = tables.get(label) ?? tableOf(label);
  tables.set(label, found);
  return found;
};

const foreign = (label: string): Charset => ({
  encode: (value) => {
    if (label === 'utf-8') return Buffer.from(value, 'utf8');
    const table = remembered(label);
    const bytes = Array.from(value, (one) => table.get(one));
    return bytes.every((each) => each !== undefined) ? Buffer.from(bytes.flat()) : undefined;
  },
  decode: (bytes) => decodedAs(label, bytes),
});

/** The charset of this name, whatever the case of its letters. Throws when there is none. */
export const charsetOf = (name: string): Charset => {
  const label = name.toLowerCase();
  const own = Object.hasOwn(OWN, label) ? OWN[label] : undefined;
  if (own !== undefined) return own;
  const page = CODE_PAGES[PAGE.exec(label)?.[1] ?? ''];
  if (page !== undefined) return codePage(page);
  try {
    const { encoding } = new TextDecoder(name);
    if (name.trim() === name && !STATEFUL.has(encoding)) return foreign(encoding);
  } catch {
    // The platform knows no such name; what is thrown below says so.
  }
  const help = [
    'known are UTF-8, UTF-16LE, UTF-16BE, ISO-8859-1, windows-1252, Shift_JIS, EUC-JP, GBK, Big5 and others',
  ];
  throw new CallFailure('there is no such character encoding', { argument: 1, help });
};

/** Characters mean different things after an escape sequence: no table says which bytes to write. */
const STATEFUL: ReadonlySet<string> = new Set(['iso-2022-jp', 'replacement', 'x-user-defined']);
