import { CallFailure } from './failure.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What a base64 text stands for; it may stand on several lines. */
export const base64Bytes = (value: string): Buffer => {
  const joined = value.replaceAll(/[\r\n]/g, '');
  if (!BASE64.test(joined)) throw new CallFailure('this is not base64', { argument: 0 });
  return Buffer.from(joined, 'base64');
};
