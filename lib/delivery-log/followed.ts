/** So many of the newest rows of a list are followed. Client-safe. */
export const FOLLOWED = 100
