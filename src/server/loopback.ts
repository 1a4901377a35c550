/** Whether a host, as a URL has it, is this machine: what is said to it is on no line. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname.toLowerCase());
