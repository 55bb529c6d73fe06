/** In characters. The longest keeps the hash from becoming a burden. Client-safe. */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const
