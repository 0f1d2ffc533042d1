/** A Windows account as the Provider and VMM take it: DOMAIN\\user, nothing else. */
export const isDomainUser = (text: string): boolean => /^[^\\/\s]+\\[^\\/]+$/.test(text)
