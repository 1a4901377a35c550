import { isIPv6 } from 'node:net';
import type { FunctionRow } from '../scope.ts';
import { listOf, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { CallFailure } from './failure.ts';
import { countOf, list, numberOf, text, textOf } from './give.ts';
import { numberParam, row, textParam } from './row.ts';

/** An address range: its first address as a number, and how many bits at the front all its addresses share. */
interface Range {
  readonly first: bigint;
  readonly prefix: number;
  /** 32 or 128. */
  readonly bits: number;
}

const rangeOf = (value: Value | undefined): Range => {
  const [, address = '', written = ''] = /^([^/]+)\/(\d{1,3})$/.exec(textOf(value)) ?? [];
  const prefix = Number(written);
  const v4 = fourBytes(address);
  const bits = v4 === undefined ? 128 : 32;
  const found = v4 ?? sixteenBytes(address);
  if (found === undefined || prefix > bits) {
    throw new CallFailure('this is not an address range such as 10.1.0.0/16 or fd00::/8', { argument: 0 });
  }
  const host = BigInt(bits - prefix);
  return { first: (found >> host) << host, prefix, bits };
};

/** Zeros in front do not make a number octal: 010 is ten. */
const fourBytes = (address: string): bigint | undefined => {
  const parts = address.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
};

const sixteenBytes = (address: string): bigint | undefined => {
  if (!isIPv6(address) || address.includes('%')) return undefined;
  const last = address.slice(address.lastIndexOf(':') + 1);
  const tail = fourBytes(last);
  const plain =
    tail === undefined ? address : `${address.slice(0, -last.length) + hex(tail >> 16n)}:${hex(tail & 0xffffn)}`;
  const [left = '', right] = plain.split('::');
  const before = left === '' ? [] : left.split(':');
  const after = right === undefined || right === '' ? [] : right.split(':');
  const gap = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...gap, ...after].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
};

const hex = (value: bigint): string => value.toString(16);

const addressText = (address: bigint, bits: number): string => {
  if (bits === 32) return Array.from({ length: 4 }, (_, at) => (address >> BigInt(24 - 8 * at)) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => hex((address >> BigInt(112 - 16 * at)) & 0xffffn));
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
};

/** The first of the longest runs of zeros, which `::` stands for. */
const longestZeros = (groups: readonly string[]): { start: number; length: number } => {
  let best = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, at) => {
    length = group === '0' ? length + 1 : 0;
    if (length > best.length) best = { start: at - length + 1, length };
  });
  return best;
};

const rangeText = ({ first, prefix, bits }: Range): string => `${addressText(first, bits)}/${prefix}`;

const wholeOf = (value: Value | undefined, argument: number): bigint => {
  const given = numberOf(value, argument);
  if (!given.isInteger() || given.e > 40) throw new CallFailure('takes a whole number here', { argument });
  return BigInt(given.toFixed());
};

/** The host with this number; negative numbers count from the end. */
const host = (from: Range, number: bigint): string => {
  const size = 1n << BigInt(from.bits - from.prefix);
  if (number >= size || number < -size) {
    throw new CallFailure(`${rangeText(from)} has ${size} addresses`, { argument: 1 });
  }
  return addressText(from.first + (number < 0n ? size + number : number), from.bits);
};

const longer = (from: Range, more: number, argument: number): number => {
  const prefix = from.prefix + more;
  if (more < 0) throw new CallFailure('a prefix can only be made longer', { argument });
  if (prefix <= from.bits) return prefix;
  throw new CallFailure(`${rangeText(from)} has ${from.bits - from.prefix} bits left`, { argument });
};

const subnet = (from: Range, more: number, number: bigint): Range => {
  const prefix = longer(from, more, 1);
  if (number < 0n || number >= 1n << BigInt(more)) {
    throw new CallFailure(`${more} more bits are ${1n << BigInt(more)} ranges, counted from 0`, { argument: 2 });
  }
  return { ...from, first: from.first + (number << BigInt(from.bits - prefix)), prefix };
};

/** Ranges one after the other, each beginning where one of its size can begin. */
const subnets = (from: Range, sizes: readonly Value[]): readonly Range[] => {
  const end = from.first + (1n << BigInt(from.bits - from.prefix));
  let next = from.first;
  return sizes.map((value, index) => {
    const more = countOf(value, index + 1);
    if (more < 1) throw new CallFailure('takes one more bit at least', { argument: index + 1 });
    const prefix = longer(from, more, index + 1);
    const size = 1n << BigInt(from.bits - prefix);
    const first = ((next + size - 1n) / size) * size;
    next = first + size;
    if (next > end) throw new CallFailure(`${rangeText(from)} has no room left for this one`, { argument: index + 1 });
    return { ...from, first, prefix };
  });
};

const netmask = ({ prefix, bits }: Range): string => {
  if (bits !== 32) throw new CallFailure('only IPv4 has netmasks', { argument: 0 });
  return addressText((0xffffffffn << BigInt(32 - prefix)) & 0xffffffffn, 32);
};

const range = textParam('range');

export const networkFunctions: readonly FunctionRow[] = [
  row('cidrhost', { params: [range, numberParam('number')], returns: STRING }, ([from, number]) =>
    text(host(rangeOf(from), wholeOf(number, 1))),
  ),
  row('cidrnetmask', { params: [range], returns: STRING }, ([from]) => text(netmask(rangeOf(from)))),
  row(
    'cidrsubnet',
    { params: [range, numberParam('bits'), numberParam('number')], returns: STRING },
    ([from, bits, number]) => text(rangeText(subnet(rangeOf(from), countOf(bits, 1), wholeOf(number, 2)))),
  ),
  row('cidrsubnets', { params: [range], rest: numberParam('bits'), returns: listOf(STRING) }, ([from, ...bits]) =>
    list(
      STRING,
      subnets(rangeOf(from), bits).map((one) => text(rangeText(one))),
    ),
  ),
];
