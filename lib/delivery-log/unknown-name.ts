/** A filter names what is not there. The message is for people. */
export class UnknownName extends Error {}
