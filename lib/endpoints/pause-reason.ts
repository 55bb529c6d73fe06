/** Characters of the reason that a person gives for a pause. Client-safe. */
export const LONGEST_REASON = 200
