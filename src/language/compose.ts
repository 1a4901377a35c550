const ASCII = /^[\x00-\x7f]*$/;

/** A text in normalisation form C, so that equal looking texts are equal. Most texts are plain, and need not be walked twice. */
export const composed = (text: string): string => (ASCII.test(text) ? text : text.normalize('NFC'));
