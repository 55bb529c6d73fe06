/** A status, or a class of them. Client-safe. */
export const ANSWER_CODE = /^[1-5](xx|\d\d)$/

/** What a wrong one is answered with. */
export const CODE_HINT = 'Write a status such as 503, or a class such as 5xx.'
