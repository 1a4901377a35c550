import type { Node as JsonNode } from 'jsonc-parser';
import { quotedTemplate } from '../language/index.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** A value of HCL's JSON syntax as an expression; its layout is the formatter's. `text` is the whole document. */
export const hclOf = (node: JsonNode, text: string): string => {
  const children = node.children ?? [];
  switch (node.type) {
    case 'string':
      return quotedTemplate(String(node.value));
    case 'array': {
      const items = children.map((child) => hclOf(child, text));
      const line = `[${items.join(', ')}]`;
      return line.length < 100 && !line.includes('\n') ? line : `[\n${items.map((item) => `${item},\n`).join('')}]`;
    }
    case 'object':
      return children.length === 0 ? '{}' : `{\n${children.map((member) => memberOf(member, text)).join('')}}`;
    default:
      return text.slice(node.offset, node.offset + node.length);
  }
};

const memberOf = ({ children = [] }: JsonNode, text: string): string => {
  const [key, value] = children;
  if (key === undefined || value === undefined) return '';
  return `${keyOf(String(key.value))} = ${hclOf(value, text)}\n`;
};

/** `for` would begin something else. */
const keyOf = (name: string): string => (NAME.test(name) && name !== 'for' ? name : quotedTemplate(name));

/** A text of several lines, when it can stand in a heredoc as it is. */
export const heredocOf = (text: string): string | undefined => {
  const lines = text.split('\n');
  const fits = lines.length > 2 && text.endsWith('\n') && !/[^\P{C}\n\t]/u.test(text);
  if (!fits) return undefined;
  const taken = new Set(lines.map((line) => line.trim()));
  let marker = 'EOT';
  while (taken.has(marker)) marker += 'T';
  return `<<${marker}\n${text}${marker}`;
};
