/** How large a call may be, at the door and when a person edits it. */

/** Bodies of this many bytes are kept; of a longer one, which is answered 413, only the beginning. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024

/** The request line, which holds the query, and the headers together. */
export const MAX_HEAD_BYTES = 256 * 1024
