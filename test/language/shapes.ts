import { readFileSync } from 'node:fs';

export interface Shape {
  readonly name: string;
  readonly source: string;
}

const UNSEEN: Readonly<Record<string, string>> = { '↵': '\n', '␍': '\r' };

const plain = (line: string): string =>
  line
    .replaceAll(/[↵␍]/g, (sign) => UNSEEN[sign] ?? '')
    .replaceAll(/‹([0-9a-f]+)›/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

/** The cases of `shapes.txt`; a value is the attribute `a` of a text of its own. */
export const shapes = (): readonly Shape[] => {
  let section = '';
  return readFileSync(new URL('shapes.txt', import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line): readonly Shape[] => {
      if (line.startsWith('## ')) section = line.slice(3);
      if (section === '' || line === '' || line.startsWith('## ')) return [];
      const source = section.startsWith('values') ? `a = ${plain(line)}\n` : plain(line);
      return [{ name: `${section}: ${line}`, source }];
    });
};
