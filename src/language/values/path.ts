/** Steps into a value as one would write them: `.rules[2]["a key"]`. */
export const pathText = (path: readonly (string | number)[]): string =>
  path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join('');
