/** What is to happen at moments of a simulated clock. `Happening` is what a task brings about. */
export type Agenda<Happening> = {
  /** Puts a task down for a moment, in milliseconds; of two at one moment the earlier entered one comes first. */
  at: (moment: number, task: Task<Happening>) => void
  /** Runs the next task. */
  next: () => { at: number; happened: Happening[] }
}

type Task<Happening> = (now: number) => Happening[]

/** An empty agenda. `next` throws when nothing is left to happen. */
export function makeAgenda<Happening>(): Agenda<Happening> {
  const entries: { moment: number; task: Task<Happening> }[] = []
  return {
    at(moment, task) {
      let low = 0
      let high = entries.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((entries[middle]?.moment ?? 0) > moment) low = middle + 1
        else high = middle
      }
      // Kept latest first, so that the next one is taken off the end.
      entries.splice(low, 0, { moment, task })
    },
    next() {
      const entry = entries.pop()
      if (entry === undefined) throw new Error('nothing is left to happen')
      return { at: entry.moment, happened: entry.task(entry.moment) }
    },
  }
}
