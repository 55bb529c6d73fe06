/** How the licences can be sorted. Client-safe. */
export const LICENCE_ORDERS = ['number', 'newest'] as const
