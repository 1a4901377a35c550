import type { Diagnostic } from '../../model/diagnostic.ts';

/** What is not declared may be declared in a file of another tool that lies in the folder, which is not read. */
export const besideTerraform = (
  diagnostics: readonly Diagnostic[],
  foreign: readonly string[],
): readonly Diagnostic[] => {
  const [file] = foreign.includes('variables.tf') ? ['variables.tf'] : foreign;
  if (file === undefined) return diagnostics;
  const line = `${file} is not read: a block of it that is meant belongs into a file named *.seed.hcl`;
  return diagnostics.map((one) => {
    const { help = [] } = one;
    const undeclared = one.code === 'unknown-reference' && help.some((text) => text.startsWith('declare it: '));
    return undeclared ? { ...one, help: [...help, line] } : one;
  });
};
