/** Who changed something by a command, as the history shows it. */
export const ACTOR = 'command line'
